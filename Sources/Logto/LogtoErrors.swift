import Core
import HTTPTypes
import Hummingbird
import Logging
import OAuth
import Web

/// Turns the errors of Logto's own APIs into responses (spec `logto-management-api.md` §1.2 and §2.1).
package struct LogtoErrors: RouterMiddleware {
    package init() {}

    package func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as LogtoError {
            AuditTrail.current?.fail(error)
            return .json(error.body(in: Language(of: request)), status: error.status)
        } catch let error as OAuthError {
            AuditTrail.current?.fail(["message": .string(error.description ?? error.code.rawValue)])
            return .json(error.body(in: Language(of: request)), status: .badRequest)
        } catch let error as any HTTPResponseError where error.status == .contentTooLarge {
            // Logto loses this error on the way out (§1.2).
            return .text("Not Found", status: .notFound)
        } catch {
            AuditTrail.current?.fail(["message": "Internal server error."])
            context.logger.error("request failed", metadata: ["error": .string(String(reflecting: error))])
            return .json(["message": "Internal server error."], status: .internalServerError)
        }
    }
}
