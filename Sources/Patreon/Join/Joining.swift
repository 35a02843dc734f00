import Core
import Storage

/// What happens when an account takes a tier of a campaign: as a new member, as one who comes back, or as one who
/// changes.
struct Joining {
    let tier: Tier
    let campaign: Campaign
    let account: PatreonAccount

    func perform(in db: Transaction, at now: Instant, entropy: Entropy) throws {
        let existing = try db.member(account: self.account.id, of: self.campaign.id)
        let member = self.member(existing, id: existing?.id ?? ID(entropy.uuid()), at: now)
        try db.put(member)
        for event in self.events(existing, member, at: now) {
            try db.insert(event)
        }
    }

    /// The member as it is afterwards.
    func member(_ existing: Member?, id: ID<Member>, at now: Instant) -> Member {
        var member =
            existing ?? Member(id: id, campaignID: self.campaign.id, accountID: self.account.id, createdAt: now)
        member.updatedAt = now
        member.tierIDs = [self.tier.id]
        guard self.tier.amountCents > 0 else { return self.free(member) }
        let wasActive = existing?.patronStatus == .active
        let isDeclined = self.account.behaviours.contains(.declinedCard)
        member.patronStatus = isDeclined ? .declined : .active
        member.currentlyEntitledAmountCents = isDeclined ? 0 : self.tier.amountCents
        member.willPayAmountCents = self.tier.amountCents
        member.lastChargeDate = now
        member.lastChargeStatus = isDeclined ? .declined : .paid
        member.nextChargeDate = isDeclined ? nil : now.firstOfNextMonth
        member.pledgeCadence = 1
        member.pledgeRelationshipStart = wasActive ? member.pledgeRelationshipStart ?? now : now
        member.pledge.declinedSince = isDeclined ? now : nil
        member.isGifted = false
        member.isFreeTrial = false
        if isDeclined {
            member.tierIDs = []
        } else {
            member.lifetimeSupportCents += self.tier.amountCents
        }
        return member
    }

    /// Whoever paid once is a former patron from then on; whoever never did has no status.
    private func free(_ member: Member) -> Member {
        var member = member
        member.patronStatus = member.patronStatus == nil ? nil : .former
        member.currentlyEntitledAmountCents = 0
        member.willPayAmountCents = 0
        member.nextChargeDate = nil
        member.pledgeCadence = nil
        member.pledge.declinedSince = nil
        return member
    }

    private func events(_ existing: Member?, _ member: Member, at now: Instant) -> [PledgeEvent] {
        let before = existing?.willPayAmountCents ?? 0
        let kind: PledgeEvent.Kind? =
            switch (before, member.willPayAmountCents) {
            case (0, 0): nil
            case (0, _): .start
            case (_, 0): .delete
            case (let before, let after) where after > before: .upgrade
            case (let before, let after) where after < before: .downgrade
            default: nil
            }
        let kinds = [kind, member.willPayAmountCents > 0 ? .subscription : nil].compactMap { $0 }
        return kinds.map { kind in
            var event = PledgeEvent(
                memberID: member.id, kind: kind, date: now, amountCents: member.willPayAmountCents,
                currencyCode: self.account.profile.currency ?? self.campaign.currency)
            event.paymentStatus = member.lastChargeStatus
            event.pledgePaymentStatus = member.patronStatus == .declined ? .declined : .valid
            event.tierID = self.tier.id
            event.tierTitle = self.tier.title
            return event
        }
    }
}
