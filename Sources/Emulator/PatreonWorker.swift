import Logging
import ServiceLifecycle

/// Has Patreon's own work done while the server runs: monthly charges, and calls of webhooks. It looks often enough for
/// nobody to wait, whether the world's clock runs or is moved.
struct PatreonWorker: Service {
    let world: World
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: .milliseconds(200))
                await self.workOnce()
            }
        }
    }

    private func workOnce() async {
        do {
            try await self.world.work(self.logger)
        } catch is CancellationError {
            // The server ends.
        } catch {
            self.logger.error("Patreon's work failed", metadata: ["error": .string(String(reflecting: error))])
        }
    }
}
