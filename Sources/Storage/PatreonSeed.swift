import Core

extension Transaction {
    /// Lays what a configuration says of Patreon over the database.
    func lay(_ patreon: Config.Patreon, at now: Instant) throws {
        for configured in patreon.accounts {
            var account = configured.account
            account.createdAt = configured.createdAt ?? now
            try self.put(account)
        }
        for client in patreon.clients {
            try self.put(client, at: now)
        }
        for campaign in patreon.campaigns {
            try self.lay(campaign, at: now)
        }
    }

    private func lay(_ configured: Config.PatreonCampaign, at now: Instant) throws {
        try self.put(configured.campaign)
        for tier in configured.tiers { try self.put(tier) }
        for benefit in configured.benefits { try self.put(benefit) }
        for goal in configured.goals { try self.put(goal) }
        for member in configured.members {
            try self.lay(member, tiers: configured.tiers, at: now)
        }
        for post in configured.posts { try self.put(post) }
    }

    /// What happened to a member at run time stays in its history, so that the configured one is written only once.
    private func lay(_ configured: Config.PatreonMember, tiers: [Tier], at now: Instant) throws {
        let existing = try self.member(configured.member.id)
        try self.put(configured.resolved(tiers: tiers, over: existing, at: now))
        guard existing == nil else { return }
        for var event in configured.history {
            event.tierTitle = event.tierTitle ?? tiers.first { $0.id == event.tierID }?.title
            try self.insert(event)
        }
    }
}

extension Config.PatreonMember {
    /// The member with what the configuration leaves open taken from the one that is there or, for a new one, worked out
    /// from its tiers and its status.
    fileprivate func resolved(tiers: [Tier], over existing: Member?, at now: Instant) -> Member {
        var member = self.member
        let pays = member.patronStatus == .active || member.patronStatus == .declined
        let price = tiers.filter { member.tierIDs.contains($0.id) }.map(\.amountCents).max() ?? 0
        let isEntitled = member.patronStatus == .active && !member.isGifted
        member.currentlyEntitledAmountCents =
            self.currentlyEntitledAmountCents ?? existing?.currentlyEntitledAmountCents ?? (isEntitled ? price : 0)
        member.willPayAmountCents =
            self.willPayAmountCents ?? existing?.willPayAmountCents ?? (pays && !member.isGifted ? price : 0)
        member.lifetimeSupportCents = self.lifetimeSupportCents ?? existing?.lifetimeSupportCents ?? 0
        let renews = pays && !member.isGifted
        member.pledgeCadence = self.pledgeCadence ?? existing?.pledgeCadence ?? (renews ? 1 : nil)
        member.lastChargeStatus =
            member.lastChargeStatus ?? existing?.lastChargeStatus ?? (renews ? member.firstChargeStatus : nil)
        member.nextChargeDate =
            member.nextChargeDate ?? existing?.nextChargeDate ?? (isEntitled ? now.firstOfNextMonth : nil)
        member.lastChargeDate = member.lastChargeDate ?? existing?.lastChargeDate
        member.pledgeRelationshipStart =
            member.pledgeRelationshipStart ?? existing?.pledgeRelationshipStart
            ?? (member.patronStatus == nil ? nil : member.createdAt)
        if member.patronStatus == .declined {
            member.pledge.declinedSince = member.pledge.declinedSince ?? existing?.pledge.declinedSince ?? now
        }
        member.updatedAt = existing?.updatedAt ?? member.createdAt
        return member
    }
}

extension Member {
    fileprivate var firstChargeStatus: ChargeStatus {
        if self.isFreeTrial { return .freeTrial }
        return self.patronStatus == .declined ? .declined : .paid
    }
}
