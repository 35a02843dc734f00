/// A verification code: whoever knows it reads what is sent to an address (spec `logto-oidc.md` §8.2,
/// `logto-management-api.md` §6.11).
package struct Passcode: Equatable, Sendable {
    package var id: String
    /// The interaction in which it was asked for; `nil` for one that an API asked for.
    package var interactionUID: String?
    package var address: MessageAddress
    package var purpose: MessagePurpose
    /// Six digits.
    package var code: String
    package var isConsumed: Bool
    /// How many wrong codes were tried in its place.
    package var tryCount: Int64
    package var createdAt: Instant

    package init(
        id: String, interactionUID: String?, address: MessageAddress, purpose: MessagePurpose, code: String,
        isConsumed: Bool = false, tryCount: Int64 = 0, createdAt: Instant
    ) {
        self.id = id
        self.interactionUID = interactionUID
        self.address = address
        self.purpose = purpose
        self.code = code
        self.isConsumed = isConsumed
        self.tryCount = tryCount
        self.createdAt = createdAt
    }
}

extension Entropy {
    package func passcodeID() -> String { self.string(21, of: .urlSafe) }

    /// Six digits.
    package func passcode() -> String { self.string(6, of: .decimal) }
}
