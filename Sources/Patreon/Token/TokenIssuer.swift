import Core
import Storage

/// What a grant has proved: for whom, by whom and how far tokens may be issued.
struct TokenAuthorization: Equatable, Sendable {
    let clientID: ID<PatreonClient>
    let accountID: ID<PatreonAccount>
    let scopes: [String]
}

/// Makes the tokens of an authorization (spec `patreon.md` §2.3). Earlier pairs of the same person and client stay valid.
struct TokenIssuer {
    let entropy: Entropy

    func issue(_ authorization: TokenAuthorization, in db: Transaction, at now: Instant) throws -> PatreonTokenPair {
        let pair = PatreonTokenPair(
            accessToken: self.entropy.token(), refreshToken: self.entropy.token(), clientID: authorization.clientID,
            accountID: authorization.accountID, scopes: authorization.scopes, createdAt: now,
            expiresAt: now.advanced(bySeconds: Self.lifetime))
        try db.insert(pair)
        return pair
    }

    /// 31 days in seconds, as recorded.
    private static let lifetime: Int64 = 2_678_400
}
