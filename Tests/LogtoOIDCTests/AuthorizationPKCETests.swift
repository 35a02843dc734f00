import Core
import HTTPTypes
import OAuth
import TestSupport
import Testing

@Suite("PKCE at the authorization endpoint (spec §6.4)")
struct AuthorizationPKCETests {
    private static let challenge = PKCE.challenge(for: RelyingParty.verifier)

    static let faults: [(Changes, String)] = [
        (["code_challenge_method": nil], "code_challenge_method must be provided"),
        (["code_challenge_method": "plain"], "not supported value of code_challenge_method"),
        (["code_challenge_method": "s256"], "not supported value of code_challenge_method"),
        (["code_challenge": nil], "code_challenge must be provided with code_challenge_method"),
        (
            ["code_challenge": String(repeating: "a", count: 42)],
            "code_challenge must be a string with a minimum length of 43 characters"
        ),
        (
            ["code_challenge": String(repeating: "a", count: 129)],
            "code_challenge must be a string with a maximum length of 128 characters"
        ),
        (["code_challenge": Self.challenge + "="], "code_challenge contains invalid characters"),
        (["code_challenge": Self.challenge + "é"], "code_challenge contains invalid characters"),
    ]

    @Test(arguments: faults, [Example.webApp, Example.browserApp, Example.phoneApp])
    func `a challenge that is sent has to be right, whoever sends it`(
        fault: (Changes, String), app: ExampleApp
    ) async throws {
        let party = RelyingParty(app, in: try await TestWorld())
        let answer = try await party.ask(fault.0)
        #expect(answer.status == .seeOther)
        let expected: KeyValuePairs = [
            "error": "invalid_request", "error_description": fault.1, "state": "a-state", "iss": party.world.issuer,
        ]
        #expect(answer.location == party.callback(expected))
    }

    @Test(arguments: [Example.browserApp, Example.phoneApp])
    func `a public application needs one`(app: ExampleApp) async throws {
        let party = RelyingParty(app, in: try await TestWorld())
        let answer = try await party.ask(["code_challenge": nil, "code_challenge_method": nil])
        let location =
            app.redirectURI + "?error=invalid_request&error_description=Authorization+Server+policy+requires+PKCE+to+be"
            + "+used+for+this+request&state=a-state&iss=http%3A%2F%2Flocalhost%3A3001%2Foidc"
        #expect(answer.location == location)
    }

    @Test func `an application with a secret does without`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.ask(["code_challenge": nil, "code_challenge_method": nil])
        #expect(answer.location == "/sign-in?app_id=\(party.app.id)")
    }
}
