import Core
import GRDB

extension Transaction {
    package func insert(_ activity: SentinelActivity) throws {
        try self.execute(
            """
            insert into sentinel_activities (target_hash, action, is_failure, blocked_until, created_at)
            values
                (\(activity.targetHash), \(activity.action.rawValue), \(activity.isFailure), \(activity.blockedUntil),
                 \(activity.createdAt))
            """)
    }

    /// Until when a target is locked out of some actions.
    package func lockout(
        of targetHash: String, from actions: [SentinelActivity.Action], at now: Instant
    ) throws -> Instant? {
        let row = try self.row(
            """
            select max(blocked_until) as until from sentinel_activities
            where target_hash = \(targetHash) and blocked_until > \(now)
                and action in (select value from json_each(\(JSON.strings(actions.map(\.rawValue)))))
            """)
        let until: Instant?? = row.map { $0["until"] }
        return until ?? nil
    }

    /// How often a target has failed since, not counting what led to a lockout or was tried during one.
    package func failureCount(
        of targetHash: String, at actions: [SentinelActivity.Action], since beginning: Instant
    ) throws -> Int64 {
        try self.row(
            """
            select count(*) as count from sentinel_activities
            where target_hash = \(targetHash) and is_failure and blocked_until is null and created_at > \(beginning)
                and action in (select value from json_each(\(JSON.strings(actions.map(\.rawValue)))))
            """
        )?["count"] ?? 0
    }

    /// Forgets all that was tried of some targets, and so lets them in again.
    package func deleteSentinelActivities(of targetHashes: [String]) throws {
        for hash in targetHashes {
            try self.execute("delete from sentinel_activities where target_hash = \(hash)")
        }
    }
}
