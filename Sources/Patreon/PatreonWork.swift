import Core
import Logging
import Storage

/// What Patreon does without being asked: charges members when a month begins, and calls webhooks. A service does it all
/// the time; a test, when it has moved the clock.
package struct PatreonWork: Sendable {
    private let time: TimeSource
    private let charges: MonthlyCharges
    private let delivery: WebhookDelivery

    package init(store: Store, time: TimeSource, entropy: Entropy, origins: Origins, delivery: WebhookDelivery) {
        self.time = time
        self.charges = MonthlyCharges(
            store: store, life: MembershipLife(entropy: entropy, queue: WebhookQueue(origin: origins.patreon)))
        self.delivery = delivery
    }

    /// What was done.
    package struct Done: Equatable, Sendable {
        package var charges: [ChargeRun] = []
        package var calls = 0
    }

    /// Begins to follow the clock.
    package func begin(in db: Transaction) throws {
        try MonthlyCharges.begin(in: db, at: self.time.now)
    }

    @discardableResult
    package func run(_ logger: Logger) async throws -> Done {
        let charges = try await self.charges.run(until: self.time.now)
        return Done(charges: charges, calls: try await self.delivery.deliverDue(logger))
    }
}
