extension Config.PatreonMember {
    init(reading object: ConfigObject, of campaign: Campaign) {
        self.declaration = object.text
        self.member = Member(reading: object, of: campaign)
        self.currentlyEntitledAmountCents = object.int("currentlyEntitledAmountCents")
        self.willPayAmountCents = object.int("willPayAmountCents")
        self.lifetimeSupportCents = object.int("campaignLifetimeSupportCents")
        self.pledgeCadence = object.int("pledgeCadence", in: 1...12)
        if let cadence = self.pledgeCadence, ![1, 12].contains(cadence) {
            object.note("pledgeCadence", "is \(cadence); it must be 1 (monthly) or 12 (yearly)")
        }
        let id = self.member.id
        self.history = object.objects("pledgeHistory") { PledgeEvent(reading: $0, of: id, in: campaign) }
    }
}

extension Member {
    fileprivate init(reading object: ConfigObject, of campaign: Campaign) {
        let start = object.instant("pledgeRelationshipStart")
        self.init(
            id: object.identifier(), campaignID: campaign.id, accountID: object.digits("account"),
            createdAt: object.instant("createdAt") ?? start ?? campaign.createdAt)
        if self.id.value.wholeMatch(of: /[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}/) == nil {
            object.note("id", "is \"\(self.id)\"; the id of a member is a UUID in lower case")
        }
        self.patronStatus = object.choice("patronStatus")
        self.tierIDs = (object.strings("tiers") ?? []).map { ID($0) }
        self.lastChargeDate = object.instant("lastChargeDate")
        self.lastChargeStatus = object.choice("lastChargeStatus")
        self.nextChargeDate = object.instant("nextChargeDate")
        self.pledgeRelationshipStart = start
        self.note = object.optionalString("note") ?? ""
        self.isFreeTrial = object.bool("isFreeTrial") ?? false
        self.isGifted = object.bool("isGifted") ?? false
        self.masksIdentity = object.bool("maskIdentity") ?? false
        self.hidesEmail = object.bool("hideEmail") ?? false
        let createdAt = self.createdAt
        self.address = object.object("address") { MemberAddress(reading: $0, createdAt: createdAt) }
        self.pledge.declinedSince = object.instant("declinedSince")
        self.pledge.patronPaysFees = object.bool("patronPaysFees") ?? false
        self.pledge.capCents = object.int("pledgeCapCents")
        self.pledge.isPaused = object.bool("isPaused") ?? false
    }
}

extension MemberAddress {
    fileprivate init(reading object: ConfigObject, createdAt: Instant) {
        self.init(
            city: object.string("city"), country: object.string("country"),
            createdAt: object.instant("createdAt") ?? createdAt)
        self.addressee = object.optionalString("addressee")
        self.line1 = object.optionalString("line1")
        self.line2 = object.optionalString("line2")
        self.postalCode = object.optionalString("postalCode")
        self.state = object.optionalString("state")
        self.phoneNumber = object.optionalString("phoneNumber")
    }
}

extension PledgeEvent {
    fileprivate init(reading object: ConfigObject, of member: ID<Member>, in campaign: Campaign) {
        self.init(
            memberID: member, kind: object.required(object.choice("type"), "type") ?? .subscription,
            date: object.required(object.instant("date"), "date") ?? campaign.createdAt,
            amountCents: object.int("amountCents") ?? 0,
            currencyCode: object.optionalString("currencyCode") ?? campaign.currency)
        self.paymentStatus = object.choice("paymentStatus")
        self.pledgePaymentStatus = object.choice("pledgePaymentStatus")
        self.tierID = object.optionalString("tier").map { ID($0) }
        self.tierTitle = object.optionalString("tierTitle")
    }
}
