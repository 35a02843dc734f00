import Core
import Logto
import OAuth
import Storage
import Web

/// `grant_type=authorization_code` (spec `logto-oidc.md` §11.3, in its order).
struct AuthorizationCodeGrant: Sendable {
    let parameters: FormParameters
    let application: LogtoApplication
    let provider: OIDCProvider

    func authorize(in db: Transaction) throws -> GrantOutcome {
        let now = self.provider.time.now
        let presented = try self.requiredParameters()
        guard let code = try db.authorizationCode(presented.code, at: now) else {
            return .refused("code unknown or expired")
        }
        guard let grant = try db.liveGrant(code.grantID, of: self.application.id, session: code.binding, at: now) else {
            return .refused("grant of the code is gone, or another client's")
        }
        if let verifier = presented.verifier { try PKCE.check(verifier: verifier) }
        guard PKCE.verifies(presented.verifier, against: code.codeChallenge) else {
            return .refused("code_verifier does not fit")
        }
        guard presented.redirectURI == code.redirectURI else {
            return .refused(self.mismatch(presented.redirectURI, code.redirectURI))
        }
        guard code.consumedAt == nil else {
            // RFC 6749 §4.1.2: whoever has the code twice may have stolen it.
            try db.revoke(grant.id)
            return .refused("code was used before; its grant is revoked")
        }
        try db.consume(code, at: now)
        guard let user = try db.user(grant.userID), !user.isSuspended else { return .refused("user gone or suspended") }
        let tokens = UserTokens(
            provider: self.provider, application: self.application, user: user, grant: grant, scopes: code.scopes,
            resources: code.resources, session: code.binding, nonce: code.nonce, authTime: code.authTime)
        guard let access = try tokens.access(to: self.parameters.present(all: "resource"), in: nil, db: db) else {
            return .unknownResource
        }
        return .authorized(
            Authorization(
                access: access, refreshToken: try tokens.firstRefreshToken(in: db),
                idToken: try tokens.idToken(in: db)))
    }

    private struct Presented {
        let code: String
        let redirectURI: String
        let verifier: String?
    }

    private func requiredParameters() throws(OAuthError) -> Presented {
        let registered = self.application.oidcClientMetadata.redirectUris
        let only = registered.count == 1 ? registered[0] : nil
        let code = self.parameters.present("code")
        let redirectURI = self.parameters.present("redirect_uri") ?? only
        switch (code, redirectURI) {
        case (nil, nil): throw .invalidRequest("missing required parameters 'code' and 'redirect_uri'")
        case (nil, _): throw .invalidRequest("missing required parameter 'code'")
        case (_, nil): throw .invalidRequest("missing required parameter 'redirect_uri'")
        case (let code?, let redirectURI?):
            return Presented(
                code: code, redirectURI: redirectURI, verifier: self.parameters.present("code_verifier"))
        }
    }

    private func mismatch(_ requested: String, _ authorized: String) -> GrantRefusal {
        GrantRefusal(
            "redirect_uri differs from that of the authorization request",
            mismatch: GrantRefusal.RedirectMismatch(
                clientID: self.application.id, requested: requested, authorized: authorized,
                registered: self.application.oidcClientMetadata.redirectUris))
    }
}
