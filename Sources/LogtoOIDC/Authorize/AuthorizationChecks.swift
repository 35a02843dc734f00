import Core
import JOSE
import Logto
import OAuth
import Storage

/// An authorization request that passed its checks.
struct AcceptedRequest: Sendable {
    let request: AuthorizationRequest
    let application: LogtoApplication
    /// As it was sent, or the only one that is registered.
    let redirectURI: String
    let mode: ResponseMode
    /// The scopes that can be granted: the provider's own and, where APIs are named, whatever those may have.
    let scopes: [String]
    /// The APIs that are named, else the tenant's default one; all of them known.
    let resources: [String]
    let prompts: [String]
    /// Seconds.
    let maxAge: Int64?
    /// Whom the client expects (OpenID Connect Core §3.1.2.1, `id_token_hint`).
    let hintedUserID: ID<LogtoUser>?
}

/// Why a request goes no further, and who may hear of it.
enum Refusal: Error, Sendable {
    /// Only the browser: there is no address that can be trusted.
    case direct(OAuthError, state: String?)
    case redirect(OAuthError, to: ResponseTarget)
}

/// The checks of `/oidc/auth`, in the engine's order (spec `logto-oidc.md` §6.2; the numbers are its rows).
struct AuthorizationChecks {
    var request: AuthorizationRequest
    let keys: [JWK]
    let issuer: String
    /// Where applications and APIs are looked up.
    let db: Transaction
    /// How a request is found that was sent ahead and still counts.
    var pushedRequest: (String) throws -> PushedRequest? = { _ in nil }

    /// Runs all checks that need no session.
    ///
    /// - Throws: ``Refusal``, or the error of the look-up.
    func run() throws -> AcceptedRequest {
        do {
            if let error = OAuthError.repeated(self.request.repeatedNames) { throw error }  // 2
            if self.request["request"] != nil { throw OAuthError(.requestNotSupported) }  // 3
            let application = try self.client()  // 4, 5
            guard let pushed = try self.pushed(by: application) else {  // 6, 7
                return try self.checked(for: application)
            }
            // From here on only what was sent ahead counts, also for where errors go.
            var checks = self
            checks.request = pushed
            return try checks.runPushed(for: application)
        } catch let error as OAuthError {
            throw try self.refusal(error)
        }
    }

    private func runPushed(for application: LogtoApplication) throws -> AcceptedRequest {
        do {
            return try self.checked(for: application)
        } catch let error as OAuthError {
            throw try self.refusal(error)
        }
    }

    /// The checks of a request that its client sends ahead (§16): it is the client who hears of an error, and there a
    /// redirect URI is wrong like any other parameter.
    func runAhead(for application: LogtoApplication) throws {
        if let error = OAuthError.repeated(self.request.repeatedNames) { throw error }
        if self.request["request"] != nil { throw OAuthError(.requestNotSupported) }
        if self.request["request_uri"] != nil { throw OAuthError(.requestURINotSupported) }
        do {
            _ = try self.checked(for: application)
        } catch let error as OAuthError where error.code == .invalidRedirectURI {
            throw OAuthError(.invalidRequest, error.description)
        }
    }

    private func checked(for application: LogtoApplication) throws -> AcceptedRequest {
        let mode = try self.responseMode()  // 8
        let redirectURI = self.redirectURI(of: application)  // 9
        guard let responseType = self.request["response_type"] else {  // 10
            throw OAuthError.invalidRequest("missing required parameter 'response_type'")
        }
        if self.request["registration"] != nil { throw OAuthError(.registrationNotSupported) }  // 11
        try self.allow(responseType, for: application)  // 12
        guard let redirectURI else {  // 13
            throw OAuthError.invalidRequest("missing required parameter 'redirect_uri'")
        }
        let prompts = try self.prompts()  // 14
        if let scope = self.request["scope"] { try Scope.check(scope) }  // 15
        let scopes = self.request.scopes(for: application)
        try self.allow(scopes, for: application)
        try self.openIDParameters(scopes)  // 16
        guard self.isAllowed(redirectURI, for: application) else { throw Self.redirectMismatch }  // 17
        try PKCE.check(  // 18
            challenge: self.request["code_challenge"], method: self.request["code_challenge_method"],
            isRequired: application.isPublic)
        let resources = try self.resources()  // 19
        let maxAge = try self.maxAge()  // 20
        let hintedUserID = try self.hintedUser(of: application)  // 21
        return AcceptedRequest(
            request: self.request, application: application, redirectURI: redirectURI, mode: mode,
            scopes: Self.grantable(scopes, at: resources), resources: resources,
            prompts: maxAge == 0 ? prompts + ["login"] : prompts, maxAge: maxAge == 0 ? nil : maxAge,
            hintedUserID: hintedUserID)
    }

    /// The checks of a request that passed them before and now comes back from the pages (§6.2, below the table): the
    /// application may have been deleted since.
    func runAgain() throws -> AcceptedRequest {
        do {
            let application = try self.client()
            let resources = try self.resources()
            let maxAge = try self.maxAge()
            guard let redirectURI = self.redirectURI(of: application) else {
                throw OAuthError.invalidRequest("missing required parameter 'redirect_uri'")
            }
            return AcceptedRequest(
                request: self.request, application: application, redirectURI: redirectURI,
                mode: try self.responseMode(),
                scopes: Self.grantable(self.request.scopes(for: application), at: resources), resources: resources,
                prompts: maxAge == 0 ? self.request.prompts + ["login"] : self.request.prompts,
                maxAge: maxAge == 0 ? nil : maxAge, hintedUserID: nil)
        } catch let error as OAuthError {
            throw try self.refusal(error)
        }
    }

    private func client() throws -> LogtoApplication {
        guard let id = self.request.clientID else {
            throw OAuthError.invalidRequest("missing required parameter 'client_id'")
        }
        guard let application = try self.db.application(id) else {
            throw OAuthError.invalidClient("invalid client \(id)")
        }
        if application.isInteractive, application.oidcClientMetadata.redirectUris.isEmpty {
            // The engine refuses to load such a client at all (§4).
            throw OAuthError(.invalidRedirectURI, "redirect_uris must contain members")
        }
        return application
    }

    private func pushed(by application: LogtoApplication) throws -> AuthorizationRequest? {
        guard self.request["request_uri"] != nil else { return nil }
        guard let id = self.request.pushedID else { throw OAuthError(.requestURINotSupported) }
        guard let pushed = try self.pushedRequest(id) else { throw OAuthError.usedRequestURI }
        guard pushed.applicationID == application.id else {
            // The engine keeps what is pushed as a request object, and says of that what it would say of any.
            throw OAuthError(
                .invalidRequestObject, "request client_id must equal the one in request parameters")
        }
        return AuthorizationRequest(pushed)
    }

    private func responseMode() throws(OAuthError) -> ResponseMode {
        guard let name = self.request["response_mode"] else { return self.defaultResponseMode }
        guard let mode = ResponseMode(rawValue: name) else {
            throw OAuthError(.unsupportedResponseMode, "unsupported response_mode requested")
        }
        if mode == .query, self.defaultResponseMode == .fragment {
            throw .invalidRequest("requested response_mode is not allowed for the requested response_type")
        }
        return mode
    }

    /// An answer with a token in it does not belong into a query (OAuth 2.0 Multiple Response Type Encoding Practices
    /// §3). No application may have one, but that refusal is sent the same way.
    private var defaultResponseMode: ResponseMode {
        let types = (self.request["response_type"] ?? "").split(separator: " ")
        return types.contains("id_token") ? .fragment : .query
    }

    private func redirectURI(of application: LogtoApplication) -> String? {
        if let uri = self.request.redirectURI { return uri }
        let registered = application.oidcClientMetadata.redirectUris
        return registered.count == 1 ? registered[0] : nil
    }

    /// All of the engine's response types are known, but Logto registers every client with `code` alone.
    private func allow(_ responseType: String, for application: LogtoApplication) throws(OAuthError) {
        let type = responseType.split(separator: " ").sorted().joined(separator: " ")
        guard ["code", "code id_token", "id_token", "none"].contains(type) else {
            throw OAuthError(.unsupportedResponseType, "unsupported response_type requested")
        }
        guard type == "code", application.isInteractive else {
            throw .invalidRequest("requested response_type is not allowed for this client")
        }
    }

    private func prompts() throws(OAuthError) -> [String] {
        let prompts = self.request.prompts
        if !Set(prompts).isSubset(of: ["none", "login", "consent"]) {
            throw .invalidRequest("unsupported prompt value requested")
        }
        if prompts.contains("none"), prompts.count > 1 {
            throw .invalidRequest("prompt none must only be used alone")
        }
        return prompts
    }

    /// A third-party application may have no more than what was enabled for it; whatever is not the provider's own is
    /// not looked at here (§6.3).
    func allow(_ scopes: [String], for application: LogtoApplication) throws {
        guard application.isThirdParty else { return }
        let enabled = try self.db.userConsentScopes(of: application.id).userScopes
        if let scope = RequestedScopes.forbidden(among: scopes, enabled: enabled).first {
            throw OAuthError.invalidScope("requested scope is not allowed", scope: scope)
        }
    }

    func openIDParameters(_ scopes: [String]) throws(OAuthError) {
        guard !scopes.contains("openid") else { return }
        let names = ["acr_values", "claims_locales", "id_token_hint", "max_age", "nonce"]
        if let name = names.first(where: { self.request[$0] != nil }) {
            throw .invalidRequest("openid scope must be requested when using the \(name) parameter")
        }
    }

    private func isAllowed(_ redirectURI: String, for application: LogtoApplication) -> Bool {
        RedirectURI.matches(
            redirectURI, registered: application.oidcClientMetadata.redirectUris,
            allowsLoopbackPorts: application.kind == .native)
    }

    private static let redirectMismatch = OAuthError(
        .invalidRedirectURI, "redirect_uri did not match any of the client's registered redirect_uris")

    func resources() throws -> [String] {
        let named = Scope(self.request.resources).names
        guard !named.isEmpty else { return try self.db.defaultResource().map { [$0.indicator] } ?? [] }
        for resource in named {
            try ResourceIndicator.check(resource)
            if resource == LogtoResource.organizationsIndicator { continue }
            guard try self.db.resource(indicator: resource) != nil else { throw OAuthError.unknownResource }
        }
        return named
    }

    /// Without an API only the provider's own scopes mean anything.
    static func grantable(_ scopes: [String], at resources: [String]) -> [String] {
        resources.isEmpty ? scopes.filter(RequestedScopes.oidc.contains) : scopes
    }

    func maxAge() throws(OAuthError) -> Int64? {
        guard let text = self.request["max_age"] else { return nil }
        guard let seconds = Int64(text), seconds >= 0, text.allSatisfy(\.isNumber) else {
            throw .invalidRequest("invalid max_age parameter value")
        }
        return seconds
    }

    func hintedUser(of application: LogtoApplication) throws(OAuthError) -> ID<LogtoUser>? {
        guard let hint = self.request["id_token_hint"] else { return nil }
        let decoded = try? JWS.verify(hint, with: self.keys)
        let claims = decoded.flatMap { try? JSON(parsing: $0.payload) }
        guard
            let claims, claims["iss"]?.string == self.issuer, claims["aud"]?.string == application.id.value,
            let subject = claims["sub"]?.string
        else { throw .invalidRequest("could not validate id_token_hint") }
        return ID(subject)
    }

    /// The client hears of an error only at an address that is its own; where the address is not, that is the error.
    private func refusal(_ error: OAuthError) throws -> Refusal {
        let direct = Refusal.direct(error, state: self.request.state)
        guard
            error.code != .invalidRedirectURI, let id = self.request.clientID,
            let application = try self.db.application(id)
        else { return direct }
        guard let redirectURI = self.redirectURI(of: application) else { return direct }
        guard self.isAllowed(redirectURI, for: application) else {
            return self.request.redirectURI == nil ? direct : .direct(Self.redirectMismatch, state: self.request.state)
        }
        let mode = self.request["response_mode"].flatMap(ResponseMode.init) ?? self.defaultResponseMode
        return .redirect(error, to: ResponseTarget(uri: redirectURI, mode: mode, state: self.request.state))
    }
}

extension OAuthError {
    static let usedRequestURI = OAuthError(
        .invalidRequestURI, "request_uri is invalid, expired, or was already used")
}
