import HTTPTypes
import Hummingbird

/// Words the answer to what no route serves. Such a request passes no group's middleware, so this one stands on the
/// router itself.
package struct UnknownRoutes: RouterMiddleware {
    package typealias Answer = @Sendable (Request, WebContext) async throws -> Response

    private let answers: [(prefix: String, answer: Answer)]

    /// - Parameter answers: by the path's beginning; the first that fits counts.
    package init(_ answers: [(prefix: String, answer: Answer)]) {
        self.answers = answers
    }

    package func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            let path = request.uri.path.lowercased()
            let fitting = self.answers.first {
                $0.prefix.isEmpty || path == $0.prefix || path.hasPrefix($0.prefix + "/")
            }
            guard let fitting else { throw error }
            return try await fitting.answer(request, context)
        }
    }
}
