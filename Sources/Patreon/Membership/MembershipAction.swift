import Core
import Storage

/// What can be done with a membership from outside.
enum MembershipAction: Equatable, Sendable {
    case changeTier(to: String, amount: Int64?)
    /// As on the first of a month.
    case charge
    /// A charge that the card refuses.
    case decline
    case refund(as: ChargeStatus, amount: Int64?)
    case leave
    case delete

    static let refunds: [ChargeStatus] = [
        .refunded, .partiallyRefunded, .refundedByPatreon, .refundPending, .refundDeclined, .fraud,
    ]
}

extension MembershipLife {
    /// - Throws: ``MembershipRefusal``
    func act(
        _ action: MembershipAction, on member: Member, in db: Transaction, at now: Instant
    ) throws -> MembershipChange {
        let campaign = try db.controlledCampaign(member.campaignID.value)
        let rules = try self.rules(campaign, for: member, in: db, at: now)
        let change =
            switch action {
            case .changeTier(let tier, let amount):
                try rules.changeTier(member, to: try db.controlledTier(tier, of: campaign), amount: amount)
            case .charge:
                try rules.charge(
                    member,
                    isDeclined: try db.patreonAccount(member.accountID)?.behaviours.contains(.declinedCard) ?? false)
            case .decline: try rules.charge(member, isDeclined: true)
            case .refund(let status, let amount): try rules.refund(member, as: status, amount: amount)
            case .leave: try rules.leave(member)
            case .delete: rules.delete(member)
            }
        return try self.write(change, in: db, at: now)
    }
}
