import Core
import HTTPTypes
import Hummingbird
import Logging

extension HTTPField.Name {
    /// Says on every response that no real service sent it.
    package static let emulator = HTTPField.Name.wellFormed("X-Emulator")

    /// For names that are written in the source; a malformed one is a mistake of ours.
    package static func wellFormed(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is the name of a header") }
        return field
    }
}

/// Marks every response as the emulator's, and writes a line into the log for each request: its route, never its
/// address, which may carry codes.
package struct EmulatorMark: RouterMiddleware {
    private let surface: String

    package init(surface: String) {
        self.surface = surface
    }

    package func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.emulator] = Product.mark
        context.logger.debug(
            "answered",
            metadata: [
                "surface": .string(self.surface), "method": .string(request.method.rawValue),
                "route": .string(context.endpointPath ?? "none"), "status": .stringConvertible(response.status.code),
            ])
        return response
    }
}
