import Core
import OAuth
import Web

/// The checks of an authorization request, in the order of the stack that Patreon appears to run: texts and order are
/// oauthlib's (spec `patreon.md` §0.3, §1.3).
enum AuthorizationChecks {
    /// A request that may be put before a person.
    struct Accepted: Sendable {
        let request: AuthorizationRequest
        let client: PatreonClient
        let redirectURI: String
        let scopes: [String]
    }

    /// - Parameter client: the one that the request names, if there is such a client.
    static func run(
        _ request: AuthorizationRequest, client: PatreonClient?, switches: PatreonSwitches = PatreonSwitches()
    ) throws(AuthorizationRefusal) -> Accepted {
        var context = AuthorizationRefusal.Context(request: request, client: client)
        let trusted: (client: PatreonClient, redirectURI: String)
        do {
            try Self.checkRepetition(request)
            let client = try Self.client(request, client)
            trusted = (client, try Self.redirectURI(request, client))
        } catch {
            context.decision = error.decision
            throw .direct(error.error, context)
        }
        do {
            try Self.checkResponseType(request)
            try Self.checkChallenge(request, switches.pkce)
            let scopes = try Self.scopes(request, trusted.client, switches)
            return Accepted(
                request: request, client: trusted.client, redirectURI: trusted.redirectURI, scopes: scopes)
        } catch {
            context.decision = error.decision
            throw .redirect(error.error, to: trusted.redirectURI, context)
        }
    }

    private static func checkRepetition(_ request: AuthorizationRequest) throws(BrokenRule) {
        guard let name = request.repeatedName else { return }
        throw BrokenRule(
            .invalidRequest("Duplicate \(name) parameter."), "parameters-once", "\(name) comes more than once.")
    }

    private static func client(
        _ request: AuthorizationRequest, _ client: PatreonClient?
    ) throws(BrokenRule) -> PatreonClient {
        guard let id = request.clientID else {
            throw BrokenRule(
                .invalidRequest("Missing client_id parameter."), "client-id-present", "There is no client_id.")
        }
        guard let client else {
            throw BrokenRule(
                .invalidRequest("Invalid client_id parameter value."), "client-known", "No client has the id \(id).")
        }
        guard !client.isDisabled else {
            throw BrokenRule(
                .invalidRequest("Invalid client_id parameter value."), "client-enabled", "The client \(id) is disabled."
            )
        }
        return client
    }

    private static func redirectURI(
        _ request: AuthorizationRequest, _ client: PatreonClient
    ) throws(BrokenRule) -> String {
        guard let redirectURI = request.redirectURI else {
            throw BrokenRule(
                .invalidRequest("Missing redirect URI."), "redirect-uri-present", "There is no redirect_uri.")
        }
        guard Self.isAbsolute(redirectURI) else {
            throw BrokenRule(
                .invalidRequest("Invalid redirect URI."), "redirect-uri-absolute",
                "\(redirectURI) is no absolute URI: it needs a scheme, and no fragment.")
        }
        // Byte by byte: no wildcard, no port that does not matter, no slash too much (§1.7).
        guard client.redirectURIs.contains(where: { $0.utf8.elementsEqual(redirectURI.utf8) }) else {
            throw BrokenRule(
                .mismatchingRedirectURI, "redirect-uri-registered",
                RedirectHelp(requested: redirectURI, client: client).suggestion,
                facts: [
                    "requestedRedirectURI": .string(redirectURI),
                    "registeredRedirectURIs": .strings(client.redirectURIs),
                ])
        }
        return redirectURI
    }

    private static func checkResponseType(_ request: AuthorizationRequest) throws(BrokenRule) {
        guard let responseType = request.responseType else {
            throw BrokenRule(
                .invalidRequest("Missing response_type parameter."), "response-type-present",
                "There is no response_type.")
        }
        guard responseType == "code" else {
            throw BrokenRule(
                OAuthError(.unsupportedResponseType), "response-type-supported",
                "response_type is \(responseType); Patreon knows code alone.")
        }
    }

    /// Words of the stack, in the version that knows PKCE (§1.9).
    private static func checkChallenge(
        _ request: AuthorizationRequest, _ pkce: PatreonSwitches.PKCE
    ) throws(BrokenRule) {
        guard pkce != .ignore else { return }
        guard request.codeChallenge != nil else {
            guard pkce == .require else { return }
            throw BrokenRule(
                .invalidRequest("Code challenge required."), "code-challenge",
                "There is no code_challenge, and the switch pkce is \(pkce.rawValue).")
        }
        guard ["plain", "S256"].contains(request.codeChallengeMethod ?? "plain") else {
            throw BrokenRule(
                .invalidRequest("Transform algorithm not supported."), "code-challenge",
                "code_challenge_method is neither plain nor S256.")
        }
    }

    private static func scopes(
        _ request: AuthorizationRequest, _ client: PatreonClient, _ switches: PatreonSwitches
    ) throws(BrokenRule) -> [String] {
        guard !request.scopes.isEmpty else { return PatreonScope.defaults(for: client, switches.defaultScope) }
        let allowed = PatreonScope.all(for: client)
        // One that may not be asked for fails the whole request (§1.2).
        let refused = request.scopes.filter { !allowed.contains($0) }
        guard refused.isEmpty else {
            throw BrokenRule(
                OAuthError(.invalidScope), "scopes-allowed",
                "A client of version \(client.apiVersion) may not ask for \(refused.joined(separator: ", ")); one such "
                    + "scope fails the whole request.",
                facts: ["requestedScopes": .strings(request.scopes), "refusedScopes": .strings(refused)])
        }
        return request.scopes
    }

    /// A check that was not passed: what is sent, and what the record says of it.
    private struct BrokenRule: Error {
        let error: OAuthError
        let decision: Decision

        init(_ error: OAuthError, _ rule: String, _ reason: String, facts: JSON = [:]) {
            self.error = error
            self.decision = Decision("authorize.\(rule)", reason, facts: facts)
        }
    }

    /// Whether the text is an `absolute-URI` (RFC 3986 §4.3): one with a scheme and without a fragment.
    static func isAbsolute(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let scheme = text.utf8[..<colon]
        guard let first = scheme.first, first.isLetter, scheme.allSatisfy(\.isInScheme) else { return false }
        return Self.isMadeOfURICharacters(text.utf8[text.utf8.index(after: colon)...])
    }

    /// At least one character that a URI may have behind its scheme, or escape of one (RFC 3986 §2). By hand, since this
    /// is on every sign-in's way, where a regular expression took a twentieth of it.
    private static func isMadeOfURICharacters(_ text: Substring.UTF8View) -> Bool {
        var rest = text
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard rest.popFirst()?.isHexDigit == true, rest.popFirst()?.isHexDigit == true else { return false }
            } else if !byte.isURICharacter {
                return false
            }
        }
        return !text.isEmpty
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    fileprivate var isHexDigit: Bool {
        self.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20)
    }

    fileprivate var isInScheme: Bool { self.isLetter || self.isDigit || "+-.".utf8.contains(self) }

    fileprivate var isURICharacter: Bool {
        self.isLetter || self.isDigit || "-._~:/?[]@!$&'()*+,;=".utf8.contains(self)
    }
}
