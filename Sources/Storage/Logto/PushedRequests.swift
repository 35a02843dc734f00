import Core
import GRDB

extension Transaction {
    package func insert(_ request: PushedRequest) throws {
        try self.execute(
            """
            insert into pushed_requests (id, application_id, parameters, expires_at)
            values (\(request.id), \(request.applicationID), \(request.parameters), \(request.expiresAt))
            """)
    }

    /// A pushed request, unless its time is over or a code was issued for it.
    package func pushedRequest(_ id: String, at now: Instant) throws -> PushedRequest? {
        try self.row("select * from pushed_requests where id = \(id) and expires_at > \(now) and used_at is null")
            .map { row in
                PushedRequest(
                    id: row["id"], applicationID: row["application_id"], parameters: row["parameters"],
                    expiresAt: row["expires_at"])
            }
    }

    /// Notes that a code is issued for it. Its time may be over by now: it had to be right when the sign-in began.
    ///
    /// - Returns: `false` if one was issued already.
    package func use(pushedRequest id: String, at now: Instant) throws -> Bool {
        if try self.row("select 1 from pushed_requests where id = \(id) and used_at is not null") != nil {
            return false
        }
        try self.execute("update pushed_requests set used_at = \(now) where id = \(id)")
        return true
    }
}
