import Core
import GRDB

extension Transaction {
    /// The oldest first.
    package func pledgeEvents(of member: ID<Member>) throws -> [PledgeEvent] {
        try self.rows("select * from patreon_pledge_events where member_id = \(member) order by date, id")
            .map(PledgeEvent.init(row:))
    }

    package func deletePledgeEvents(of member: ID<Member>) throws {
        try self.execute("delete from patreon_pledge_events where member_id = \(member)")
    }

    package func insert(_ event: PledgeEvent) throws {
        try self.execute(
            """
            insert into patreon_pledge_events
                (member_id, type, date, amount_cents, currency_code, payment_status, pledge_payment_status, tier_id,
                 tier_title)
            values
                (\(event.memberID), \(event.kind.rawValue), \(event.date), \(event.amountCents), \(event.currencyCode),
                 \(event.paymentStatus?.rawValue), \(event.pledgePaymentStatus?.rawValue), \(event.tierID),
                 \(event.tierTitle))
            """)
    }
}

extension PledgeEvent {
    fileprivate init(row: Row) {
        self.init(
            memberID: row["member_id"], kind: Kind(rawValue: row["type"]) ?? .subscription, date: row["date"],
            amountCents: row["amount_cents"], currencyCode: row["currency_code"])
        let paymentStatus: String? = row["payment_status"]
        let pledgePaymentStatus: String? = row["pledge_payment_status"]
        self.id = row["id"]
        self.paymentStatus = paymentStatus.flatMap(ChargeStatus.init)
        self.pledgePaymentStatus = pledgePaymentStatus.flatMap(PledgePaymentStatus.init)
        self.tierID = row["tier_id"]
        self.tierTitle = row["tier_title"]
    }
}
