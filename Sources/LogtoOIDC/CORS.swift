import HTTPTypes
import Hummingbird
import OAuth
import Web

/// Which pages may read a route's answers (the Fetch standard's CORS protocol), as the engine's `lib/shared/cors.js` has
/// it (spec `logto-oidc.md` §17): a preflight always succeeds, and whether the page is one of the client's is found out
/// only where the client is (``ClientOrigin``).
struct CORS: RouterMiddleware {
    private let methods: String
    private let exposes: String?

    /// - Parameters:
    ///   - methods: what a preflight is told.
    ///   - exposes: headers that a page may read besides the harmless ones.
    init(_ methods: String, exposes: String? = nil) {
        self.methods = methods
        self.exposes = exposes
    }

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let origin = request.headers[.origin] ?? "*"
        if request.method == .options {
            return try await self.preflight(request, from: origin, context, next)
        }
        do {
            var response = try await next(request, context)
            response.headers.append(contentsOf: self.headers(for: origin))
            return response
        } catch let error as OIDCError {
            throw self.adding(to: error, for: origin)
        } catch let error as OAuthError {
            throw self.adding(to: OIDCError(error), for: origin)
        }
    }

    private func preflight(
        _ request: Request, from origin: String, _ context: WebContext,
        _ next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard request.headers[.accessControlRequestMethod] != nil else {
            var response = try await next(request, context)
            response.headers[.vary] = "Origin"
            return response
        }
        var headers: HTTPFields = [
            .vary: "Origin", .accessControlAllowOrigin: origin, .accessControlMaxAge: "3600",
            .accessControlAllowMethods: self.methods,
        ]
        headers[.accessControlAllowHeaders] = request.headers[.accessControlRequestHeaders]
        return Response(status: .noContent, headers: headers)
    }

    private func headers(for origin: String?) -> HTTPFields {
        var headers: HTTPFields = [.vary: "Origin"]
        headers[.accessControlAllowOrigin] = origin
        headers[.accessControlExposeHeaders] = self.exposes
        return headers
    }

    private func adding(to error: OIDCError, for origin: String) -> OIDCError {
        var error = error
        switch error.reach {
        case .everyone: error.headers.append(contentsOf: self.headers(for: origin))
        case .foreignOrigin: error.headers.append(contentsOf: self.headers(for: nil))
        case .beforeRouting: break
        }
        return error
    }
}

extension RouteCollection {
    /// The route that a browser asks first; what is no preflight finds nothing there (§1.2).
    func preflight(_ path: RouterPath) -> Self where Context == WebContext {
        self.on(path, method: .options) { request, context in OIDCRoutes.unknown(request, context) }
    }
}
