import Core
import HTTPTypes
import Hummingbird
import Web

/// The network in front of Patreon: drops programs that do not say what they are, and for a while everybody after too
/// many bad answers (spec `patreon.md` §3.1, §3.7, §3.8). Does nothing unless it is switched on.
struct PatreonEdge: RouterMiddleware {
    let parts: PatreonParts
    let limits: RateLimits

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        if self.parts.switches.requireUserAgent, Self.isForPrograms(path), request.headers[.userAgent] ?? "" == "" {
            context.decision.note(Decision("edge.user-agent", "There is no User-Agent header."))
            return Self.refused
        }
        let now = self.parts.time.now
        do {
            try self.limits.passEdge(at: now)
        } catch {
            context.decision.note(Decision("edge.bad-answers", "Too many requests were answered with an error."))
            return Self.response(error)
        }
        let response = try await next(request, context)
        if (400...499).contains(response.status.code) { self.limits.noteBadAnswer(at: now) }
        return response
    }

    private static func isForPrograms(_ path: String) -> Bool {
        path.hasPrefix("/api/") && !path.hasPrefix("/api/oauth2/authorize") || path.hasPrefix("/oauth2/token")
            || path.hasPrefix("/oauth2/api/")
    }

    /// What it says to whom it does not let through for a while.
    static var blocked: Response { Self.response(.blockedByEdge) }

    /// What it says to whom it does not like.
    static var refused: Response { .html(Self.refusal, status: .forbidden) }

    private static func response(_ error: PatreonError) -> Response {
        .json(error.document(id: ""), status: error.status, style: .spaced, type: "application/json")
    }

    private static let refusal = """
        <!DOCTYPE html>
        <html><head><title>Access denied</title></head>
        <body><h1>Error 1020</h1><p>Access denied. Requests to Patreon need a User-Agent header.</p></body></html>

        """
}
