import HTTPTypes
import Hummingbird
import Web

/// The headers that Logto puts on everything under `/oidc` and `/api` (spec `logto-oidc.md` §1.4).
package struct SecurityHeaders: RouterMiddleware {
    package init() {}

    package func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        Self.add(to: &response)
        return response
    }

    /// For answers that pass no middleware.
    package static func add(to response: inout Response) {
        for field in Self.fields where response.headers[field.name] == nil {
            response.headers.append(field)
        }
    }

    private static let fields: [HTTPField] = [
        HTTPField(name: .wellFormed("Cross-Origin-Resource-Policy"), value: "same-origin"),
        HTTPField(name: .wellFormed("Origin-Agent-Cluster"), value: "?1"),
        HTTPField(name: .wellFormed("Referrer-Policy"), value: "strict-origin-when-cross-origin"),
        HTTPField(name: .strictTransportSecurity, value: "max-age=15552000; includeSubDomains"),
        HTTPField(name: .xContentTypeOptions, value: "nosniff"),
        HTTPField(name: .wellFormed("X-Download-Options"), value: "noopen"),
        HTTPField(name: .wellFormed("X-Frame-Options"), value: "SAMEORIGIN"),
        HTTPField(name: .wellFormed("X-Permitted-Cross-Domain-Policies"), value: "none"),
        HTTPField(name: .wellFormed("X-XSS-Protection"), value: "0"),
    ]
}

/// `Logto-Core-Request-Id` on every response of Logto's origin (§1.1).
package struct LogtoRequestID: RouterMiddleware {
    private let makeID: @Sendable () -> String

    package init(_ makeID: @escaping @Sendable () -> String) {
        self.makeID = makeID
    }

    package func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.wellFormed("Logto-Core-Request-Id")] = self.makeID()
        return response
    }
}
