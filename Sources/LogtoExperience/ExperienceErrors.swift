import Core
import HTTPTypes
import Hummingbird
import Logging
import Logto
import OAuth
import Storage
import Web

/// There is no sign-in under way that the browser could be in (spec `logto-oidc.md` §7.3).
struct NoInteraction: Error {}

/// Turns the failures of the pages into pages, and gives all of them Logto's headers.
struct ExperienceErrors: RouterMiddleware {
    let parts: ExperienceParts

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch is NoInteraction {
            response = try await self.unknownSession(request)
        } catch is OAuthError {
            // It ended between two looks at it.
            response = try await self.unknownSession(request)
        } catch let error as any HTTPResponseError {
            // A form that is too long, say: nothing that we did wrong.
            response = self.page(for: request, status: error.status)
        } catch {
            AuditTrail.current?.fail(["message": "Internal server error."])
            context.logger.error("request failed", metadata: ["error": .string(String(reflecting: error))])
            response = self.page(for: request, status: .internalServerError)
        }
        for field in Self.headers where response.headers[field.name] == nil { response.headers.append(field) }
        return response
    }

    private func unknownSession(_ request: Request) async throws -> Response {
        guard SessionGuard.covers(request) else {
            return try await self.parts.plainPage(for: request, PlainPage.unknownSession)
        }
        let experience = try await self.parts.store.read { try $0.signInExperience() }
        let target = experience.unknownSessionRedirectUrl ?? "\(self.parts.origins.logto)/unknown-session"
        return .redirect(to: target, status: .found)
    }

    private func page(for request: Request, status: HTTPResponse.Status) -> Response {
        let texts = PageTexts(Language(of: request))
        return MessagePage(tone: .error, paragraphs: [texts.unknownError]).response(
            in: PageFrame(surface: .logto, title: texts.somethingWentWrong, language: texts.language.rawValue),
            status: status, pages: self.parts.pages)
    }

    /// As on Logto's own page (§1.4).
    private static let headers: HTTPFields = [
        .cacheControl: "no-cache, no-store, must-revalidate",
        .wellFormed("Logto-Static-Package"): "experience",
        .contentSecurityPolicy:
            "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data: https: http://localhost:* http://127.0.0.1:*; frame-ancestors 'self'",
        .wellFormed("Cross-Origin-Resource-Policy"): "cross-origin",
        .wellFormed("Referrer-Policy"): "strict-origin-when-cross-origin",
        .xContentTypeOptions: "nosniff",
    ]
}
