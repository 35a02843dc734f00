import Core
import HTTPTypes
import Hummingbird
import Storage
import Web

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
        guard scopes.allSatisfy(self.has) else { throw .insufficientScope(scopes.joined(separator: " and ")) }
    }
}

extension Transaction {
    /// - Throws: the API's 401, for a token that is missing, unknown or expired, or of an account that is gone (§3.7).
    func patreonBearer(_ accessToken: String?, at now: Instant) throws -> PatreonBearer {
        func refusal(_ reason: String) -> PatreonError { .unauthorized(Decision("api.token", reason)) }
        guard let accessToken else { throw refusal("There is no Authorization header with a Bearer token.") }
        guard let pair = try self.patreonTokens(accessToken: accessToken),
            let account = try self.patreonAccount(pair.accountID), let client = try self.patreonClient(pair.clientID)
        else { throw refusal("There is no such access token, or no more.") }
        guard !client.isDisabled else { throw refusal("The client \(client.id) is disabled.") }
        guard now < pair.expiresAt else {
            throw refusal("The access token of the account \(account.id) expired at \(pair.expiresAt.isoText).")
        }
        guard !account.isGone else { throw refusal("The account \(account.id) is deleted.") }
        guard !account.behaviours.contains(.revokedAccess) else {
            throw refusal("The persona \(account.id) has its access tokens revoked as soon as they are issued.")
        }
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

extension DecisionNote {
    /// Whom the token speaks for; what goes wrong after that is noted over it.
    func note(_ bearer: PatreonBearer) {
        self.note(client: bearer.client.id.value, account: bearer.account.id.value)
        self.note(
            Decision(
                "api.token", "The token is good.",
                facts: ["tokenScopes": .strings(PatreonScope.all(for: bearer.client).filter(bearer.has))]))
    }
}
