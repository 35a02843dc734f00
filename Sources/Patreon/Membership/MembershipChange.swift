import Core
import Storage

/// What a membership's story is told with: what it becomes, what is added to its history, and what webhooks hear of it.
/// Pure; ``MembershipLife`` writes it down.
struct MembershipChange: Equatable, Sendable {
    var member: Member
    /// Whether the row goes away.
    var isDeletion = false
    var history: [PledgeEvent] = []
    /// In the order in which they are told.
    var triggers: [WebhookTrigger] = []
}

/// Why a change makes no sense for a membership as it is.
struct MembershipRefusal: Error, Equatable {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
