import Core
import OAuth
import Storage
import Web

/// `grant_type=authorization_code` (spec `logto-oidc.md` §11.3, in its order).
struct AuthorizationCodeGrant: Sendable {
    private let parameters: FormParameters
    private let application: LogtoApplication
    private let provider: OIDCProvider

    init(_ parameters: FormParameters, application: LogtoApplication, provider: OIDCProvider) {
        self.parameters = parameters
        self.application = application
        self.provider = provider
    }

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
        // Several are no error, but dropped.
        if self.parameters.values("resource").filter({ !$0.isEmpty }).count == 1 { return .unknownResource }
        return .authorized(try self.authorization(from: code, grant: grant, user: user, in: db, at: now))
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

    private func authorization(
        from code: AuthorizationCode, grant: Grant, user: LogtoUser, in db: Transaction, at now: Instant
    ) throws -> Authorization {
        let accessToken = AccessToken(
            token: self.provider.entropy.token(), grantID: grant.id, sessionUID: code.sessionUID,
            isSessionBound: code.isSessionBound, scopes: code.scopes, issuedAt: now,
            expiresAt: now.advanced(bySeconds: AccessToken.lifetime))
        try db.insert(accessToken)
        var refreshToken: RefreshToken?
        if self.application.getsRefreshToken(for: code.scopes) {
            let token = RefreshToken(
                token: self.provider.entropy.token(), grantID: grant.id, sessionUID: code.sessionUID,
                isSessionBound: code.isSessionBound, scopes: code.scopes, nonce: code.nonce, authTime: code.authTime,
                chainStartedAt: now, issuedAt: now,
                expiresAt: now.advanced(bySeconds: self.application.refreshTokenLifetime))
            try db.insert(token)
            refreshToken = token
        }
        return Authorization(
            application: self.application, user: user, scopes: code.scopes, accessToken: accessToken,
            refreshToken: refreshToken?.token, nonce: code.nonce, authTime: code.authTime,
            sid: try db.sid(of: self.application, inSession: code.sessionUID, at: now))
    }
}

extension FormParameters {
    /// A parameter's value; an empty one counts as absent.
    func present(_ name: String) -> String? {
        self[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
