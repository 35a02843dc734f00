import Testing

@testable import OAuth

@Suite struct PKCETests {
    /// RFC 7636 Appendix B.
    private static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    private static let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

    @Test func `the example of RFC 7636 is verified`() {
        #expect(PKCE.challenge(for: Self.verifier) == Self.challenge)
        #expect(PKCE.verifies(Self.verifier, against: Self.challenge))
    }

    @Test(
        arguments: [
            (nil, nil, true),
            (verifier, nil, false),
            (nil, challenge, false),
            (challenge, challenge, false),
            (verifier, verifier, false),
            (verifier, challenge + "=", false),
            (verifier, challenge.lowercased(), false),
            (verifier, "", false),
            ("", challenge, false),
            (verifier + "\u{301}", challenge, false),
        ] as [(String?, String?, Bool)])
    func `a verifier counts only against its own challenge`(verifier: String?, challenge: String?, isVerified: Bool) {
        #expect(PKCE.verifies(verifier, against: challenge) == isVerified)
    }

    @Test(
        arguments: [
            (nil, nil, false),
            ("", "", false),
            (challenge, "S256", false),
            (challenge, "S256", true),
            (String(repeating: "-._~aZ09", count: 16), "S256", true),
        ] as [(String?, String?, Bool)])
    func `a request in order passes`(challenge: String?, method: String?, isRequired: Bool) {
        #expect(throws: Never.self) {
            try PKCE.check(challenge: challenge, method: method, isRequired: isRequired)
        }
    }

    /// Spec `logto-oidc.md` §6.4; where two things are wrong, the first in the engine's order is reported.
    @Test(
        arguments: [
            (challenge, nil, true, "code_challenge_method must be provided"),
            ("short", nil, false, "code_challenge_method must be provided"),
            (challenge, "", false, "code_challenge_method must be provided"),
            (challenge, "plain", false, "not supported value of code_challenge_method"),
            (challenge, "s256", false, "not supported value of code_challenge_method"),
            (nil, "plain", true, "not supported value of code_challenge_method"),
            (nil, "S256", true, "code_challenge must be provided with code_challenge_method"),
            ("", "S256", false, "code_challenge must be provided with code_challenge_method"),
            (nil, nil, true, "Authorization Server policy requires PKCE to be used for this request"),
            ("", "", true, "Authorization Server policy requires PKCE to be used for this request"),
            (
                String(repeating: "a", count: 42), "S256", true,
                "code_challenge must be a string with a minimum length of 43 characters"
            ),
            ("!", "S256", true, "code_challenge must be a string with a minimum length of 43 characters"),
            (
                String(repeating: "a", count: 129), "S256", false,
                "code_challenge must be a string with a maximum length of 128 characters"
            ),
            (String(repeating: "a", count: 43) + "=", "S256", true, "code_challenge contains invalid characters"),
            (String(repeating: "é", count: 43), "S256", true, "code_challenge contains invalid characters"),
            (String(repeating: "a", count: 43) + "\u{0}", "S256", true, "code_challenge contains invalid characters"),
            (String(repeating: "a", count: 43) + "\u{301}", "S256", true, "code_challenge contains invalid characters"),
        ] as [(String?, String?, Bool, String)])
    func `a request out of order is refused`(
        challenge: String?, method: String?, isRequired: Bool, description: String
    ) {
        #expect(throws: OAuthError.invalidRequest(description)) {
            try PKCE.check(challenge: challenge, method: method, isRequired: isRequired)
        }
    }

    /// Spec `logto-oidc.md` §11.3.
    @Test(arguments: [
        ("", "code_verifier must be a string with a minimum length of 43 characters"),
        (String(repeating: "a", count: 42), "code_verifier must be a string with a minimum length of 43 characters"),
        (String(repeating: "a", count: 129), "code_verifier must be a string with a maximum length of 128 characters"),
        (String(repeating: "a", count: 42) + "+", "code_verifier contains invalid characters"),
        // 43 UTF-16 units, as JavaScript counts
        (String(repeating: "a", count: 41) + "😀", "code_verifier contains invalid characters"),
    ])
    func `a verifier has to have the right form`(verifier: String, description: String) {
        #expect(throws: OAuthError.invalidRequest(description)) { try PKCE.check(verifier: verifier) }
    }

    @Test(arguments: [43, 128]) func `a verifier may have 43 to 128 characters`(length: Int) {
        #expect(throws: Never.self) { try PKCE.check(verifier: String(repeating: "~", count: length)) }
    }
}
