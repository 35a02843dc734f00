import Core
import Logging
import Storage
import Synchronization
import Web

/// Calls webhooks after the request that set them off, and keeps what came of it (spec `logto-management-api.md` §8.3,
/// §8.5). Like Logto it calls once: what does not arrive is in the log, and lost.
package final class HookDelivery: Sendable {
    private static let mostAtOnce = 10

    private let store: Store
    private let time: TimeSource
    private let entropy: Entropy
    private let outbound: Outbound
    private let underway = Mutex(Underway())

    private struct Underway {
        var tasks: [Int: Task<Void, Never>] = [:]
        var next = 0
    }

    package init(store: Store, time: TimeSource, entropy: Entropy, outbound: Outbound) {
        self.store = store
        self.time = time
        self.entropy = entropy
        self.outbound = outbound
    }

    /// Returns at once.
    func send(_ triggers: [HookTrigger], _ logger: Logger) {
        guard !triggers.isEmpty else { return }
        self.underway.withLock { underway in
            let number = underway.next
            underway.next += 1
            underway.tasks[number] = Task {
                await self.deliver(triggers, logger)
                self.underway.withLock { $0.tasks[number] = nil }
            }
        }
    }

    /// Waits until nothing is under way any more.
    package func settle() async {
        while let task = self.underway.withLock({ $0.tasks.values.first }) { await task.value }
    }

    private func deliver(_ triggers: [HookTrigger], _ logger: Logger) async {
        do {
            let hooks = try await self.store.read { try $0.hooks() }
            var waiting = triggers.flatMap { trigger in
                hooks.filter { $0.wants(trigger.event) }.map { (trigger, $0) }
            }[...]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (trigger, hook) in waiting.prefix(Self.mostAtOnce) {
                    group.addTask { try await self.call(hook, about: trigger, logger) }
                }
                waiting = waiting.dropFirst(Self.mostAtOnce)
                while try await group.next() != nil {
                    guard let (trigger, hook) = waiting.popFirst() else { continue }
                    group.addTask { try await self.call(hook, about: trigger, logger) }
                }
            }
        } catch {
            logger.error("webhooks not called", metadata: ["error": .string(String(reflecting: error))])
        }
    }

    private func call(_ hook: Hook, about trigger: HookTrigger, _ logger: Logger) async throws {
        let call = HookCall(
            config: hook.config, signingKey: hook.signingKey,
            payload: trigger.payload.adding(["hookId": .string(hook.id.value)]))
        let outcome = await call.send(self.outbound)
        let payload = call.logPayload(outcome, event: trigger.event, hook: hook.id)
        let entry = LogEntry(
            id: ID(self.entropy.longID()), key: "TriggerHook.\(trigger.event)", payload: payload,
            createdAt: self.time.now)
        logger.info(
            "Logto's webhook called",
            metadata: [
                "hook_id": .string(hook.id.value), "event": .string(trigger.event),
                "result": .string(payload["result"]?.string ?? ""),
            ])
        try await self.store.transaction { try $0.insert(entry) }
    }
}
