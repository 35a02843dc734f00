import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@Suite("POST /oidc/token/revocation (spec §14)")
struct RevocationTests {
    @Test func `the answer is empty, whether there was such a token or not`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let token = try await party.tokens().access
        for token in [token, token, "nothing"] {
            let answer = try await party.revoke(token)
            #expect(answer.status == .ok)
            #expect(answer.body.isEmpty)
            #expect(answer.headers[.cacheControl] == nil)
        }
    }

    @Test(arguments: [true, false])
    func `its siblings die as well`(isAccess: Bool) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let first = try await party.tokens(browser)
        let second = try Tokens(try await party.refresh(first.refresh ?? ""))
        _ = try await party.revoke(isAccess ? first.access : first.refresh)
        for token in [first.access, first.refresh, second.access, second.refresh] {
            #expect(try await party.isActive(token) == false)
        }
        #expect(try await party.userInfo(second.access).status == .unauthorized)
        #expect(try await party.refresh(first.refresh ?? "").oauthError == "invalid_grant")
        // What the user allowed is forgotten only with the refresh token.
        let silent = try await party.askSilently(browser)
        #expect(silent.locationParameters["error"] == (isAccess ? nil : "consent_required"))
    }

    @Test func `a refresh token that was used is as good for it`() async throws {
        let party = RelyingParty(Example.browserApp, in: try await TestWorld())
        let first = try await party.tokens()
        let second = try Tokens(try await party.refresh(first.refresh ?? ""))
        _ = try await party.revoke(first.refresh)
        #expect(try await party.isActive(second.refresh) == false)
    }

    @Test func `nobody revokes another's token: whoever has a secret is told so, others are not`() async throws {
        let world = try await TestWorld()
        let (shop, reader) = (RelyingParty(in: world), RelyingParty(Example.browserApp, in: world))
        let (shopToken, readerToken) = (try await shop.tokens().access, try await reader.tokens().access)
        let silent = try await reader.revoke(shopToken)
        #expect(silent.status == .ok)
        #expect(silent.body.isEmpty)
        let told = try await shop.revoke(readerToken)
        #expect(told.status == .badRequest)
        #expect(told.oauthError == "invalid_request")
        #expect(told.errorDescription == "client is not authorized to revoke the presented token")
        #expect(try await shop.isActive(shopToken) == true)
        #expect(try await reader.isActive(readerToken) == true)
    }

    @Test func `the SDK's way: the header and no id in the body (§20)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.tokens()
        let credentials = Data("\(party.app.id):\(party.app.secret ?? "")".utf8).base64EncodedString()
        let answer = try await party.post(
            "/token/revocation", ["token": tokens.refresh], headers: [.authorization: "Basic \(credentials)"])
        #expect(answer.status == .ok)
        #expect(try await party.isActive(tokens.refresh) == false)
    }
}
