import Core
import Storage

/// Charges members on the first of every month that the world's clock passes, month by month, however far it jumps.
struct MonthlyCharges: Sendable {
    let store: Store
    let life: MembershipLife

    /// Begins to follow the clock: what lies before is not made up for.
    static func begin(in db: Transaction, at now: Instant) throws {
        guard try db.chargeRuns(limit: 1).isEmpty else { return }
        try db.insert(ChargeRun(day: Instant(year: now.calendar.year, month: now.calendar.month, day: 1)))
    }

    /// - Returns: the runs that were due.
    @discardableResult
    func run(until now: Instant) async throws -> [ChargeRun] {
        var runs: [ChargeRun] = []
        while let run = try await self.store.transaction({ db in try self.next(in: db, until: now) }) {
            try Task.checkCancellation()
            runs.append(run)
        }
        return runs
    }

    private func next(in db: Transaction, until now: Instant) throws -> ChargeRun? {
        guard let day = try db.chargeRuns(limit: 1).first?.day.firstOfNextMonth else {
            try Self.begin(in: db, at: now)
            return nil
        }
        guard day <= now else { return nil }
        var run = ChargeRun(day: day)
        for member in try db.members(dueAt: day) {
            switch try self.charge(member, in: db, at: day) {
            case .paid: run.paid += 1
            case .declined: run.declined += 1
            default: break
            }
        }
        try db.insert(run)
        return run
    }

    /// - Returns: how it went; `nil` for who is not charged.
    private func charge(_ member: Member, in db: Transaction, at day: Instant) throws -> ChargeStatus? {
        guard let campaign = try db.campaign(member.campaignID), campaign.isMonthly,
            let account = try db.patreonAccount(member.accountID)
        else { return nil }
        let rules = try self.life.rules(campaign, for: member, in: db, at: day)
        if member.pledge.isPaused {
            var member = member
            member.nextChargeDate = day.firstOfNextMonth
            try db.put(member)
            return nil
        }
        do {
            let isDeclined = account.behaviours.contains(.declinedCard) || account.isGone
            let change = try rules.charge(member, isDeclined: isDeclined)
            return try self.life.write(change, in: db, at: day).member.lastChargeStatus
        } catch is MembershipRefusal {
            return nil
        }
    }
}
