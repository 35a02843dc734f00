import Core
import Storage

/// What a grant has proved: for whom, by whom and how far tokens may be issued.
struct TokenAuthorization: Equatable, Sendable {
    let clientID: ID<PatreonClient>
    let account: PatreonAccount
    let scopes: [String]
    /// Whether the tokens take the place of the ones that the portal shows (§2.7).
    var isCreators = false
}

/// Makes the tokens of an authorization (spec `patreon.md` §2.3). Earlier pairs of the same person and client stay valid,
/// unless it is switched otherwise (§2.4).
struct TokenIssuer {
    let entropy: Entropy
    let switches: PatreonSwitches

    func issue(_ authorization: TokenAuthorization, in db: Transaction, at now: Instant) throws -> PatreonTokenPair {
        if self.switches.onePairPerAccountAndClient {
            try db.deletePatreonTokens(of: authorization.account.id, at: authorization.clientID)
        }
        let pair = PatreonTokenPair(
            accessToken: self.entropy.token(), refreshToken: self.entropy.token(), clientID: authorization.clientID,
            accountID: authorization.account.id, scopes: authorization.scopes, createdAt: now,
            expiresAt: now.advanced(bySeconds: self.switches.accessTokenLifetimeSeconds),
            isCreators: authorization.isCreators)
        try db.insert(pair)
        return pair
    }
}
