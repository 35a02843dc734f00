import Core
import GRDB

/// A first of a month on which members were charged.
package struct ChargeRun: Equatable, Sendable {
    package var day: Instant
    package var paid = 0
    package var declined = 0

    package init(day: Instant) {
        self.day = day
    }
}

extension Transaction {
    /// The newest first.
    package func chargeRuns(limit: Int) throws -> [ChargeRun] {
        try self.rows("select * from patreon_charge_runs order by day desc limit \(limit)").map { row in
            var run = ChargeRun(day: row["day"])
            run.paid = row["paid"]
            run.declined = row["declined"]
            return run
        }
    }

    package func insert(_ run: ChargeRun) throws {
        try self.execute(
            """
            insert into patreon_charge_runs (day, paid, declined) values (\(run.day), \(run.paid), \(run.declined))
            """)
    }

    /// Who is to be charged on a day, in the order of their joining.
    package func members(dueAt day: Instant) throws -> [Member] {
        try self.rows("select * from patreon_members where next_charge_date <= \(day) order by number")
            .map(self.member(from:))
    }
}
