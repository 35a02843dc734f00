import Core
import JOSE
import Logto

/// Mints what a grant proved into the token endpoint's answer (spec `logto-oidc.md` §11.3, §12.1, §12.2).
struct TokenIssuer: Sendable {
    let provider: OIDCProvider

    func issue(_ authorization: Authorization) throws -> JSON {
        let token: String
        let lifetime: Int64
        let scopes: [String]?
        switch authorization.access {
        case .opaque(let opaque):
            token = opaque.token
            lifetime = opaque.expiresAt.seconds - opaque.issuedAt.seconds
            scopes = opaque.scopes
        case .signed(let signed):
            token = try self.sign(signed)
            lifetime = signed.lifetime
            scopes = signed.scopes
        }
        return [
            "access_token": .string(token),
            "expires_in": .int(lifetime),
            "id_token": try authorization.idToken.map { .string(try self.sign($0)) },
            "refresh_token": authorization.refreshToken.map(JSON.string),
            "scope": scopes.map { .string($0.joined(separator: " ")) },
            "token_type": "Bearer",
        ]
    }

    /// Further claims come first, as the engine has them.
    private func sign(_ token: SignedAccessToken) throws -> String {
        let members: JSON = [
            "jti": .string(self.provider.entropy.token()),
            "sub": .string(token.subject),
            "iat": .int(token.issuedAt.seconds),
            "exp": .int(token.issuedAt.advanced(bySeconds: token.lifetime).seconds),
            "scope": token.scopes.map { .string($0.joined(separator: " ")) },
            "client_id": .string(token.clientID.value),
            "iss": .string(self.provider.origins.issuer),
            "aud": .string(token.audience),
        ]
        return try self.sign(token.claims.adding(members), type: "at+jwt")
    }

    /// No `at_hash`, `acr`, `amr`, `azp` or `jti`, and no `typ` in the header: as Logto has it.
    private func sign(_ token: IDToken) throws -> String {
        let members: JSON = [
            "nonce": token.nonce.map(JSON.string),
            "sid": token.sid.map(JSON.string),
            "auth_time": token.authTime.map { .int($0.seconds) },
            "aud": .string(token.clientID.value),
            "exp": .int(token.issuedAt.advanced(bySeconds: token.lifetime).seconds),
            "iat": .int(token.issuedAt.seconds),
            "iss": .string(self.provider.origins.issuer),
        ]
        return try self.sign(token.claims.adding(members), type: nil)
    }

    private func sign(_ payload: JSON, type: String?) throws -> String {
        try JWS.sign(payload: payload.bytes(), type: type, with: self.provider.keys.current)
    }
}
