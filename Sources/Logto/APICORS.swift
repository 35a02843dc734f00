import HTTPTypes
import Hummingbird
import Web

/// Which pages may read what Logto's APIs answer (spec `logto-management-api.md` §1.3): any, outside of production.
package struct APICORS: RouterMiddleware {
    package init() {}

    package func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        if let preflight = Self.preflight(request) { return preflight }
        var response = try await next(request, context)
        Self.add(to: &response, for: request)
        return response
    }

    /// The answer to a preflight; `nil` for another request.
    package static func preflight(_ request: Request) -> Response? {
        guard request.method == .options, let origin = request.headers[.origin],
            request.headers[.accessControlRequestMethod] != nil
        else { return nil }
        var headers: HTTPFields = [
            .vary: "Origin", .accessControlAllowOrigin: origin,
            .accessControlAllowMethods: "GET,HEAD,PUT,POST,DELETE,PATCH",
        ]
        headers[.accessControlAllowHeaders] = request.headers[.accessControlRequestHeaders]
        return Response(status: .noContent, headers: headers)
    }

    /// - Parameter isForUsers: whether it is one of the APIs that any page may use, whatever it is.
    package static func add(to response: inout Response, for request: Request, isForUsers: Bool = false) {
        response.headers[.vary] = "Origin"
        response.headers[.accessControlAllowOrigin] = request.headers[.origin] ?? (isForUsers ? "*" : nil)
        response.headers[.accessControlExposeHeaders] = "*"
    }

    /// The answer to a path that no router knows.
    package static func notFound(_ request: Request) -> Response {
        if let preflight = Self.preflight(request) { return preflight }
        var response = Response.text("Not Found", status: .notFound)
        Self.add(to: &response, for: request)
        SecurityHeaders.add(to: &response)
        return response
    }
}
