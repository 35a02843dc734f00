import Core
import HTTPTypes
import Hummingbird
import Logging
import Storage
import Web

/// Gives every request its ``AuditTrail``: writes what is left of it when the request ends, and has the webhooks called
/// that it set off.
package struct Auditing: RouterMiddleware {
    private let store: Store
    private let time: TimeSource
    private let entropy: Entropy
    private let hooks: HookDelivery

    package init(store: Store, time: TimeSource, entropy: Entropy, hooks: HookDelivery) {
        self.store = store
        self.time = time
        self.entropy = entropy
        self.hooks = hooks
    }

    package func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let trail = AuditTrail(
            ip: context.remoteAddress, userAgent: request.headers[.userAgent], time: self.time, entropy: self.entropy)
        do {
            let response = try await trail.run { try await next(request, context) }
            await self.finish(trail, context.logger)
            return response
        } catch {
            trail.fail(["message": .string("Internal server error.")])
            await self.finish(trail, context.logger)
            throw error
        }
    }

    private func finish(_ trail: AuditTrail, _ logger: Logger) async {
        if !trail.isWritten {
            do {
                try await self.store.transaction { try trail.write(in: $0) }
            } catch {
                logger.error("audit log not written", metadata: ["error": .string(String(reflecting: error))])
            }
        }
        self.hooks.send(trail.takeTriggers(), logger)
    }
}
