import Core
import HTTPTypes
import Storage
import TestSupport
import Testing
import Web

@Suite("/api/experience/verification/social/{connectorId} (spec §8.2, §9.2, §9.5)")
struct SocialVerificationAPITests {
    @Test func `the provider's address, and an id`() async throws {
        let answer = try await CustomUI().authorizationURI(state: "s t")
        #expect(answer.status == .ok)
        #expect((answer.json.members ?? []).map(\.name) == ["authorizationUri", "verificationId"])
        #expect(
            answer.json["authorizationUri"]
                == "http://localhost:3003/oauth2/authorize?response_type=code&client_id=bookstore-client&scope=identity+identity%5Bemail%5D&redirect_uri=http%3A%2F%2Flocalhost%3A3001%2Fcallback%2Fpatreon00001&state=s+t"
        )
        #expect(answer.verificationID?.wholeMatch(of: /[0-9a-z]{21}/) != nil)
    }

    @Test(arguments: [
        (#"{"state":"","redirectUri":"x"}"#, "400 session.insufficient_info"),
        (#"{"state":"x","redirectUri":""}"#, "400 session.insufficient_info"),
        (#"{"state":"x"}"#, "400 guard.invalid_input"), (#"{"redirectUri":"x"}"#, "400 guard.invalid_input"),
        (#"{"state":"x","redirectUri":"x","scope":1}"#, "400 guard.invalid_input"),
    ])
    func `it wants a state and an address to come back to`(body: String, result: String) async throws {
        let answer = try await CustomUI().call(
            .post, "/verification/social/patreon00001/authorization-uri", text: body)
        #expect(answer.refusal == result)
    }

    @Test func `an unknown connector`() async throws {
        let page = try await CustomUI()
        let answer = try await page.authorizationURI(connector: "nosuch000001")
        #expect(answer.json == ["code": "entity.not_found", "message": "The resource does not exist."])
        #expect(answer.status == .notFound)
        // What is wrong with the request is looked at first.
        let empty = try await page.authorizationURI(state: "", connector: "nosuch000001")
        #expect(empty.refusal == "400 session.insufficient_info")
        #expect(empty.json["message"] == "Insufficient sign-in info.")
    }

    @Test func `a connector that signs nobody in`() async throws {
        let page = try await CustomUI()
        try await page.world.store.transaction { db in
            try db.put(
                LogtoConnector(id: "mail00000001", factory: LogtoConnector.emailFactory, config: [:]),
                at: TestWorld.beginning)
        }
        let answer = try await page.authorizationURI(connector: "mail00000001")
        #expect(answer.json == ["code": "connector.unexpected_type", "message": "The connector's type is unexpected."])
        #expect(answer.status == .badRequest)
    }

    @Test func `a connector that is not set up`() async throws {
        let page = try await CustomUI()
        try await Self.clearConnector(of: page.world)
        let answer = try await page.authorizationURI()
        #expect(answer.refusal == "400 connector.invalid_config")
        #expect(answer.json["data"]?["name"] == "ZodError")
    }

    @Test(arguments: [
        (#"{"connectorData":{"code":"x"}}"#, "404 session.verification_session_not_found"),
        (#"{"verificationId":"x","connectorData":{"code":"x"}}"#, "404 session.verification_session_not_found"),
        (#"{"verificationId":"x"}"#, "400 guard.invalid_input"),
        (#"{"verificationId":"x","connectorData":"code"}"#, "400 guard.invalid_input"),
        (#"{"verificationId":1,"connectorData":{}}"#, "400 guard.invalid_input"),
    ])
    func `what was not begun cannot end`(body: String, result: String) async throws {
        let page = try await CustomUI()
        _ = try await page.authorizationURI()
        let answer = try await page.call(.post, "/verification/social/patreon00001/verify", text: body)
        #expect(answer.refusal == result)
    }

    @Test func `the id of another connector, or of another kind of proof`() async throws {
        let page = try await CustomUI()
        let social = try await page.authorizationURI().verificationID
        let other = try await page.verifySocial(social, ["code": "x"], connector: "other0000001")
        #expect(other.refusal == "404 session.verification_session_not_found")
        let password = try await page.checkPassword().verificationID
        #expect(
            try await page.verifySocial(password, ["code": "x"]).refusal
                == "404 session.verification_session_not_found")
    }

    @Test func `a provider that said no`() async throws {
        let page = try await CustomUI()
        let (id, data) = try await page.visitPatreon()
        let said: JSON = ["redirectUri": "x", "error": "access_denied"]
        let answer = try await page.verifySocial(id, said)
        #expect(answer.status == .unauthorized)
        #expect(
            answer.json == [
                "code": "connector.authorization_failed", "data": said,
                "message": "The user's authorization process is unsuccessful.",
            ])
        // That did not use up the way back (§9.2).
        #expect(try await page.verifySocial(id, data).status == .ok)
    }

    @Test func `there is one way back for each way there`() async throws {
        let page = try await CustomUI()
        let (id, data) = try await page.visitPatreon()
        let wrong = try await page.verifySocial(id, ["code": "wrong"])
        #expect(wrong.status == .badRequest)
        #expect(
            wrong.json == [
                "code": "connector.general", "data": ["message": "{}"],
                "message": #"Error occurred in connector: {"message":"{}"}"#,
            ])
        let again = try await page.verifySocial(id, data)
        #expect(again.status == .badRequest)
        #expect(
            again.json == [
                "code": "session.connector_validation_session_not_found",
                "message": "The connector session for token validation is not found.",
            ])
    }

    @Test func `a proof that is not finished proves nothing`() async throws {
        let page = try await CustomUI()
        let id = try await page.authorizationURI().verificationID
        #expect(try await page.identify(id).refusal == "400 session.verification_failed")
        _ = try await page.change(to: "Register")
        #expect(try await page.identify(id).refusal == "400 session.verification_failed")
    }

    @Test func `a second way there replaces the first`() async throws {
        let page = try await CustomUI()
        let (first, data) = try await page.visitPatreon()
        _ = try await page.authorizationURI()
        #expect(
            try await page.verifySocial(first, data).refusal == "404 session.verification_session_not_found")
    }

    @Test func `a connector that is no longer set up on the way back`() async throws {
        let page = try await CustomUI()
        let (id, data) = try await page.visitPatreon()
        try await Self.clearConnector(of: page.world)
        #expect(try await page.verifySocial(id, data).refusal == "400 connector.invalid_config")
    }

    private static func clearConnector(of world: TestWorld) async throws {
        try await world.store.transaction { db in
            guard var connector = try db.connector(ID(Example.connectorID)) else { return }
            connector.config = [:]
            try db.put(connector, at: TestWorld.beginning)
        }
    }

    @Test func `nobody answers: Logto's own 500`() async throws {
        let world = try await TestWorld { request in
            guard request.url.hasSuffix("/api/oauth2/token") else { return nil }
            throw Outbound.Failure.timedOut
        }
        let page = try await CustomUI(world: world)
        let (id, data) = try await page.visitPatreon()
        let answer = try await page.verifySocial(id, data)
        #expect(answer.status == .internalServerError)
        #expect(answer.json == ["message": "Internal server error."])
    }

    @Test func `nobody may register: the account stays unknown`() async throws {
        let page = try await CustomUI(Example.config(signInExperience: #""signInMode": "SignIn""#))
        let proof = try await page.proveSocial()
        #expect(try await page.identify(proof).refusal == "404 user.identity_not_exist")
        #expect(try await page.change(to: "Register").refusal == "403 auth.forbidden")
        _ = try await page.begin("Register")
        #expect(try await page.identify(proof).refusal == "404 session.verification_session_not_found")
    }

    @Test func `where nobody has the address there is nobody to link to`() async throws {
        let page = try await CustomUI()
        let answer = try await page.identify(try await page.proveSocial(), links: true)
        #expect(
            answer.json == [
                "code": "user.identity_not_exist", "message": "The social account has not been registered yet.",
            ])
    }

    @Test func `an account that somebody got meanwhile`() async throws {
        let world = try await TestWorld()
        let page = try await CustomUI(world: world)
        let proof = try await page.proveSocial(as: "10008")
        #expect(try await page.identify(proof, links: true).status == .noContent)
        let other = try await CustomUI(world: world)
        let same = try await other.proveSocial(as: "10008")
        _ = try await other.change(to: "Register")
        #expect(try await other.identify(same).status == .created)
        let late = try await page.submit()
        #expect(late.refusal == "422 user.identity_already_in_use")
        #expect(late.json["message"] == "The social account has been associated with an existing account.")
        _ = try await page.change(to: "Register")
        #expect(try await page.identify(proof).refusal == "422 user.identity_already_in_use")
    }
}
