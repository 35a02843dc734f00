import HTTPTypes
import Hummingbird
import Web

/// What the engine's router would not match: of slashes at the end of a path it tolerates one, and none within
/// (spec `logto-oidc.md` §1.2).
struct OIDCPaths: RouterMiddleware {
    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard !Self.hasEmptySegment(request.uri.path) else { return OIDCRoutes.unknown(request, context) }
        return try await next(request, context)
    }

    private static func hasEmptySegment(_ path: String) -> Bool {
        let slash = UInt8(ascii: "/")
        return zip(path.utf8, path.utf8.dropFirst()).contains { $0 == slash && $1 == slash }
    }
}

/// Keeps answers out of caches (§1.4); a route that is not there has nothing to say about it.
struct NoStore: RouterMiddleware {
    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if response.status != .notFound { response.headers[.cacheControl] = "no-store" }
        return response
    }
}
