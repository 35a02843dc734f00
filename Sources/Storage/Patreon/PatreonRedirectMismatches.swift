import Core
import GRDB

/// A redirect URI that was asked for and is not registered, kept so that the error page can explain it: its address
/// carries only the state (spec `patreon.md` §1.5).
package struct PatreonRedirectMismatch: Equatable, Sendable {
    package var clientID: ID<PatreonClient>
    package var redirectURI: String
    package var state: String?
    package var occurredAt: Instant

    package init(clientID: ID<PatreonClient>, redirectURI: String, state: String?, occurredAt: Instant) {
        self.clientID = clientID
        self.redirectURI = redirectURI
        self.state = state
        self.occurredAt = occurredAt
    }
}

extension Transaction {
    /// Keeps the newest hundred.
    package func insert(_ mismatch: PatreonRedirectMismatch) throws {
        let state = mismatch.state.map(Verbatim.init)
        try self.execute(
            """
            insert into patreon_redirect_mismatches (client_id, redirect_uri, state, occurred_at)
            values (\(mismatch.clientID), \(mismatch.redirectURI), \(state), \(mismatch.occurredAt))
            """)
        try self.execute(
            """
            delete from patreon_redirect_mismatches
            where id <= (select max(id) from patreon_redirect_mismatches) - 100
            """)
    }

    /// The newest one with that state, or without one.
    package func patreonRedirectMismatch(state: String?) throws -> PatreonRedirectMismatch? {
        let state = state.map(Verbatim.init)
        return try self.row(
            "select * from patreon_redirect_mismatches where state is \(state) order by id desc limit 1"
        ).map { row in
            PatreonRedirectMismatch(
                clientID: row["client_id"], redirectURI: row["redirect_uri"], state: (row["state"] as Verbatim?)?.text,
                occurredAt: row["occurred_at"])
        }
    }
}
