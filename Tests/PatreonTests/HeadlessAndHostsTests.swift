import Core
import HTTPTypes
import OAuth
import TestSupport
import Testing

@Suite("Deciding without a browser (spec §9, M14)")
struct HeadlessDecisionTests {
    private static let decision = HTTPField.Name("X-Emulator-Decision")
    private static let account = HTTPField.Name("X-Emulator-Account")

    private static func ask(
        _ patreon: PatreonOrigin, _ request: [(String, String)] = PatreonOrigin.request(),
        headers: [(HTTPField.Name?, String)]
    ) async throws -> TestResponse {
        var fields = HTTPFields()
        for case (let name?, let value) in headers { fields[name] = value }
        return try await patreon.get("/oauth2/authorize?" + FormURLEncoding.encode(request), headers: fields)
    }

    @Test func `headers decide in whose name`() async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await Self.ask(patreon, headers: [(Self.decision, "allow"), (Self.account, "10003")])
        #expect(answer.status == .found)
        let tokens = try await patreon.redeem(try #require(answer.locationParameters["code"])).json
        let user = try await patreon.get("/api/oauth2/v2/identity", bearer: tokens["access_token"]?.string)
        #expect(user.json["data"]?["id"] == "10003")
    }

    @Test func `so does a parameter, with the login hint`() async throws {
        let patreon = try await PatreonOrigin()
        let request = PatreonOrigin.request() + [("emulator_decision", "allow"), ("login_hint", "10002")]
        #expect(try await patreon.ask(request).locationParameters["code"]?.count == 30)
        let denied = try await patreon.ask(PatreonOrigin.request() + [("emulator_decision", "deny")])
        #expect(denied.location == PatreonOrigin.callback + "?error=access_denied&state=a+state")
    }

    @Test(arguments: [("allow", "nobody", HTTPResponse.Status.badRequest), ("maybe", "10001", .ok), ("", "10001", .ok)])
    func `an unknown account is refused, an unknown decision is none`(
        decision: String, account: String, status: HTTPResponse.Status
    ) async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await Self.ask(patreon, headers: [(Self.decision, decision), (Self.account, account)])
        #expect(answer.status == status)
    }

    @Test func `the checks come first (check 5)`() async throws {
        let patreon = try await PatreonOrigin()
        let request = PatreonOrigin.request(redirectURI: PatreonOrigin.callback + "/")
        let answer = try await Self.ask(patreon, request, headers: [(Self.decision, "allow")])
        #expect(answer.location?.contains("Mismatching+redirect+URI.") == true)
    }
}

@Suite("Patreon's own names (spec §0.4)")
struct HostsTests {
    @Test(arguments: ["www.patreon.com", "patreon.com", "api.patreon.com", "WWW.PATREON.COM", "www.patreon.com:443"])
    func `links and redirects follow the name that the client used (§3.3)`(host: String) async throws {
        let patreon = try await PatreonOrigin()
        let token = try await patreon.tokens()["access_token"]?.string ?? ""
        let origin = "https://" + host.lowercased().replacing(":443", with: "")
        let headers: HTTPFields = [.authorization: "Bearer \(token)", .host: host]
        let v2 = try await patreon.get("/api/oauth2/v2/identity", headers: headers)
        #expect(v2.json["links"]?["self"] == .string(origin + "/api/oauth2/v2/user/10001"))
        let v1 = try await patreon.get("/oauth2/api/current_user", headers: headers)
        #expect(v1.json["links"]?["self"] == .string(origin + "/api/user/10001"))
        // Pictures and pages are for browsers, which know the emulator's own address.
        #expect(
            v1.json["data"]?["attributes"]?["image_url"]?.string?.hasPrefix(patreon.world.patreon) == true)
        let refused = try await patreon.get("/oauth2/authorize?client_id=x", headers: [.host: host])
        #expect(refused.location?.hasPrefix(origin + "/oauth2/errors?") == true)
    }

    @Test func `the old host's paths trade codes for tokens (check 19)`() async throws {
        let patreon = try await PatreonOrigin()
        let answer = try await patreon.post(
            "/oauth2/token", PatreonOrigin.exchange(try await patreon.code()),
            headers: [.authorization: PatreonOrigin.basic, .host: "api.patreon.com"])
        #expect(answer.status == .ok)
    }

    @Test(arguments: ["evil.test", "www.patreon.com.evil.test", "xpatreon.com", "", "www.patreon.com:x:y"])
    func `another name is not repeated in links`(host: String) async throws {
        let patreon = try await PatreonOrigin()
        let token = try await patreon.tokens()["access_token"]?.string ?? ""
        let headers: HTTPFields = [.authorization: "Bearer \(token)", .host: host]
        let answer = try await patreon.get("/api/oauth2/v2/identity", headers: headers).body
        #expect(!answer.contains("evil"))
        #expect(!answer.contains(":x:y"))
    }

    @Test func `pages of a list lead on under the same name`() async throws {
        let personas = try await Personas()
        let token = try await personas.tokens(as: Personas.owner)["access_token"]?.string ?? ""
        let answer = try await personas.patreon.get(
            "/api/oauth2/v2/campaigns/900020/members?page[count]=1",
            headers: [.authorization: "Bearer \(token)", .host: "www.patreon.com"])
        #expect(answer.json["links"]?["next"]?.string?.hasPrefix("https://www.patreon.com/api/oauth2/v2/") == true)
    }
}
