import Core

/// What a grant proved: whom tokens are about, for whom they are, and what they allow. Minting them is
/// ``TokenIssuer``'s business.
struct Authorization: Sendable {
    let application: LogtoApplication
    let user: LogtoUser
    let scopes: [String]
    /// Opaque, stored already.
    let accessToken: AccessToken
    let refreshToken: String?
    let nonce: String?
    let authTime: Instant?
    /// Of the session at this application, where the application wants to know it (§12.1).
    let sid: String?
}
