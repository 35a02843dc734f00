import Core
import HTTPTypes
import Hummingbird
import Logging
import Web

/// Words the console's failures: JSON `{"error": …}` under `/control`, a page elsewhere.
struct ConsoleErrors: RouterMiddleware {
    let pages: Pages

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as ConsoleError {
            return self.response(error, to: request)
        } catch let error as HTTPError where error.status == .notFound && error.body == nil {
            let message =
                "There is no \(request.method.rawValue) \(request.uri.path) here; docs/control-api.md lists what there is."
            return self.response(ConsoleError(.notFound, message), to: request)
        } catch let error as HTTPError {
            return self.response(ConsoleError(error.status, error.body ?? error.status.reasonPhrase), to: request)
        } catch {
            context.logger.error("request failed", metadata: ["error": .string(String(reflecting: error))])
            let message = "Something went wrong in the emulator; its log says what."
            return self.response(ConsoleError(.internalServerError, message), to: request)
        }
    }

    private func response(_ error: ConsoleError, to request: Request) -> Response {
        let path = request.uri.path
        if path == "/control" || path.hasPrefix("/control/") {
            return .json(["error": .string(error.message)], status: error.status)
        }
        let title = error.status == .notFound ? "Not found" : "Not possible"
        return MessagePage(
            tone: .error, paragraphs: [error.message],
            link: MessagePage.Link(href: "/console", text: "To the overview")
        ).response(in: PageFrame(surface: .console, title: title), status: error.status, pages: self.pages)
    }
}
