import Core
import Logging
import OAuth
import Storage
import Web

/// Why an authorization request comes to nothing, and who may hear of it (spec `patreon.md` §1.3).
enum AuthorizationRefusal: Error {
    /// The person alone, on Patreon's error page: no address is known that may be trusted with an answer.
    case direct(OAuthError, Context)
    /// The client, at its redirect URI.
    case redirect(OAuthError, to: String, Context)

    struct Context: Sendable {
        let request: AuthorizationRequest
        let client: PatreonClient?
        /// The check that was not passed, for the record.
        var decision: Decision?
    }

    var error: OAuthError {
        switch self {
        case .direct(let error, _), .redirect(let error, _, _): error
        }
    }

    var context: Context {
        switch self {
        case .direct(_, let context), .redirect(_, _, let context): context
        }
    }

    /// Where the browser goes, with the parameters in the order that was recorded (§1.5).
    func location(origin: String) -> String {
        let items: [(name: String, value: String?)] = [
            ("error", self.error.code.rawValue), ("error_description", self.error.description),
            ("state", self.context.request.state),
        ]
        let target =
            switch self {
            case .direct: origin + ErrorsPage.path
            case .redirect(_, let redirectURI, _): redirectURI
            }
        return RedirectLocation.adding(items, to: target)
    }

    func log(_ logger: Logger) {
        let context = self.context
        // That a person says no is no fault of anybody's.
        logger.log(
            level: self.error.code == .accessDenied ? .info : .warning, "authorization refused",
            metadata: [
                "error": .string(self.error.code.rawValue),
                "reason": .string(self.error.description ?? "none"),
                "client_id": .string(context.request.clientID?.value ?? "none"),
                "requested_redirect_uri": .string(context.request.redirectURI ?? "none"),
                "registered_redirect_uris": .array((context.client?.redirectURIs ?? []).map { .string($0) }),
                "requested_scopes": .array(context.request.scopes.map { .string($0) }),
            ])
    }

    /// What the error page needs to explain a mismatch; `nil` for other refusals.
    func redirectMismatch(at now: Instant) -> PatreonRedirectMismatch? {
        guard case .direct(let error, let context) = self, error == .mismatchingRedirectURI,
            let client = context.client, let redirectURI = context.request.redirectURI
        else { return nil }
        return PatreonRedirectMismatch(
            clientID: client.id, redirectURI: redirectURI, state: context.request.state, occurredAt: now)
    }
}

extension OAuthError {
    static let mismatchingRedirectURI = OAuthError.invalidRequest("Mismatching redirect URI.")
}
