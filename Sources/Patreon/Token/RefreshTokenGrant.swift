import Core
import OAuth
import Storage

/// `grant_type=refresh_token`: replaces both tokens; the old ones die at once (spec `patreon.md` §2.4).
struct RefreshTokenGrant {
    private let request: TokenRequest
    private let switches: PatreonSwitches

    init(_ request: TokenRequest, switches: PatreonSwitches) {
        self.request = request
        self.switches = switches
    }

    func authorize(in db: Transaction) throws -> TokenAuthorization {
        let value = try self.request.required("refresh_token", as: "refresh token")
        try self.request.checkRepetition()
        let client = try self.request.authenticatedClient(in: db)
        guard let old = try db.patreonTokens(refreshToken: value) else {
            throw TokenRefusal.invalidGrant(.unknownRefreshToken)
        }
        guard old.clientID == client.id else { throw TokenRefusal.invalidGrant(.anotherClients(old.clientID)) }
        guard let account = try db.patreonAccount(old.accountID) else { throw TokenRefusal.invalidGrant(.accountGone) }
        guard !account.behaviours.contains(.revokedRefresh) else {
            throw TokenRefusal.invalidGrant(.revokedByPersona(account.id))
        }
        let scopes = try self.scopes(within: old.scopes)
        if self.switches.keepOldAccessToken {
            try db.retireRefreshToken(of: old)
        } else {
            try db.delete(old)
        }
        return TokenAuthorization(
            clientID: client.id, account: account, scopes: scopes, isCreators: old.isCreators)
    }

    /// The stack lets a client ask for less than it had, never for more.
    private func scopes(within granted: [String]) throws(TokenRefusal) -> [String] {
        let requested = Scope(parsing: self.request["scope"] ?? "").names
        let more = requested.filter { !granted.contains($0) }
        guard more.isEmpty else { throw .invalidScope(more) }
        return requested.isEmpty ? granted : requested
    }
}
