import Core
import Logging
import ServiceLifecycle
import Storage

/// Throws away what has expired, once a minute, so that a server that runs for long does not grow.
struct ExpirySweep: Service {
    let store: Store
    let time: TimeSource
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: .seconds(60))
                await self.sweep()
            }
        }
    }

    private func sweep() async {
        do {
            let now = self.time.now
            try await self.store.transaction { try $0.deleteExpired(at: now) }
        } catch {
            self.logger.error("sweep failed", metadata: ["error": .string(String(reflecting: error))])
        }
    }
}
