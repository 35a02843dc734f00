import HTTPTypes
import Hummingbird
import Web

extension RouteCollection<WebContext> {
    typealias Handler = @Sendable (Request, WebContext) async throws -> Response

    /// Answers a path, also with a slash behind it: with the methods that are given, and HEAD where there
    /// is GET; with the other methods it answers 405.
    ///
    /// Hummingbird by itself answers a wrong method as it answers an unknown path; Patreon tells them apart (§2.5).
    func serve(
        _ path: RouterPath, get: Handler? = nil, post: Handler? = nil, patch: Handler? = nil, delete: Handler? = nil
    ) -> Self {
        var handlers: [HTTPRequest.Method: Handler] = [:]
        if let get {
            handlers[.get] = get
            handlers[.head] = { try await get($0, $1).createHeadResponse() }
        }
        handlers[.post] = post
        handlers[.patch] = patch
        handlers[.delete] = delete
        let allowed = handlers.keys.map(\.rawValue).sorted().joined(separator: ", ")
        let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
        return methods.reduce(self) { routes, method in
            let handler = handlers[method]
            return routes.on(path, method: method) { request, context in
                guard let handler else { throw HTTPError(.methodNotAllowed, headers: [.allow: allowed]) }
                return try await handler(request, context)
            }
        }
    }
}
