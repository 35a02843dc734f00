import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("/api/experience/verification/one-time-token/verify (spec §8.2)")
struct OneTimeTokenAPITests {
    private static let text = "atokenatokenatokenatokenatokenat"
    private static let alice = "alice@example.com"

    private static func page(
        _ token: OneTimeToken = Example.token(), _ event: String = "SignIn", _ config: String = Example.config
    ) async throws -> CustomUI {
        let page = try await CustomUI(config, event)
        try await page.world.store.transaction { try $0.insert(token) }
        return page
    }

    private static func status(_ page: CustomUI) async throws -> OneTimeToken.Status? {
        try await page.world.store.read { try $0.oneTimeToken(token: Self.text)?.storedStatus }
    }

    @Test func `signing in with a link`() async throws {
        let page = try await Self.page()
        let answer = try await page.redeem(Self.text, of: Self.alice)
        #expect(answer.status == .ok)
        #expect(answer.verificationID?.wholeMatch(of: /[0-9a-z]{21}/) != nil)
        #expect(try await Self.status(page) == .consumed)
        let shown = try await page.call(.get, "/interaction").json
        #expect(
            shown["verificationRecords"] == [
                [
                    "id": .string(answer.verificationID ?? ""), "type": "OneTimeToken",
                    "identifier": ["type": "email", "value": .string(Self.alice)], "verified": true,
                    "oneTimeTokenContext": [:],
                ]
            ])
        #expect(shown["captcha"] == ["verified": false, "skipped": true])
        #expect(try await page.identify(answer.verificationID).status == .noContent)
        #expect(try await page.claims(after: try await page.submit())["sub"] == "alice0000001")
    }

    @Test(
        arguments: [
            ("another", Self.alice, Example.token(), "404 one_time_token.token_not_found", "Token another not found."),
            (
                Self.text, "b@example.com", Example.token(status: .revoked), "400 one_time_token.email_mismatch",
                "Email mismatch with given token."
            ),
            (
                Self.text, Self.alice, Example.token(context: ["interactionEvent": "Register"], status: .revoked),
                "400 one_time_token.interaction_event_mismatch", "The token cannot be used for this interaction."
            ),
            (
                Self.text, Self.alice, Example.token(lifetime: 0), "400 one_time_token.token_expired",
                "The token is expired."
            ),
            (
                Self.text, Self.alice, Example.token(status: .consumed), "400 one_time_token.token_consumed",
                "The token has been consumed."
            ),
            (
                Self.text, Self.alice, Example.token(status: .revoked), "400 one_time_token.token_revoked",
                "The token has been revoked."
            ),
        ] as [(String, String, OneTimeToken, String, String)])
    func `what is wrong with a token`(
        text: String, email: String, token: OneTimeToken, result: String, message: String
    ) async throws {
        let page = try await Self.page(token)
        let answer = try await page.redeem(text, of: email)
        #expect(answer.refusal == result)
        #expect(answer.json == ["code": .string(String(result.dropFirst(4))), "message": .string(message)])
        #expect(try await Self.status(page) == token.storedStatus)
        #expect(try await page.call(.get, "/interaction").json["verificationRecords"] == [])
    }

    @Test func `a token expires by the world's clock`() async throws {
        let page = try await Self.page()
        page.world.advance(seconds: 600)
        #expect(try await page.redeem(Self.text, of: Self.alice).refusal == "400 one_time_token.token_expired")
    }

    @Test(arguments: [
        (
            #"{"identifier":{"type":"phone","value":"a@b.example"},"token":"x"}"#,
            "Error in key path \"identifier.type\": (invalid_literal) Invalid literal value, expected \"email\""
        ),
        (
            #"{"identifier":{"type":"email","value":"alice"},"token":"x"}"#,
            "Error in key path \"identifier.value\": (invalid_string) Invalid"
        ),
        (
            #"{"identifier":{"type":"email","value":"a@b.example"},"token":""}"#,
            "Error in key path \"token\": (too_small) String must contain at least 1 character(s)"
        ),
    ])
    func `the body has a shape`(body: String, details: String) async throws {
        let answer = try await CustomUI().call(.post, "/verification/one-time-token/verify", text: body)
        #expect(answer.refusal == "400 guard.invalid_input")
        #expect(answer.json["details"]?.string == details)
    }

    @Test func `somebody new registers with a link, joins, and gets in where nobody may register`() async throws {
        let token = Example.token(
            email: "neko@example.com",
            context: ["interactionEvent": "SignIn", "jitOrganizationIds": ["bookclub0001", "nosuchclub01"]])
        let page = try await Self.page(token, "SignIn", Example.config(signInExperience: #""signInMode": "SignIn""#))
        let proof = try await page.redeem(Self.text, of: "neko@example.com").verificationID
        let unknown = try await page.identify(proof)
        #expect(unknown.status == .notFound)
        #expect(
            unknown.json == [
                "code": "user.user_not_exist", "data": ["identifier": "neko@example.com"],
                "message": "User with neko@example.com does not exist.",
            ])
        #expect(try await page.change(to: "Register").status == .noContent)
        #expect(try await page.identify(proof).status == .created)
        #expect(try await page.claims(after: try await page.submit())["email"] == "neko@example.com")
        let clubs = try await page.world.store.read { db in
            try db.user(primaryEmail: "neko@example.com").map { try db.organizations(of: $0.id).map(\.id) }
        }
        #expect(clubs == ["bookclub0001"])
    }

    @Test func `a link resets no password, and its address counts as any other`() async throws {
        let page = try await Self.page(Example.token(), "ForgotPassword")
        let proof = try await page.redeem(Self.text, of: Self.alice).verificationID
        #expect(try await page.identify(proof).refusal == "422 session.not_supported_for_forgot_password")
        let registering = try await Self.page(Example.token(), "Register")
        let taken = try await registering.redeem(Self.text, of: Self.alice).verificationID
        #expect(try await registering.identify(taken).refusal == "422 user.email_already_in_use")
    }
}
