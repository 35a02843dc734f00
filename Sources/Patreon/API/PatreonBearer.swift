import Core
import HTTPTypes
import Hummingbird
import Storage

/// Whom a request to the API speaks for, and what it may reach.
struct PatreonBearer: Sendable {
    let account: PatreonAccount
    let clientID: ID<PatreonClient>
    private let scopes: [String]

    fileprivate init(account: PatreonAccount, pair: PatreonTokenPair) {
        self.account = account
        self.clientID = pair.clientID
        self.scopes = pair.scopes
    }

    func has(_ scope: String) -> Bool { self.scopes.contains(scope) }
}

extension Transaction {
    /// - Throws: the API's 401, for a token that is missing, unknown or expired (spec `patreon.md` §3.7).
    func patreonBearer(_ accessToken: String?, at now: Instant) throws -> PatreonBearer {
        guard let accessToken, let pair = try self.patreonTokens(accessToken: accessToken), now < pair.expiresAt,
            let account = try self.patreonAccount(pair.accountID)
        else { throw PatreonError.unauthorized }
        return PatreonBearer(account: account, pair: pair)
    }
}

extension Request {
    /// The token in `Authorization: Bearer`. Some clients write `bearer` (§3.1).
    var patreonAccessToken: String? {
        let words = self.headers[.authorization]?.split(separator: " ") ?? []
        return words.count == 2 && words[0].lowercased() == "bearer" ? String(words[1]) : nil
    }
}
