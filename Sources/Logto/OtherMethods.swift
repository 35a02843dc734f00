import HTTPTypes
import Hummingbird
import Web

/// Answers a path that there is, for a method that it does not have, as the middleware of Logto's router does (spec
/// `logto-management-api.md` §1.2). It comes after the routes: whatever has one does not get here.
package struct OtherMethods: RouterMiddleware {
    private let paths: [(path: RouterPath, methods: [HTTPRequest.Method])]

    /// - Parameters:
    ///   - router: with all of its routes.
    ///   - prefix: of the paths that are meant.
    package init(of router: Router<WebContext>, under prefix: String) {
        var paths: [(path: RouterPath, methods: [HTTPRequest.Method])] = []
        for route in router.routes where route.path.description.hasPrefix(prefix) {
            if let index = paths.firstIndex(where: { $0.path == route.path }) {
                paths[index].methods.append(route.method)
            } else {
                paths.append((route.path, [route.method]))
            }
        }
        self.paths = paths.map { path, methods in
            // HEAD comes with GET, but only once the router answers.
            let all = methods.contains(.get) ? methods + [.head] : methods
            return (path, Self.known.filter(all.contains))
        }
    }

    package func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let segments = request.uri.path.lowercased().split(separator: "/")
        let known = self.paths.first { path, methods in
            path.components.count == segments.count && !methods.contains(request.method)
                && zip(path.components, segments).allSatisfy { $0.lowercased() ~= $1 }
        }
        guard let known else { return try await next(request, context) }
        if let preflight = APICORS.preflight(request) { return preflight }
        var response = Self.answer(request.method, allowed: known.methods)
        APICORS.add(to: &response, for: request)
        SecurityHeaders.add(to: &response)
        return response
    }

    /// 405; 200 where somebody only asks; 501 for a method that the router does not know at all.
    package static func answer(_ method: HTTPRequest.Method, allowed: [HTTPRequest.Method]) -> Response {
        let status: HTTPResponse.Status =
            method == .options ? .ok : Self.known.contains(method) ? .methodNotAllowed : .notImplemented
        var response = status == .ok ? Response(status: .ok) : Response.text(status.reasonPhrase, status: status)
        response.headers[.allow] = allowed.map(\.rawValue).joined(separator: ", ")
        return response
    }

    private static let known: [HTTPRequest.Method] = [.head, .get, .put, .patch, .post, .delete]
}
