import Core
import GRDB

extension Transaction {
    /// Throws away what nobody can use any more, so that a server that runs for long does not grow.
    package func deleteExpired(at now: Instant) throws {
        let tables = [
            "sessions", "grants", "interactions", "authorization_codes", "refresh_tokens", "subject_tokens",
            "verification_records", "patreon_codes",
        ]
        for table in tables {
            try self.execute("delete from \(sql: table) where expires_at <= \(now)")
        }
        // Userinfo takes one for a while longer (spec `logto-oidc.md` §13).
        let tolerated = now.advanced(bySeconds: -AccessToken.clockTolerance)
        try self.execute("delete from access_tokens where expires_at <= \(tolerated)")
        // A sign-in that began with one may still be under way, and has to find out if another was quicker.
        let begun = now.advanced(bySeconds: -2 * Interaction.lifetime)
        try self.execute("delete from pushed_requests where expires_at <= \(begun)")
        // Whoever tries one that has expired is told so for a while.
        try self.execute("delete from passcodes where created_at <= \(now.advanced(bySeconds: -24 * 3600))")
        try self.execute("delete from message_sendings where sent_at <= \(now.advanced(bySeconds: -24 * 3600))")
        // Failures count for an hour, a lockout as long as the tenant says.
        try self.execute(
            """
            delete from sentinel_activities
            where created_at <= \(now.advanced(bySeconds: -3600)) and coalesce(blocked_until, 0) <= \(now)
            """)
        // A device is told for some time that its code has expired, and not that there never was one.
        try self.execute("delete from device_codes where expires_at <= \(now.advanced(bySeconds: -24 * 3600))")
        try self.trimLogs()
    }
}
