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
        for webhook in configured.webhooks { try self.lay(webhook, of: configured.campaign.id, at: now) }
    }

    private func lay(_ configured: Config.Webhook, of campaign: ID<Campaign>, at now: Instant) throws {
        let existing = try self.webhooks(of: campaign).first { $0.clientID == nil && $0.uri == configured.uri }
        var webhook =
            existing
            ?? Webhook(
                campaignID: campaign, clientID: nil, uri: configured.uri, secret: configured.secret,
                triggers: configured.triggers, scopes: Webhook.creatorsScopes, createdAt: now)
        webhook.secret = configured.secret
        webhook.triggers = configured.triggers
        guard existing != nil else {
            webhook.isPaused = configured.isPaused
            _ = try self.insert(webhook)
            return
        }
        // Whether it is paused may have come of failures, or of somebody who sent its queue.
        try self.update(webhook)
    }

    /// A membership has a life. The configuration says how it begins, and begins it anew when it says something else than
    /// the last time; otherwise what happened to it stays, the whole of it: a half of each would be a membership that can
    /// not be.
    private func lay(_ configured: Config.PatreonMember, tiers: [Tier], at now: Instant) throws {
        let existing = try self.member(configured.member.id)
        guard try existing == nil || self.declaration(of: configured.member.id) != configured.declaration else {
            return
        }
        try self.put(configured.resolved(tiers: tiers, at: now))
        try self.put(declaration: configured.declaration, of: configured.member.id)
        try self.deletePledgeEvents(of: configured.member.id)
        for var event in configured.history {
            event.tierTitle = event.tierTitle ?? tiers.first { $0.id == event.tierID }?.title
            try self.insert(event)
        }
    }
}

extension Config.PatreonMember {
    /// The member with what the configuration leaves open worked out from its tiers and its status.
    fileprivate func resolved(tiers: [Tier], at now: Instant) -> Member {
        var member = self.member
        let pays = member.patronStatus == .active || member.patronStatus == .declined
        let price = tiers.filter { member.tierIDs.contains($0.id) }.map(\.amountCents).max() ?? 0
        let isEntitled = member.patronStatus == .active && !member.isGifted
        member.currentlyEntitledAmountCents =
            self.currentlyEntitledAmountCents ?? (isEntitled ? price : 0)
        member.willPayAmountCents =
            self.willPayAmountCents ?? (pays && !member.isGifted ? price : 0)
        member.lifetimeSupportCents = self.lifetimeSupportCents ?? 0
        let renews = pays && !member.isGifted
        member.pledgeCadence = self.pledgeCadence ?? (renews ? 1 : nil)
        member.lastChargeStatus =
            member.lastChargeStatus ?? (renews ? member.firstChargeStatus : nil)
        member.nextChargeDate =
            member.nextChargeDate ?? (isEntitled ? now.firstOfNextMonth : nil)
        member.pledgeRelationshipStart =
            member.pledgeRelationshipStart ?? (member.patronStatus == nil ? nil : member.createdAt)
        if member.patronStatus == .declined {
            member.pledge.declinedSince = member.pledge.declinedSince ?? now
        }
        member.updatedAt = member.createdAt
        return member
    }
}

extension Member {
    fileprivate var firstChargeStatus: ChargeStatus {
        if self.isFreeTrial { return .freeTrial }
        return self.patronStatus == .declined ? .declined : .paid
    }
}
