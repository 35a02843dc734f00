import Core

/// What becomes of a membership when something happens to it, and what is told of it (spec `patreon.md` §4.5, §5.1,
/// §5.3, §8). Where Patreon says nothing: who was declined or refunded is entitled to no tier, until the next charge
/// that succeeds.
struct MembershipRules: Sendable {
    let campaign: Campaign
    let tiers: [Tier]
    /// What the member pays for, also while it is entitled to nothing.
    let pledged: Tier?
    let now: Instant

    /// What one joins with.
    struct Joining: Equatable, Sendable {
        /// `nil` for the free tier.
        var tier: Tier?
        /// In cents; what the tier costs unless one gives more.
        var amount: Int64?
        /// In months.
        var cadence: Int64 = 1
        var isGifted = false
        var isFreeTrial = false
        /// Whether the card is refused.
        var isDeclined = false
    }

    // MARK: joining

    /// - Parameter member: a new one, or one that was here before.
    func join(_ member: Member, isNew: Bool, _ joining: Joining) throws(MembershipRefusal) -> MembershipChange {
        if member.patronStatus == .active || member.patronStatus == .declined {
            throw MembershipRefusal("is a patron already; change its tier, or let it leave first")
        }
        guard let tier = joining.tier, tier.amountCents > 0 || (joining.amount ?? 0) > 0 else {
            return try self.joinForFree(member, isNew: isNew)
        }
        let amount = joining.amount ?? tier.amountCents
        try self.check(amount, for: tier)
        var change = MembershipChange(member: member, triggers: isNew ? [.memberCreated] : [])
        change.member.tierIDs = [tier.id]
        change.member.patronStatus = .active
        change.member.pledgeRelationshipStart = self.now
        change.member.isGifted = joining.isGifted
        change.member.isFreeTrial = joining.isFreeTrial
        change.member.pledge.declinedSince = nil
        change.member.updatedAt = self.now
        guard !joining.isGifted else {
            // Nobody pays, so that there is no pledge to tell of (§5.1).
            change.member.currentlyEntitledAmountCents = 0
            change.member.willPayAmountCents = 0
            change.member.nextChargeDate = nil
            change.member.pledgeCadence = nil
            if !isNew { change.triggers.append(.memberUpdated) }
            return change
        }
        change.member.willPayAmountCents = amount
        change.member.pledgeCadence = joining.cadence
        change.triggers.append(.pledgeCreated)
        if joining.isFreeTrial {
            change.member.currentlyEntitledAmountCents = amount
            change.member.lastChargeStatus = .freeTrial
            change.member.nextChargeDate = self.now.firstOfNextMonth
            change.history = [self.event(.start, of: change.member, tier: tier, amount: amount, .freeTrial)]
            if !isNew { change.triggers.append(.memberUpdated) }
            return change
        }
        self.charge(&change.member, for: tier, isDeclined: joining.isDeclined)
        change.history = [
            self.event(.start, of: change.member, tier: tier, amount: amount, nil),
            self.event(.subscription, of: change.member, tier: tier, amount: amount, change.member.lastChargeStatus),
        ]
        change.triggers.append(.memberUpdated)
        return change
    }

    private func joinForFree(_ member: Member, isNew: Bool) throws(MembershipRefusal) -> MembershipChange {
        let free = self.tiers.first { $0.amountCents == 0 }
        if !isNew, member.patronStatus == nil, member.tierIDs == (free.map { [$0.id] } ?? []) {
            throw MembershipRefusal("is a free member already")
        }
        var change = MembershipChange(member: member, triggers: [isNew ? .memberCreated : .memberUpdated])
        change.member.tierIDs = free.map { [$0.id] } ?? []
        change.member.updatedAt = self.now
        return change
    }

    // MARK: paying

    func changeTier(
        _ member: Member, to tier: Tier, amount: Int64?
    ) throws(MembershipRefusal) -> MembershipChange {
        try self.requirePledge(member, to: "change its tier")
        guard tier.amountCents > 0 else {
            throw MembershipRefusal("cannot change to the free tier; let it leave, and join for free")
        }
        let amount = amount ?? tier.amountCents
        try self.check(amount, for: tier)
        if self.pledged?.id == tier.id, member.willPayAmountCents == amount {
            throw MembershipRefusal("pays \(amount) cents for the tier \(tier.id) already")
        }
        var change = MembershipChange(member: member, triggers: [.pledgeUpdated, .memberUpdated])
        let isUpgrade = amount >= member.willPayAmountCents
        change.member.willPayAmountCents = amount
        if member.currentlyEntitledAmountCents > 0 {
            change.member.tierIDs = [tier.id]
            change.member.currentlyEntitledAmountCents = amount
        }
        change.member.updatedAt = self.now
        change.history = [
            self.event(
                isUpgrade ? .upgrade : .downgrade, of: change.member, tier: tier, amount: amount, nil)
        ]
        return change
    }

    /// A charge, which the card takes or refuses.
    func charge(_ member: Member, isDeclined: Bool) throws(MembershipRefusal) -> MembershipChange {
        try self.requirePledge(member, to: "be charged")
        var change = MembershipChange(member: member, triggers: [.memberUpdated])
        self.charge(&change.member, for: self.pledged, isDeclined: isDeclined)
        change.history = [
            self.event(
                .subscription, of: change.member, tier: self.pledged, amount: member.willPayAmountCents,
                change.member.lastChargeStatus)
        ]
        return change
    }

    private func charge(_ member: inout Member, for tier: Tier?, isDeclined: Bool) {
        member.lastChargeDate = self.now
        member.updatedAt = self.now
        member.nextChargeDate = self.nextCharge(member)
        member.isFreeTrial = false
        if isDeclined {
            member.patronStatus = .declined
            member.lastChargeStatus = .declined
            member.currentlyEntitledAmountCents = 0
            member.tierIDs = []
            member.pledge.declinedSince = member.pledge.declinedSince ?? self.now
        } else {
            member.patronStatus = .active
            member.lastChargeStatus = .paid
            member.currentlyEntitledAmountCents = member.willPayAmountCents
            member.tierIDs = tier.map { [$0.id] } ?? member.tierIDs
            member.lifetimeSupportCents += member.willPayAmountCents
            member.pledge.declinedSince = nil
        }
    }

    /// Patreon charges on the first of a month; who pays by the year, on the first after a year.
    private func nextCharge(_ member: Member) -> Instant {
        guard member.pledgeCadence == 12 else { return self.now.firstOfNextMonth }
        let calendar = self.now.calendar
        let day = Instant(year: calendar.year + 1, month: calendar.month, day: 1)
        return calendar.day == 1 ? day : day.firstOfNextMonth
    }

    func refund(
        _ member: Member, as status: ChargeStatus, amount: Int64?
    ) throws(MembershipRefusal) -> MembershipChange {
        guard member.lifetimeSupportCents > 0 else {
            throw MembershipRefusal("has paid nothing that could be refunded")
        }
        let isFinal = [.refunded, .refundedByPatreon, .partiallyRefunded, .fraud].contains(status)
        let amount = min(amount ?? max(member.willPayAmountCents, 0), member.lifetimeSupportCents)
        var change = MembershipChange(member: member, triggers: [.memberUpdated])
        change.member.lastChargeStatus = status
        change.member.updatedAt = self.now
        if isFinal { change.member.lifetimeSupportCents -= amount }
        if isFinal, status != .partiallyRefunded {
            change.member.currentlyEntitledAmountCents = 0
            change.member.tierIDs = []
        }
        change.history = [
            self.event(.subscription, of: change.member, tier: self.pledged, amount: amount, status)
        ]
        return change
    }

    // MARK: ending

    /// Whoever has ever paid stays as a former patron; of the others nothing stays (§5.1).
    func leave(_ member: Member) throws(MembershipRefusal) -> MembershipChange {
        if member.patronStatus == .former, member.tierIDs.isEmpty { throw MembershipRefusal("has left already") }
        var change = MembershipChange(member: member)
        if self.isPledge(member) {
            change.triggers.append(.pledgeDeleted)
            change.history = [
                self.event(
                    .delete, of: member, tier: self.pledged, amount: member.willPayAmountCents, .deleted)
            ]
        }
        change.isDeletion = member.lifetimeSupportCents == 0
        change.triggers.append(change.isDeletion ? .memberDeleted : .memberUpdated)
        self.end(&change.member)
        return change
    }

    /// Removes the membership, whoever paid what.
    func delete(_ member: Member) -> MembershipChange {
        var change = MembershipChange(member: member, isDeletion: true)
        if self.isPledge(member) { change.triggers.append(.pledgeDeleted) }
        // Of one that ever paid it is told as an update (§5.1).
        change.triggers.append(member.lifetimeSupportCents == 0 ? .memberDeleted : .memberUpdated)
        if member.patronStatus != .former { self.end(&change.member) }
        return change
    }

    private func end(_ member: inout Member) {
        // One that never paid was no patron, and is not a former one.
        if member.patronStatus != nil {
            member.patronStatus = .former
            member.lastChargeStatus = .deleted
        }
        member.tierIDs = []
        member.currentlyEntitledAmountCents = 0
        member.willPayAmountCents = 0
        member.nextChargeDate = nil
        member.isFreeTrial = false
        member.isGifted = false
        member.pledge.declinedSince = nil
        member.updatedAt = self.now
    }

    // MARK: what they have in common

    private func isPledge(_ member: Member) -> Bool {
        (member.patronStatus == .active || member.patronStatus == .declined) && !member.isGifted
    }

    private func requirePledge(_ member: Member, to verb: String) throws(MembershipRefusal) {
        guard self.isPledge(member), member.willPayAmountCents > 0 else {
            throw MembershipRefusal("pays nothing, and so cannot \(verb)")
        }
    }

    private func check(_ amount: Int64, for tier: Tier) throws(MembershipRefusal) {
        guard amount >= tier.amountCents else {
            throw MembershipRefusal(
                "cannot pay \(amount) cents for the tier \(tier.id), which costs \(tier.amountCents)")
        }
    }

    private func event(
        _ kind: PledgeEvent.Kind, of member: Member, tier: Tier?, amount: Int64, _ status: ChargeStatus?
    ) -> PledgeEvent {
        var event = PledgeEvent(
            memberID: member.id, kind: kind, date: self.now, amountCents: amount, currencyCode: self.campaign.currency)
        event.paymentStatus = status
        event.pledgePaymentStatus =
            switch (kind, status) {
            case (.delete, _): .disabled
            case (_, .declined): .declined
            case (_, .fraud): .fraud
            case (_, .pending), (_, .refundPending): .pending
            default: .valid
            }
        event.tierID = tier?.id
        event.tierTitle = tier?.title
        return event
    }
}
