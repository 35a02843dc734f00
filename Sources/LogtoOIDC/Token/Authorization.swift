import Core

/// What a grant proved: whom tokens are about, for whom they are, and what they allow. Minting them is
/// ``TokenIssuer``'s business.
struct Authorization: Sendable {
    enum Access: Sendable {
        /// Stored already.
        case opaque(AccessToken)
        case signed(SignedAccessToken)
    }

    let access: Access
    var refreshToken: String?
    var idToken: IDToken?
}

/// An access token for an API or an organization: a JWT that is not stored (RFC 9068; spec `logto-oidc.md` §12.2).
struct SignedAccessToken: Sendable {
    /// A user's id, or that of the application itself.
    let subject: String
    let clientID: ID<LogtoApplication>
    let audience: String
    /// An empty list is sent, `nil` is not (§11.6).
    let scopes: [String]?
    /// `organization_id`, `act`: what else the token says.
    var claims: JSON = [:]
    let issuedAt: Instant
    /// Seconds.
    let lifetime: Int64

    /// Of tokens for an organization, in seconds; those for an API last as long as that says (§12.4).
    static let organizationLifetime: Int64 = 3600
}

/// Who the user is, for the application alone (§12.1).
struct IDToken: Sendable {
    let clientID: ID<LogtoApplication>
    /// About the user, `sub` included.
    let claims: JSON
    var nonce: String?
    var authTime: Instant?
    /// Of the session at this application, where the application wants to know it.
    var sid: String?
    let issuedAt: Instant
    /// Seconds.
    let lifetime: Int64
}
