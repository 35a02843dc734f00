import Core
import Storage

extension V1Resources {
    /// A membership that pays (§3.6).
    func pledge(_ member: Member) throws -> JSONAPIResource {
        JSONAPIResource(
            type: "pledge", id: String(try self.db.pledgeNumber(of: member.id)),
            attributes: try self.attributes(of: member),
            related: [
                "address": { .one(self.mayRead(member) ? member.address.map(self.address) : nil) },
                "creator": {
                    .one(try self.db.campaign(member.campaignID).flatMap { try self.user($0.ownerID) })
                },
                "patron": { .one(try self.user(member.accountID)) },
                "reward": { .one(try self.db.tiers(of: member).last.map(self.reward)) },
            ])
    }

    private func mayRead(_ member: Member) -> Bool {
        self.isOwn(member.accountID) || self.mayReadPledges && member.campaignID == self.ownCampaign?.id
    }

    private func attributes(of member: Member) throws -> [String: JSON] {
        let account = try self.db.patreonAccount(member.accountID)
        let campaign = try self.db.campaign(member.campaignID)
        let isDeclined = member.patronStatus == .declined
        return [
            "amount_cents": .int(member.willPayAmountCents),
            "created_at": .v1Time(member.pledgeRelationshipStart ?? member.createdAt),
            "currency": .string(account?.profile.currency ?? campaign?.currency ?? "USD"),
            // Whoever finds a time here must not count on the pledge.
            "declined_since": .v1Time(isDeclined ? member.pledge.declinedSince : nil),
            "has_shipping_address": .bool(member.address != nil),
            "is_paused": .bool(member.pledge.isPaused),
            "patron_pays_fees": .bool(member.pledge.patronPaysFees),
            "pledge_cap_cents": .nullable(member.pledge.capCents),
            "status": .string(isDeclined ? "declined" : member.lastChargeStatus == .pending ? "pending" : "valid"),
            "total_historical_amount_cents": .int(member.lifetimeSupportCents),
        ]
    }

    private func address(_ address: MemberAddress) -> JSONAPIResource {
        JSONAPIResource(
            type: "address", id: String(address.id ?? 0),
            attributes: [
                "addressee": .nullable(address.addressee), "city": .string(address.city),
                "country": .string(address.country), "line_1": .nullable(address.line1),
                "line_2": .nullable(address.line2), "phone_number": .nullable(address.phoneNumber),
                "postal_code": .nullable(address.postalCode), "state": .nullable(address.state),
            ])
    }
}
