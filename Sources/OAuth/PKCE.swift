import JOSE

/// Proof Key for Code Exchange, as Logto's engine checks it: `S256` only (RFC 7636; spec `logto-oidc.md` §6.4, §11.3).
package enum PKCE {
    /// Checks the parameters of an authorization request. An empty parameter counts as absent.
    ///
    /// - Parameter isRequired: whether the client is public and asks for a code.
    package static func check(challenge: String?, method: String?, isRequired: Bool) throws(OAuthError) {
        let challenge = challenge.flatMap { $0.isEmpty ? nil : $0 }
        let method = method.flatMap { $0.isEmpty ? nil : $0 }
        // RFC 7636 §4.3 would take a missing method for `plain`.
        if challenge != nil, method == nil { throw .invalidRequest("code_challenge_method must be provided") }
        if let method {
            guard method == "S256" else { throw .invalidRequest("not supported value of code_challenge_method") }
            guard challenge != nil else {
                throw .invalidRequest("code_challenge must be provided with code_challenge_method")
            }
        }
        if let challenge {
            try Self.checkForm(of: challenge, name: "code_challenge")
        } else if isRequired {
            throw .invalidRequest("Authorization Server policy requires PKCE to be used for this request")
        }
    }

    /// Checks the form of a token request's `code_verifier`.
    package static func check(verifier: String) throws(OAuthError) {
        try Self.checkForm(of: verifier, name: "code_verifier")
    }

    /// RFC 7636 §4.6. A verifier that nobody asked for proves nothing either: Logto refuses it.
    package static func verifies(_ verifier: String?, against challenge: String?) -> Bool {
        switch (verifier, challenge) {
        case (nil, nil):
            true
        case (let verifier?, let challenge?):
            ConstantTime.equals(Array(Self.challenge(for: verifier).utf8), Array(challenge.utf8))
        default:
            false
        }
    }

    /// The `S256` challenge of a verifier (RFC 7636 §4.2).
    package static func challenge(for verifier: String) -> String {
        Base64URL.encode(Digest.sha256.hash(Array(verifier.utf8)))
    }

    /// RFC 7636 §4.1, §4.2: 43 to 128 unreserved characters.
    private static func checkForm(of value: String, name: String) throws(OAuthError) {
        // JavaScript counts UTF-16 units.
        guard value.utf16.count >= 43 else {
            throw .invalidRequest("\(name) must be a string with a minimum length of 43 characters")
        }
        guard value.utf16.count <= 128 else {
            throw .invalidRequest("\(name) must be a string with a maximum length of 128 characters")
        }
        let punctuation = "-._~".utf8
        guard value.utf8.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || punctuation.contains($0) }) else {
            throw .invalidRequest("\(name) contains invalid characters")
        }
    }
}
