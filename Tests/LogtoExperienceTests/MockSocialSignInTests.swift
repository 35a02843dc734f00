import Core
import HTTPTypes
import Storage
import TestSupport
import Testing
import Web

/// Signing in by the provider of Logto's own tests (spec `logto-management-api.md` §3.3, §6.8).
@Suite struct MockSocialSignInTests {
    /// A page in a world where that provider is set up as `mock00000001`.
    private func page(_ event: String = "SignIn") async throws -> CustomUI {
        let world = try await TestWorld(isIntegrationTest: true)
        for (method, path, body) in [
            (
                HTTPRequest.Method.post, "connectors",
                #"{"id":"mock00000001","connectorId":"mock-social-connector","config":{"clientId":"a","clientSecret":"b"}}"#
            ), (.patch, "sign-in-exp", #"{"socialSignInConnectorTargets":["mock-social"]}"#),
        ] {
            let answer = try await world.send(
                method, "\(world.logto)/api/\(path)",
                headers: [.wellFormed("development-user-id"): "tests", .contentType: "application/json"], body: body)
            #expect(answer.status == .ok, "\(answer.body)")
        }
        return try await CustomUI(Example.config, event, world: world)
    }

    private func begin(_ page: CustomUI, scope: JSON? = nil) async throws -> TestResponse {
        try await page.call(
            .post, "/verification/social/mock00000001/authorization-uri",
            ["state": "s", "redirectUri": "http://localhost/back", "scope": scope])
    }

    private func verify(_ page: CustomUI, _ id: String?, _ data: JSON) async throws -> TestResponse {
        try await page.verifySocial(id, data, connector: "mock00000001")
    }

    @Test func `somebody new registers as whoever the test says`() async throws {
        let page = try await self.page()
        let begun = try await self.begin(page)
        #expect(
            begun.json["authorizationUri"]
                == "http://mock-social/?state=s&redirect_uri=http%3A%2F%2Flocalhost%2Fback&scope=email+profile")
        let data: JSON = ["code": "c", "userId": "u1", "email": "new@x.example", "name": "New"]
        let proof = try await self.verify(page, begun.verificationID, data)
        #expect(proof.json == ["verificationId": begun.verificationID.map(JSON.string)])
        #expect(try await page.identify(begun.verificationID).refusal == "404 user.identity_not_exist")
        #expect(try await page.change(to: "Register").status == .noContent)
        #expect(try await page.identify(begun.verificationID).status == .created)
        #expect(try await page.addToProfile(["type": "username", "value": "newcomer"]).status == .noContent)
        let claims = try await page.claims(after: try await page.submit())
        let user = try await page.world.store.read { try $0.user(identity: "u1", at: "mock-social") }
        #expect(claims["sub"]?.string == user?.id.value)
        #expect(user?.name == "New")
        #expect(user?.identities.first?.details["rawData"] == data)
    }

    @Test func `its button bears its name, and a letter in the place of a picture (§19.1)`() async throws {
        let page = try await self.page()
        let first = try await page.party.firstPage(page.browser)
        let parts = [#"<span class="letter" aria-hidden="true">M</span>"#, "Continue with Mock social connector"]
        #expect(first.hasInOrder(parts), "\(first.body)")
    }

    @Test func `what the request asks for goes before the connector's scope`() async throws {
        let page = try await self.page()
        let address = try await self.begin(page, scope: "openid").json["authorizationUri"]?.string
        #expect(address?.hasSuffix("&scope=openid") == true)
    }

    @Test func `without a code nothing is believed, and it may be tried again`() async throws {
        let page = try await self.page()
        let id = try await self.begin(page).verificationID
        let silent = try await self.verify(page, id, ["userId": "u1"])
        #expect(silent.refusal == "400 connector.invalid_response")
        #expect(silent.json["data"]?["issues"]?.array?.first?["path"] == ["code"])
        #expect(try await self.verify(page, id, ["code": "c", "userId": "u1"]).status == .ok)
        // It can do without what a sign-in keeps of the way there.
        #expect(try await self.verify(page, id, ["code": "c", "userId": "u1"]).status == .ok)
    }
}
