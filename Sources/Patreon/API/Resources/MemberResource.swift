import Core
import Storage

extension V2Resources {
    /// §4.5, to the member itself or to the creator.
    func member(_ member: Member) -> JSONAPIResource {
        var related: [String: () throws -> JSONAPIResource.Related] = [
            "campaign": { .one(try self.db.campaign(member.campaignID).map(self.campaign)) },
            "currently_entitled_tiers": { .many(try self.db.tiers(of: member).map(self.tier)) },
            "pledge_history": {
                .many(try self.db.pledgeEvents(of: member.id).map { self.pledgeEvent($0, of: member) })
            },
            "user": { .one(try self.user(member.accountID)) },
        ]
        if self.bearer.has("campaigns.members.address") {
            related["address"] = { .one(member.address.map { self.address($0, of: member) }) }
        }
        return JSONAPIResource(
            type: "member", id: member.id.value, attributes: try self.attributes(of: member), related: related)
    }

    private func attributes(of member: Member) throws -> [String: JSON] {
        let account = try self.db.patreonAccount(member.accountID)
        let isMasked = member.masksIdentity && !self.isOwn(member.accountID)
        var attributes: [String: JSON] = [
            "campaign_lifetime_support_cents": .int(member.lifetimeSupportCents),
            "currently_entitled_amount_cents": .int(member.currentlyEntitledAmountCents),
            "full_name": .string(isMasked ? Self.maskedName : account?.fullName ?? ""),
            // Deprecated, and always so.
            "is_follower": false,
            "is_free_trial": .bool(member.isFreeTrial),
            "is_gifted": .bool(member.isGifted),
            "last_charge_date": .time(member.lastChargeDate),
            "last_charge_status": .nullable(member.lastChargeStatus?.rawValue),
            "lifetime_support_cents": .int(member.lifetimeSupportCents),
            "next_charge_date": .time(member.nextChargeDate),
            "patron_status": .nullable(member.patronStatus?.rawValue),
            "pledge_cadence": .nullable(member.pledgeCadence),
            "pledge_relationship_start": .time(member.pledgeRelationshipStart),
            "will_pay_amount_cents": .int(member.willPayAmountCents),
        ]
        if self.isCreator(of: member) { attributes["note"] = .string(member.note) }
        if self.showsEmail(of: member) { attributes["email"] = .nullable(account?.email) }
        return attributes
    }

    /// Members may keep it from the creator.
    private func showsEmail(of member: Member) -> Bool {
        if self.isOwn(member.accountID), self.bearer.has("identity[email]") { return true }
        return self.isCreator(of: member) && self.bearer.has("campaigns.members[email]") && !member.hidesEmail
            && !member.masksIdentity
    }

    private func address(_ address: MemberAddress, of member: Member) -> JSONAPIResource {
        JSONAPIResource(
            type: "address", id: String(address.id ?? 0),
            attributes: [
                "addressee": .nullable(address.addressee),
                "city": .string(address.city),
                "country": .string(address.country),
                "created_at": .time(address.createdAt),
                "line_1": .nullable(address.line1),
                "line_2": .nullable(address.line2),
                "phone_number": .nullable(address.phoneNumber),
                "postal_code": .nullable(address.postalCode),
                "state": .nullable(address.state),
            ],
            related: [
                "campaigns": { .many(try self.db.campaign(member.campaignID).map { [self.campaign($0)] } ?? []) },
                "user": { .one(try self.user(member.accountID)) },
            ])
    }

    private func pledgeEvent(_ event: PledgeEvent, of member: Member) -> JSONAPIResource {
        JSONAPIResource(
            type: "pledge-event", id: String(event.id ?? 0),
            attributes: [
                "amount_cents": .int(event.amountCents),
                "currency_code": .string(event.currencyCode),
                "date": .time(event.date),
                "payment_status": .nullable(event.paymentStatus?.rawValue),
                "pledge_payment_status": .nullable(event.pledgePaymentStatus?.rawValue),
                "tier_id": .nullable(event.tierID?.value),
                "tier_title": .nullable(event.tierTitle),
                "type": .string(event.kind.rawValue),
            ],
            related: [
                "campaign": { .one(try self.db.campaign(member.campaignID).map(self.campaign)) },
                "patron": { .one(try self.user(member.accountID)) },
                "tier": { .one(try event.tierID.flatMap { try self.db.tier($0) }.map(self.tier)) },
            ])
    }
}
