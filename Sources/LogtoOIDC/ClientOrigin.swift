import Core
import HTTPTypes
import Hummingbird
import OAuth

/// The page that a request comes from, if a browser sent it from one: it may be only a page of the client's
/// (spec `logto-oidc.md` §17).
struct ClientOrigin: Sendable {
    private let origin: String?
    /// Logto's own, as it is configured and as it was asked.
    private let own: [String]

    init(_ request: Request, issuer: String) {
        let logto = issuer.dropLast("/oidc".count)
        self.origin = request.headers[.origin]
        self.own = [
            String(logto), "\(logto.prefix { $0 != ":" })://\(request.head.authority ?? "")",
        ]
    }

    /// To be asked as soon as the client is known, before its secret is looked at.
    func check(_ application: LogtoApplication) throws(OIDCError) {
        guard let origin, !self.own.contains(origin) else { return }
        let isAllowed =
            application.customClientMetadata.corsAllowedOrigins.contains(origin)
            || RedirectURI.originIs(origin, ofOneOf: application.oidcClientMetadata.redirectUris)
        guard isAllowed else {
            throw OIDCError(
                .invalidRequest("origin \(origin) not allowed for client: \(application.id)"), reach: .foreignOrigin)
        }
    }
}
