import Testing

@testable import OAuth

/// What holds for every verifier (RFC 7636 §4.1, §4.2, §4.6; spec `logto-oidc.md` §6.4, §11.3).
@Suite struct PKCEPropertyTests {
    private static let unreserved = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    private static func verifier(_ generator: inout SeededGenerator) -> String {
        let length = Int.random(in: 43...128, using: &generator)
        return String(
            (0..<length).map { _ in Self.unreserved[Int.random(in: Self.unreserved.indices, using: &generator)] })
    }

    @Test func `a verifier fits its own challenge, whose form is in order, and no other's`() throws {
        var generator = SeededGenerator(seed: 11)
        var last = Self.verifier(&generator)
        for _ in 0..<1_000 {
            let verifier = Self.verifier(&generator)
            let challenge = PKCE.challenge(for: verifier)
            try PKCE.check(verifier: verifier)
            try PKCE.check(challenge: challenge, method: "S256", isRequired: true)
            #expect(challenge.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
            #expect(PKCE.verifies(verifier, against: challenge))
            #expect(!PKCE.verifies(last, against: challenge))
            #expect(!PKCE.verifies(challenge, against: challenge))
            #expect(!PKCE.verifies(nil, against: challenge))
            #expect(!PKCE.verifies(verifier, against: nil))
            last = verifier
        }
    }

    @Test func `one character that is another, more or less makes another verifier`() {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<1_000 {
            let verifier = Self.verifier(&generator)
            let challenge = PKCE.challenge(for: verifier)
            var characters = Array(verifier)
            let place = Int.random(in: characters.indices, using: &generator)
            characters[place] = characters[place] == "a" ? "b" : "a"
            #expect(!PKCE.verifies(String(characters), against: challenge))
            #expect(!PKCE.verifies(verifier + "a", against: challenge))
            #expect(!PKCE.verifies(String(verifier.dropLast()), against: challenge))
        }
    }

    @Test func `whatever text comes, it is taken or refused for its length or its characters`() {
        var generator = SeededGenerator(seed: 13)
        for _ in 0..<3_000 {
            let text = generator.anyText() + generator.anyText() + generator.anyText()
            do throws(OAuthError) {
                try PKCE.check(verifier: text)
                #expect(text.wholeMatch(of: /[A-Za-z0-9._~-]{43,128}/) != nil)
            } catch {
                #expect(error.code == .invalidRequest)
                #expect(text.wholeMatch(of: /[A-Za-z0-9._~-]{43,128}/) == nil)
            }
        }
    }
}
