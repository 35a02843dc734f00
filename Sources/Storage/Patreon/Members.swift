import Core
import GRDB

extension Transaction {
    package func member(_ id: ID<Member>) throws -> Member? {
        try self.row("select * from patreon_members where id = \(id)").map(self.member(from:))
    }

    package func member(account: ID<PatreonAccount>, of campaign: ID<Campaign>) throws -> Member? {
        try self.row(
            "select * from patreon_members where account_id = \(account) and campaign_id = \(campaign)"
        ).map(self.member(from:))
    }

    package func memberships(of account: ID<PatreonAccount>) throws -> [Member] {
        try self.rows("select * from patreon_members where account_id = \(account) order by number")
            .map(self.member(from:))
    }

    package func members(of campaign: ID<Campaign>) throws -> [Member] {
        try self.rows("select * from patreon_members where campaign_id = \(campaign) order by number")
            .map(self.member(from:))
    }

    package func memberCount(of campaign: ID<Campaign>) throws -> Int64 {
        try self.row("select count(*) as count from patreon_members where campaign_id = \(campaign)")?["count"] ?? 0
    }

    /// How many pay at present.
    package func patronCount(of campaign: ID<Campaign>) throws -> Int64 {
        try self.row(
            """
            select count(*) as count from patreon_members
            where campaign_id = \(campaign) and patron_status = 'active_patron'
            """)?["count"] ?? 0
    }

    /// The id that the first version of the API has for the member's pledge.
    package func pledgeNumber(of member: ID<Member>) throws -> Int64 {
        try self.row("select number from patreon_members where id = \(member)")?["number"] ?? 0
    }

    /// Inserts the member or, if there is one of its id, writes all of it but the time of its creation.
    package func put(_ member: Member) throws {
        try self.execute(
            """
            insert into patreon_members
                (id, campaign_id, account_id, patron_status, currently_entitled_amount_cents, will_pay_amount_cents,
                 lifetime_support_cents, last_charge_date, last_charge_status, next_charge_date, pledge_cadence,
                 pledge_relationship_start, note, is_free_trial, is_gifted, masks_identity, hides_email,
                 declined_since, patron_pays_fees, pledge_cap_cents, is_paused, created_at, updated_at)
            values
                (\(member.id), \(member.campaignID), \(member.accountID), \(member.patronStatus?.rawValue),
                 \(member.currentlyEntitledAmountCents), \(member.willPayAmountCents), \(member.lifetimeSupportCents),
                 \(member.lastChargeDate), \(member.lastChargeStatus?.rawValue), \(member.nextChargeDate),
                 \(member.pledgeCadence), \(member.pledgeRelationshipStart), \(member.note), \(member.isFreeTrial),
                 \(member.isGifted), \(member.masksIdentity), \(member.hidesEmail), \(member.pledge.declinedSince),
                 \(member.pledge.patronPaysFees), \(member.pledge.capCents), \(member.pledge.isPaused),
                 \(member.createdAt), \(member.updatedAt))
            on conflict (id) do update set
                campaign_id = excluded.campaign_id, account_id = excluded.account_id,
                patron_status = excluded.patron_status,
                currently_entitled_amount_cents = excluded.currently_entitled_amount_cents,
                will_pay_amount_cents = excluded.will_pay_amount_cents,
                lifetime_support_cents = excluded.lifetime_support_cents,
                last_charge_date = excluded.last_charge_date, last_charge_status = excluded.last_charge_status,
                next_charge_date = excluded.next_charge_date, pledge_cadence = excluded.pledge_cadence,
                pledge_relationship_start = excluded.pledge_relationship_start, note = excluded.note,
                is_free_trial = excluded.is_free_trial, is_gifted = excluded.is_gifted,
                masks_identity = excluded.masks_identity, hides_email = excluded.hides_email,
                declined_since = excluded.declined_since, patron_pays_fees = excluded.patron_pays_fees,
                pledge_cap_cents = excluded.pledge_cap_cents, is_paused = excluded.is_paused,
                updated_at = excluded.updated_at
            """)
        try self.put(member.address, of: member.id)
        try self.execute("delete from patreon_member_tiers where member_id = \(member.id)")
        for tier in Set(member.tierIDs) {
            try self.execute("insert into patreon_member_tiers (member_id, tier_id) values (\(member.id), \(tier))")
        }
    }

    package func delete(_ member: Member) throws {
        try self.execute("delete from patreon_members where id = \(member.id)")
    }

    func member(from row: Row) throws -> Member {
        var member = Member(row: row)
        member.address = try self.address(of: member.id)
        member.tierIDs = try self.tiers(of: member).map(\.id)
        return member
    }
}

extension Member {
    fileprivate init(row: Row) {
        self.init(
            id: row["id"], campaignID: row["campaign_id"], accountID: row["account_id"], createdAt: row["created_at"])
        let patronStatus: String? = row["patron_status"]
        let lastChargeStatus: String? = row["last_charge_status"]
        self.patronStatus = patronStatus.flatMap(PatronStatus.init)
        self.currentlyEntitledAmountCents = row["currently_entitled_amount_cents"]
        self.willPayAmountCents = row["will_pay_amount_cents"]
        self.lifetimeSupportCents = row["lifetime_support_cents"]
        self.lastChargeDate = row["last_charge_date"]
        self.lastChargeStatus = lastChargeStatus.flatMap(ChargeStatus.init)
        self.nextChargeDate = row["next_charge_date"]
        self.pledgeCadence = row["pledge_cadence"]
        self.pledgeRelationshipStart = row["pledge_relationship_start"]
        self.note = row["note"]
        self.isFreeTrial = row["is_free_trial"]
        self.isGifted = row["is_gifted"]
        self.masksIdentity = row["masks_identity"]
        self.hidesEmail = row["hides_email"]
        self.pledge.declinedSince = row["declined_since"]
        self.pledge.patronPaysFees = row["patron_pays_fees"]
        self.pledge.capCents = row["pledge_cap_cents"]
        self.pledge.isPaused = row["is_paused"]
        self.updatedAt = row["updated_at"]
    }
}
