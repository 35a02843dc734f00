import Core
import Storage

/// Writes down what happens to memberships, and has it told (spec `patreon.md` §5.1). What becomes of a membership is for
/// ``MembershipRules`` to say.
struct MembershipLife: Sendable {
    let entropy: Entropy
    let queue: WebhookQueue

    /// - Throws: ``MembershipRefusal``
    func join(
        _ account: PatreonAccount, _ campaign: Campaign, _ joining: MembershipRules.Joining, in db: Transaction,
        at now: Instant
    ) throws -> MembershipChange {
        guard account.id != campaign.ownerID else { throw MembershipRefusal("owns the campaign, and cannot join it") }
        let existing = try db.member(account: account.id, of: campaign.id)
        let member =
            existing
            ?? Member(
                id: ID(self.entropy.uuid()), campaignID: campaign.id, accountID: account.id, createdAt: now)
        var joining = joining
        joining.isDeclined = joining.isDeclined || account.behaviours.contains(.declinedCard)
        let change = try self.rules(campaign, for: member, in: db, at: now).join(
            member, isNew: existing == nil, joining)
        return try self.write(change, in: db, at: now)
    }

    /// An account takes a tier at the checkout, whatever it has been to the campaign before (§1.8).
    func take(
        _ tier: Tier, of campaign: Campaign, as account: PatreonAccount, in db: Transaction, at now: Instant
    ) throws {
        var joining = MembershipRules.Joining()
        joining.tier = tier
        do {
            guard let member = try db.member(account: account.id, of: campaign.id),
                member.patronStatus == .active || member.patronStatus == .declined
            else {
                _ = try self.join(account, campaign, joining, in: db, at: now)
                return
            }
            guard tier.amountCents > 0, member.willPayAmountCents > 0 else {
                _ = try self.act(.leave, on: member, in: db, at: now)
                _ = try self.join(account, campaign, joining, in: db, at: now)
                return
            }
            let changed = try self.act(.changeTier(to: tier.id.value, amount: nil), on: member, in: db, at: now)
            _ = try self.act(.charge, on: changed.member, in: db, at: now)
        } catch is MembershipRefusal {
            // It has that tier already, or owns the campaign: nothing changes, and the sign-in goes on.
        }
    }

    func rules(
        _ campaign: Campaign, for member: Member, in db: Transaction, at now: Instant
    ) throws -> MembershipRules {
        let tiers = try db.tiers(of: campaign.id)
        // Who was declined has no tier any more; the history knows which one it was.
        let id = try member.tierIDs.last ?? db.pledgeEvents(of: member.id).last { $0.tierID != nil }?.tierID
        return MembershipRules(campaign: campaign, tiers: tiers, pledged: tiers.first { $0.id == id }, now: now)
    }

    @discardableResult
    func write(_ change: MembershipChange, in db: Transaction, at now: Instant) throws -> MembershipChange {
        try db.put(change.member)
        for event in change.history { try db.insert(event) }
        // Told before it goes, with the campaign's counts as they are from now on.
        for trigger in change.triggers {
            try self.queue.tell(trigger, .member(change.member), in: db, at: now)
            if let old = trigger.inFirstVersion { try self.queue.tell(old, .pledge(change.member), in: db, at: now) }
        }
        if change.isDeletion { try db.delete(change.member) }
        return change
    }
}
