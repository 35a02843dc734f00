import Core
import HTTPTypes
import OAuth
import Storage
import TestSupport
import Testing

/// What the audit log keeps of sign-ins and token exchanges (spec `logto-management-api.md` §9).
@Suite struct AuditLogTests {
    /// The entries' keys, the oldest first, without what the program of the test itself has done.
    private func keys(_ management: Management, _ query: String = "") async throws -> [String] {
        let list = try await management.get("/logs?page_size=100\(query)").json.array ?? []
        return list.reversed().compactMap { $0["key"]?.string }.filter { $0 != "ExchangeTokenBy.ClientCredentials" }
    }

    private func payload(_ management: Management, _ key: String) async throws -> JSON {
        let list = try await management.get("/logs?logKey=\(key)").json.array ?? []
        return try #require(list.first?["payload"], "there is no \(key)")
    }

    @Test func `a social sign-in leaves every step, in order`() async throws {
        let management = try await Management()
        let (browser, party) = (Browser(management.world), RelyingParty(in: management.world))
        let code = try await party.code(browser, ["prompt": "login"])
        #expect(try await party.redeem(code).status == .ok)
        let keys = try await self.keys(management)
        let steps = keys.filter { $0 != "Interaction.Create" && $0 != "Interaction.End" }.prefix(4)
        #expect(
            steps == [
                "Interaction.SignIn.Create", "Interaction.SignIn.Verification.Social.Create",
                "Interaction.SignIn.Verification.Social.Submit", "Interaction.SignIn.Identifier.Submit",
            ])
        #expect(keys.first == "Interaction.Create")
        #expect(keys.contains("Interaction.End"))
        #expect(keys.last == "ExchangeTokenBy.AuthorizationCode")
    }

    @Test func `a sign-in by password says who it was, and keeps no secret`() async throws {
        let management = try await Management()
        let (browser, party) = (Browser(management.world), RelyingParty(in: management.world))
        let answer = try await party.signInAsAlice(browser, ["prompt": "login"])
        let code = answer.locationParameters["code"] ?? ""
        let tokens = try await party.redeem(code)
        #expect(tokens.status == .ok)
        let keys = try await self.keys(management)
        let steps = keys.filter { $0.hasPrefix("Interaction.SignIn") }
        #expect(
            steps == [
                "Interaction.SignIn.Create", "Interaction.SignIn.Verification.Password.Submit",
                "Interaction.SignIn.Identifier.Submit", "Interaction.SignIn.Submit",
            ])
        let alice = try await management.world.store.read { try $0.user(username: "alice")?.id.value }
        let submit = try await self.payload(management, "Interaction.SignIn.Submit")
        #expect(submit["key"] == "Interaction.SignIn.Submit")
        #expect(submit["result"] == "Success")
        #expect(submit["userId"]?.string == alice)
        #expect(submit["applicationId"]?.string == party.app.id)
        #expect(submit["sessionId"]?.string?.isEmpty == false)
        let exchange = try await self.payload(management, "ExchangeTokenBy.AuthorizationCode")
        #expect(exchange["userId"]?.string == alice)
        #expect(exchange["tokenTypes"] == ["AccessToken", "IdToken"])
        #expect(exchange["params"]?["code"]?.string == code)
        #expect(exchange["params"]?["client_secret"] == "******")
        #expect(exchange["applicationSecret"] == ["name": "Default secret"])
        let everything = try await management.get("/logs?page_size=100").body
        for secret in [party.app.secret, "bookstore-alice", tokens.json["access_token"]?.string] {
            #expect(!everything.contains(secret ?? ""))
        }
    }

    @Test func `what fails is there with its error`() async throws {
        let management = try await Management()
        let (browser, party) = (Browser(management.world), RelyingParty(in: management.world))
        let page = try await browser.open(party.authorizationURL())
        _ = try await browser.press("Sign in", on: page, filling: ["identifier": "alice", "password": "wrong"])
        let failed = try await self.payload(management, "Interaction.SignIn.Verification.Password.Submit")
        #expect(failed["result"] == "Error")
        #expect(
            failed["error"] == [
                "code": "session.invalid_credentials",
                "message": "Incorrect account or password. Please check your input.",
            ])
        #expect(try await party.redeem("no-code").status == .badRequest)
        let refused = try await self.payload(management, "ExchangeTokenBy.AuthorizationCode")
        #expect(refused["result"] == "Error")
        #expect(refused["error"] == "invalid_grant: grant request is invalid")
        #expect(refused["applicationId"]?.string == party.app.id)
        #expect(try await party.token(["grant_type": "guessing"]).status == .badRequest)
        #expect(try await self.payload(management, "ExchangeTokenBy.Unknown")["result"] == "Error")
    }

    @Test func `a token that is given back is noted`() async throws {
        let management = try await Management()
        let (browser, party) = (Browser(management.world), RelyingParty(in: management.world))
        let tokens = try await party.redeem(try await party.code(browser))
        let answer = try await management.world.post(
            "\(management.world.logto)/oidc/token/revocation",
            form: [
                "client_id": party.app.id, "client_secret": party.app.secret ?? "",
                "token": tokens.json["refresh_token"]?.string ?? "",
            ])
        #expect(answer.status == .ok)
        let entry = try await self.payload(management, "RevokeToken")
        #expect(entry["tokenTypes"] == ["RefreshToken"])
        #expect(entry["applicationId"]?.string == party.app.id)
    }
}
