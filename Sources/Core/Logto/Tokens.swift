/// An authorization code (spec `logto-oidc.md` §11.3).
package struct AuthorizationCode: Equatable, Sendable {
    package var code: String
    package var grantID: ID<Grant>
    package var sessionUID: String?
    /// Dies with the session: issued without `offline_access` (§12.3).
    package var isSessionBound: Bool
    /// What the session is called at the application; `nil` where that does not want to know it (§12.1).
    package var sid: String?
    package var scopes: [String]
    /// The resource indicators of the authorization request.
    package var resources: [String]
    /// As it was sent, not normalised: the token endpoint compares strings.
    package var redirectURI: String
    package var nonce: String?
    package var codeChallenge: String?
    /// When the user signed in; only where the client may learn it (§12.1).
    package var authTime: Instant?
    package var consumedAt: Instant?
    package var expiresAt: Instant

    package init(
        code: String, grantID: ID<Grant>, sessionUID: String?, isSessionBound: Bool, sid: String? = nil,
        scopes: [String],
        resources: [String] = [], redirectURI: String, nonce: String? = nil, codeChallenge: String? = nil,
        authTime: Instant? = nil,
        consumedAt: Instant? = nil, expiresAt: Instant
    ) {
        self.code = code
        self.grantID = grantID
        self.sessionUID = sessionUID
        self.isSessionBound = isSessionBound
        self.sid = sid
        self.scopes = scopes
        self.resources = resources
        self.redirectURI = redirectURI
        self.nonce = nonce
        self.codeChallenge = codeChallenge
        self.authTime = authTime
        self.consumedAt = consumedAt
        self.expiresAt = expiresAt
    }

    /// 60 seconds (§18).
    package static let lifetime: Int64 = 60
}

/// An opaque access token, good for the userinfo endpoint (§12.3).
package struct AccessToken: Equatable, Sendable {
    package var token: String
    package var grantID: ID<Grant>
    package var sessionUID: String?
    /// Dies with the session: issued without `offline_access` (§12.3).
    package var isSessionBound: Bool
    /// What the session is called at the application; `nil` where that does not want to know it (§12.1).
    package var sid: String?
    package var scopes: [String]
    package var issuedAt: Instant
    package var expiresAt: Instant

    package init(
        token: String, grantID: ID<Grant>, sessionUID: String?, isSessionBound: Bool, sid: String? = nil,
        scopes: [String],
        issuedAt: Instant, expiresAt: Instant
    ) {
        self.token = token
        self.grantID = grantID
        self.sessionUID = sessionUID
        self.isSessionBound = isSessionBound
        self.sid = sid
        self.scopes = scopes
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
    }

    /// 3600 seconds (§12.4).
    package static let lifetime: Int64 = 3600

    /// Seconds for which the userinfo endpoint takes it longer than it says, for clocks that differ (§13).
    package static let clockTolerance: Int64 = 15
}

/// A refresh token; each belongs to a chain that began with a code (§11.4).
package struct RefreshToken: Equatable, Sendable {
    package var token: String
    package var grantID: ID<Grant>
    package var sessionUID: String?
    /// Dies with the session: issued without `offline_access` (§12.3).
    package var isSessionBound: Bool
    /// What the session is called at the application; `nil` where that does not want to know it (§12.1).
    package var sid: String?
    package var scopes: [String]
    package var resources: [String]
    package var nonce: String?
    package var authTime: Instant?
    /// When the first token of the chain was issued.
    package var chainStartedAt: Instant
    package var issuedAt: Instant
    package var consumedAt: Instant?
    package var expiresAt: Instant

    package init(
        token: String, grantID: ID<Grant>, sessionUID: String?, isSessionBound: Bool, sid: String? = nil,
        scopes: [String],
        resources: [String] = [], nonce: String? = nil, authTime: Instant? = nil, chainStartedAt: Instant,
        issuedAt: Instant,
        consumedAt: Instant? = nil, expiresAt: Instant
    ) {
        self.token = token
        self.grantID = grantID
        self.sessionUID = sessionUID
        self.isSessionBound = isSessionBound
        self.sid = sid
        self.scopes = scopes
        self.resources = resources
        self.nonce = nonce
        self.authTime = authTime
        self.chainStartedAt = chainStartedAt
        self.issuedAt = issuedAt
        self.consumedAt = consumedAt
        self.expiresAt = expiresAt
    }
}
