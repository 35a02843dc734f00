import Core
import JOSE
import Logto

/// Mints what a grant proved into the token endpoint's answer (spec `logto-oidc.md` §11.3, §12.1).
struct TokenIssuer: Sendable {
    let provider: OIDCProvider

    func issue(_ authorization: Authorization) throws -> JSON {
        let lifetime = authorization.accessToken.expiresAt.seconds - authorization.accessToken.issuedAt.seconds
        return [
            "access_token": .string(authorization.accessToken.token),
            "expires_in": .int(lifetime),
            "id_token": authorization.scopes.contains("openid") ? .string(try self.idToken(authorization)) : nil,
            "refresh_token": authorization.refreshToken.map(JSON.string),
            "scope": .string(authorization.scopes.joined(separator: " ")),
            "token_type": "Bearer",
        ]
    }

    /// No `at_hash`, `acr`, `amr`, `azp` or `jti`, and no `typ` in the header: as Logto has it.
    private func idToken(_ authorization: Authorization) throws -> String {
        let issuedAt = authorization.accessToken.issuedAt.seconds
        let claims = Claims(authorization.user, scopes: authorization.scopes, destination: .idToken).json
        let members: JSON = [
            "nonce": authorization.nonce.map(JSON.string),
            "sid": authorization.sid.map(JSON.string),
            "auth_time": authorization.authTime.map { .int($0.seconds) },
            "aud": .string(authorization.application.id.value),
            "exp": .int(issuedAt + authorization.application.idTokenLifetime),
            "iat": .int(issuedAt),
            "iss": .string(self.provider.origins.issuer),
        ]
        let payload = Array(claims.adding(members).text().utf8)
        return try JWS.sign(payload: payload, type: nil, with: self.provider.keys.current)
    }
}
