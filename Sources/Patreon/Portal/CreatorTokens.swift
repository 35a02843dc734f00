import Core
import Storage

/// The pair of tokens that the portal shows for a client: its owner's, with every scope (spec `patreon.md` §2.7). It
/// behaves like any other pair, and whoever refreshes it at the token endpoint finds the new one in the portal.
struct CreatorTokens: Sendable {
    let parts: PatreonParts

    /// There is one as soon as there is the client, so it is made for those of the configuration when it is first looked at.
    ///
    /// - Returns: `nil` for a client without an owner.
    func current(of client: PatreonClient, in db: Transaction, at now: Instant) throws -> PatreonTokenPair? {
        if let pair = try db.patreonCreatorTokens(of: client.id), pair.accountID == client.ownerID { return pair }
        return try self.replace(of: client, in: db, at: now)
    }

    /// A new pair; the old one dies.
    func replace(of client: PatreonClient, in db: Transaction, at now: Instant) throws -> PatreonTokenPair? {
        try db.deletePatreonCreatorTokens(of: client.id)
        guard let owner = try client.ownerID.flatMap({ try db.patreonAccount($0) }) else { return nil }
        let authorization = TokenAuthorization(
            clientID: client.id, account: owner, scopes: PatreonScope.all(for: client), isCreators: true)
        return try TokenIssuer(entropy: self.parts.entropy, switches: self.parts.switches).issue(
            authorization, in: db, at: now)
    }
}
