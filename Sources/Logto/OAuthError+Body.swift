import Core
import OAuth

/// The envelope of errors under `/oidc` (spec `logto-oidc.md` §1.5 A): the engine's members, decorated by Logto.
extension OAuthError {
    /// - Parameters:
    ///   - isDecorated: `false` for a request with `parse_error=false`, which gets the engine's members alone.
    ///   - state: from the authorization request; sent where there was one.
    ///   - issuer: sent in answers of the authorization endpoint (RFC 9207).
    package func body(
        in language: Language, isDecorated: Bool = true, state: String? = nil, issuer: String? = nil
    ) -> JSON {
        let decoration: JSON = [
            "code": .string(self.logtoCode),
            "message": .string(Phrases.message(self.logtoCode, in: language)),
            "error_uri": self.code == .invalidGrant ? "https://openid.sh/debug/invalid_grant" : nil,
        ]
        let engine: JSON = [
            "error": .string(self.code.rawValue),
            "error_description": self.description.map(JSON.string),
            "scope": self.scope.map(JSON.string),
            "state": state.map(JSON.string),
            "iss": issuer.map(JSON.string),
        ]
        return isDecorated ? decoration.adding(engine) : engine
    }

    /// Logto recognises a lost session by the engine's words.
    package var logtoCode: String {
        let description = self.description ?? ""
        let isSessionLost =
            (description.contains("session") && description.contains("not found"))
            || description.contains("authorization request has expired")
        return isSessionLost ? "session.not_found" : "oidc.\(self.code.rawValue)"
    }
}
