import Core
import HTTPTypes
import Hummingbird
import Storage

/// Whom a request to the API speaks for, and what it may reach.
struct PatreonBearer: Sendable {
    let account: PatreonAccount
    let client: PatreonClient
    private let scopes: Set<String>

    init(account: PatreonAccount, client: PatreonClient, scopes: [String]) {
        self.account = account
        self.client = client
        self.scopes = Set(scopes)
    }

    func has(_ scope: String) -> Bool { self.scopes.contains(scope) }

    /// - Throws: the API's 401, which also stands for a token that does not reach far enough (spec `patreon.md` §3.7).
    func require(_ scopes: String...) throws(PatreonError) {
        guard scopes.allSatisfy(self.has) else { throw .unauthorized }
    }
}

extension Transaction {
    /// - Throws: the API's 401, for a token that is missing, unknown or expired, or of an account that is gone (§3.7).
    func patreonBearer(_ accessToken: String?, at now: Instant) throws -> PatreonBearer {
        guard let accessToken, let pair = try self.patreonTokens(accessToken: accessToken), now < pair.expiresAt,
            let account = try self.patreonAccount(pair.accountID), let client = try self.patreonClient(pair.clientID),
            !account.isGone, !account.behaviours.contains(.revokedAccess)
        else { throw PatreonError.unauthorized }
        return PatreonBearer(account: account, client: client, scopes: pair.scopes)
    }
}

extension Request {
    /// The token in `Authorization: Bearer`. Some clients write `bearer` (§3.1).
    var patreonAccessToken: String? {
        let words = self.headers[.authorization]?.split(separator: " ") ?? []
        return words.count == 2 && words[0].lowercased() == "bearer" ? String(words[1]) : nil
    }
}
