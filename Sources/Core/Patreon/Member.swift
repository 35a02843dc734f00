/// An account's membership in a campaign (spec `patreon.md` §4.5). One row serves both versions of the API: what the
/// first calls a pledge is a membership that pays.
package struct Member: Equatable, Sendable {
    /// A UUID, and not the account's id.
    package var id: ID<Member>
    package var campaignID: ID<Campaign>
    package var accountID: ID<PatreonAccount>
    /// `nil` for who never paid, free members among them.
    package var patronStatus: PatronStatus?
    /// In the order of their amounts.
    package var tierIDs: [ID<Tier>] = []
    package var currentlyEntitledAmountCents: Int64 = 0
    package var willPayAmountCents: Int64 = 0
    package var lifetimeSupportCents: Int64 = 0
    package var lastChargeDate: Instant?
    package var lastChargeStatus: ChargeStatus?
    package var nextChargeDate: Instant?
    /// In months: 1 or 12.
    package var pledgeCadence: Int64?
    package var pledgeRelationshipStart: Instant?
    /// The creator's.
    package var note = ""
    package var isFreeTrial = false
    package var isGifted = false
    /// The creator sees neither name nor e-mail address (§3.5).
    package var masksIdentity = false
    /// The creator does not see the e-mail address (§8, persona 22).
    package var hidesEmail = false
    package var address: MemberAddress?
    /// What only the first version of the API says of a pledge (§3.6).
    package var pledge = Pledge()
    package var createdAt: Instant
    package var updatedAt: Instant

    package init(id: ID<Member>, campaignID: ID<Campaign>, accountID: ID<PatreonAccount>, createdAt: Instant) {
        self.id = id
        self.campaignID = campaignID
        self.accountID = accountID
        self.createdAt = createdAt
        self.updatedAt = createdAt
    }

    package enum PatronStatus: String, CaseIterable, Sendable {
        case active = "active_patron"
        case declined = "declined_patron"
        case former = "former_patron"
    }

    package struct Pledge: Equatable, Sendable {
        package var declinedSince: Instant?
        package var patronPaysFees = false
        package var capCents: Int64?
        package var isPaused = false

        package init() {}
    }

    /// Whether the first version of the API has a pledge for it: not for who does not pay (§8, personas 13 to 17).
    package var isPledge: Bool {
        (self.patronStatus == .active || self.patronStatus == .declined) && !self.isGifted && !self.isFreeTrial
            && self.willPayAmountCents > 0
    }
}

/// How a charge went (§4.5). Only `Paid` is success.
package enum ChargeStatus: String, CaseIterable, Sendable {
    case paid = "Paid"
    case declined = "Declined"
    case deleted = "Deleted"
    case pending = "Pending"
    case refunded = "Refunded"
    case fraud = "Fraud"
    case refundedByPatreon = "Refunded by Patreon"
    case other = "Other"
    case partiallyRefunded = "Partially Refunded"
    case freeTrial = "Free Trial"
    case refundPending = "Refund Pending"
    case refundDeclined = "Refund Declined"
}

/// Where a member has things sent to (§4.6).
package struct MemberAddress: Equatable, Sendable {
    /// Given by the database.
    package var id: Int64?
    package var addressee: String?
    package var line1: String?
    package var line2: String?
    package var city: String
    package var postalCode: String?
    package var state: String?
    package var country: String
    package var phoneNumber: String?
    package var createdAt: Instant

    package init(city: String, country: String, createdAt: Instant) {
        self.city = city
        self.country = country
        self.createdAt = createdAt
    }
}
