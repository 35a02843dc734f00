extension Config.PatreonCampaign {
    init(reading object: ConfigObject) {
        let campaign = Campaign(reading: object)
        self.campaign = campaign
        self.tiers = object.objects("tiers") { Tier(reading: $0, of: campaign) }
        if !self.tiers.contains(where: { $0.amountCents == 0 }) { self.tiers.insert(.free(of: campaign), at: 0) }
        self.benefits = object.objects("benefits") { Benefit(reading: $0, of: campaign) }
        self.goals = object.objects("goals") { Goal(reading: $0, of: campaign) }
        self.members = object.objects("members") { Config.PatreonMember(reading: $0, of: campaign) }
        self.posts = object.objects("posts") { Post(reading: $0, of: campaign) }
        self.webhooks = object.objects("webhooks", Config.Webhook.init(reading:))
    }
}

extension Config.Webhook {
    fileprivate init(reading object: ConfigObject) {
        self.uri = object.string("uri")
        self.secret = object.string("secret")
        let triggers: [WebhookTrigger] = object.choices("triggers")
        self.triggers = triggers.isEmpty ? WebhookTrigger.current : triggers
        self.isPaused = object.bool("isPaused") ?? false
        if !self.uri.isEmpty, !self.uri.hasPrefix("https://"), !self.uri.hasPrefix("http://") {
            object.note("uri", "is \"\(self.uri)\"; it must be an address that begins with https:// or http://")
        }
    }
}

extension Campaign {
    fileprivate init(reading object: ConfigObject) {
        self.init(
            id: object.digits(), ownerID: object.digits("owner"), name: object.string("name"),
            createdAt: object.instant("createdAt") ?? Config.foundingDate)
        // A draft says `"isPublished": false`.
        self.publishedAt = object.bool("isPublished") == false ? nil : object.instant("publishedAt") ?? self.createdAt
        self.creationName = object.optionalString("creationName")
        self.vanity = object.optionalString("vanity")
        self.summary = object.optionalString("summary")
        self.oneLiner = object.optionalString("oneLiner")
        self.currency = object.optionalString("currency") ?? self.currency
        self.payPerName = object.optionalString("payPerName")
        self.isMonthly = object.bool("isMonthly") ?? self.isMonthly
        self.isChargedImmediately = object.bool("isChargedImmediately")
        self.isNSFW = object.bool("isNsfw") ?? self.isNSFW
        self.isPlural = object.bool("isPlural") ?? self.isPlural
        self.isEligibleForLive = object.bool("isEligibleForLive") ?? self.isEligibleForLive
        self.showsEarnings = object.bool("showEarnings") ?? self.showsEarnings
        self.imageURL = object.optionalString("imageUrl")
        self.imageSmallURL = object.optionalString("imageSmallUrl")
        self.mainVideoEmbed = object.optionalString("mainVideoEmbed")
        self.mainVideoURL = object.optionalString("mainVideoUrl")
        self.thanksEmbed = object.optionalString("thanksEmbed")
        self.thanksMessage = object.optionalString("thanksMsg")
        self.thanksVideoURL = object.optionalString("thanksVideoUrl")
        self.hasRSS = object.bool("hasRss") ?? self.hasRSS
        self.hasSentRSSNotify = object.bool("hasSentRssNotify") ?? self.hasSentRSSNotify
        self.rssArtworkURL = object.optionalString("rssArtworkUrl")
        self.rssFeedTitle = object.optionalString("rssFeedTitle")
        self.discordServerID = object.optionalString("discordServerId")
        self.googleAnalyticsID = object.optionalString("googleAnalyticsId")
    }
}

extension Tier {
    fileprivate init(reading object: ConfigObject, of campaign: Campaign) {
        self.init(
            id: object.digits(), campaignID: campaign.id, title: object.string("title"),
            amountCents: object.int("amountCents") ?? 0,
            createdAt: object.instant("createdAt") ?? campaign.createdAt)
        self.description = object.optionalString("description") ?? ""
        self.discordRoleIDs = object.strings("discordRoleIds")
        self.imageURL = object.optionalString("imageUrl")
        self.isPublished = object.bool("published") ?? true
        self.requiresShipping = object.bool("requiresShipping") ?? false
        self.userLimit = object.int("userLimit")
        self.editedAt = object.instant("editedAt") ?? self.createdAt
        self.publishedAt = object.instant("publishedAt") ?? (self.isPublished ? self.createdAt : nil)
        self.unpublishedAt = object.instant("unpublishedAt")
    }
}

extension Benefit {
    fileprivate init(reading object: ConfigObject, of campaign: Campaign) {
        self.init(
            id: object.digits(), campaignID: campaign.id, title: object.string("title"),
            createdAt: object.instant("createdAt") ?? campaign.createdAt)
        self.description = object.optionalString("description")
        self.benefitType = object.optionalString("benefitType")
        self.ruleType = object.optionalString("ruleType")
        self.isDeleted = object.bool("isDeleted") ?? false
        self.isEnded = object.bool("isEnded") ?? false
        self.isPublished = object.bool("isPublished") ?? true
        self.appExternalID = object.optionalString("appExternalId")
        self.appMeta = object.json("appMeta")
        self.nextDeliverableDueDate = object.instant("nextDeliverableDueDate")
        self.tierIDs = (object.strings("tiers") ?? []).map { ID($0) }
    }
}

extension Goal {
    fileprivate init(reading object: ConfigObject, of campaign: Campaign) {
        self.init(
            id: object.digits(), campaignID: campaign.id, title: object.string("title"),
            amountCents: object.int("amountCents") ?? 0,
            createdAt: object.instant("createdAt") ?? campaign.createdAt)
        self.completedPercentage = object.int("completedPercentage") ?? 0
        self.description = object.optionalString("description")
        self.reachedAt = object.instant("reachedAt")
    }
}

extension Post {
    fileprivate init(reading object: ConfigObject, of campaign: Campaign) {
        let publishedAt = object.instant("publishedAt")
        self.init(
            id: object.digits(), campaignID: campaign.id, title: object.optionalString("title"),
            createdAt: object.instant("createdAt") ?? publishedAt ?? campaign.createdAt)
        self.content = object.optionalString("content")
        self.isPaid = object.bool("isPaid")
        self.isPublic = object.bool("isPublic")
        self.embedData = object.json("embedData")
        self.embedURL = object.optionalString("embedUrl")
        self.appID = object.int("appId")
        self.appStatus = object.optionalString("appStatus")
        self.tierIDs = (object.strings("tiers") ?? []).map { ID($0) }
        self.publishedAt = publishedAt
    }
}
