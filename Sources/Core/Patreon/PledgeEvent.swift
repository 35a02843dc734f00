/// Something that happened to a membership: the entries of `pledge_history` (spec `patreon.md` §4.6).
package struct PledgeEvent: Equatable, Sendable {
    /// Given by the database.
    package var id: Int64?
    package var memberID: ID<Member>
    package var kind: Kind
    package var date: Instant
    /// In the patron's currency.
    package var amountCents: Int64
    package var currencyCode: String
    package var paymentStatus: ChargeStatus?
    package var pledgePaymentStatus: PledgePaymentStatus?
    package var tierID: ID<Tier>?
    /// Kept, because a tier may be renamed or deleted.
    package var tierTitle: String?

    package init(memberID: ID<Member>, kind: Kind, date: Instant, amountCents: Int64, currencyCode: String) {
        self.memberID = memberID
        self.kind = kind
        self.date = date
        self.amountCents = amountCents
        self.currencyCode = currencyCode
    }

    package enum Kind: String, CaseIterable, Sendable {
        case start = "pledge_start"
        case upgrade = "pledge_upgrade"
        case downgrade = "pledge_downgrade"
        case delete = "pledge_delete"
        /// A charge.
        case subscription
    }

    package enum PledgePaymentStatus: String, CaseIterable, Sendable {
        case queued, pending, valid, declined, fraud, disabled
    }
}
