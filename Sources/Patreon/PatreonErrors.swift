import Core
import HTTPTypes
import Hummingbird
import JOSE
import Logging
import Storage
import Web

/// Turns whatever Patreon's endpoints throw into what Patreon sends: JSON:API errors where programs ask, OAuth's flat
/// objects at the token endpoint, redirects and pages where browsers ask (spec `patreon.md` §1.3, §2.5, §3.7).
struct PatreonErrors: RouterMiddleware {
    let parts: PatreonParts

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let audience = Audience(path: request.uri.path)
        var response: Response
        do {
            response = try await self.answer(to: audience, request, context) {
                try await next(request, context)
            }
        } catch {
            context.logger.error("request failed", metadata: ["error": .string(String(reflecting: error))])
            response = self.response(.internalError, to: audience)
        }
        if audience.isProgram {
            response.headers[.patreonUUID] = self.parts.entropy.uuid()
            response.headers[.patreonSHA] = Self.build
            response.headers[.cacheControl] = response.headers[.cacheControl] ?? "private"
        }
        return response
    }

    /// - Throws: what is nobody's fault but ours.
    private func answer(
        to audience: Audience, _ request: Request, _ context: WebContext, _ endpoint: () async throws -> Response
    ) async throws -> Response {
        do {
            return try await endpoint()
        } catch let refusal as AuthorizationRefusal {
            refusal.log(context.logger)
            context.decision.note(refusal)
            try await self.remember(refusal)
            let origin = request.patreonOrigin(self.parts.origins.patreon)
            return .redirect(to: refusal.location(origin: origin), status: .found)
        } catch let refusal as TokenRefusal {
            let switches = self.parts.switches
            refusal.log(context.logger, switches)
            context.decision.note(refusal.decision)
            return .tokenJSON(refusal.body(switches), status: refusal.status(switches))
        } catch let error as PatreonError {
            context.decision.note(error.decision ?? Decision("api.answer", error.detail))
            return self.response(error, to: audience)
        } catch let error as any HTTPResponseError {
            // Hummingbird's own, and NIO's for a body that is too long.
            let wording = PatreonError(error.status)
            context.decision.note(Decision("api.answer", wording.detail))
            var response = self.response(wording, to: audience)
            response.headers.append(contentsOf: (error as? HTTPError)?.headers ?? [:])
            return response
        }
    }

    /// How a path words an error.
    func response(_ error: PatreonError, at path: String) -> Response {
        self.response(error, to: Audience(path: path))
    }

    private func response(_ error: PatreonError, to audience: Audience) -> Response {
        switch audience {
        case .program(let version):
            .json(
                error.document(id: self.parts.entropy.uuid()), status: error.status, style: .spaced,
                type: version == .v2 ? self.parts.switches.v2ContentType.rawValue : "application/json")
        case .browser:
            MessagePage(tone: .error, paragraphs: [error.detail])
                .response(
                    in: PageFrame(surface: .patreon, title: error.title), status: error.status, pages: self.parts.pages)
        }
    }

    /// 40 hexadecimal digits, as a commit has.
    private static let build = Digest.sha1.hash(Product.mark.utf8)
        .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()

    /// The error page's address has no room for what it should explain, so it is kept here (§1.5).
    private func remember(_ refusal: AuthorizationRefusal) async throws {
        guard let mismatch = refusal.redirectMismatch(at: self.parts.time.now) else { return }
        try await self.parts.store.transaction { try $0.insert(mismatch) }
    }
}

extension PatreonErrors {
    /// Who asks at a path: programs, which get documents of a type, or people, who get pages.
    private enum Audience {
        case program(Version)
        case browser

        enum Version { case v1, v2 }

        init(path: String) {
            let segments = path.split(separator: "/").prefix(3).map(String.init)
            switch segments {
            case ["api", "oauth2", "authorize"]: self = .browser
            case ["api", "oauth2", "v2"]: self = .program(.v2)
            case _ where segments.first == "api", _ where Self.oldHost.contains(Array(segments.prefix(2))):
                self = .program(.v1)
            default: self = .browser
            }
        }

        /// Paths of `api.patreon.com` (§0.4).
        private static let oldHost = [["oauth2", "token"], ["oauth2", "api"]]

        var isProgram: Bool {
            if case .program = self { true } else { false }
        }
    }
}

extension HTTPField.Name {
    /// What one quotes to Patreon's support (§3.2).
    fileprivate static let patreonUUID = HTTPField.Name.wellFormed("x-patreon-uuid")
    /// The build that answered.
    fileprivate static let patreonSHA = HTTPField.Name.wellFormed("x-patreon-sha")
}
