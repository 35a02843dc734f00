import Core
import OAuth

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
        let context = AuthorizationRefusal.Context(request: request, client: client)
        let trusted: (client: PatreonClient, redirectURI: String)
        do {
            try Self.checkRepetition(request)
            let client = try Self.client(request, client)
            trusted = (client, try Self.redirectURI(request, client))
        } catch {
            throw .direct(error, context)
        }
        do {
            try Self.checkResponseType(request)
            try Self.checkChallenge(request, switches.pkce)
            let scopes = try Self.scopes(request, trusted.client, switches)
            return Accepted(
                request: request, client: trusted.client, redirectURI: trusted.redirectURI, scopes: scopes)
        } catch {
            throw .redirect(error, to: trusted.redirectURI, context)
        }
    }

    private static func checkRepetition(_ request: AuthorizationRequest) throws(OAuthError) {
        if let name = request.repeatedName { throw .invalidRequest("Duplicate \(name) parameter.") }
    }

    private static func client(
        _ request: AuthorizationRequest, _ client: PatreonClient?
    ) throws(OAuthError) -> PatreonClient {
        guard request.clientID != nil else { throw .invalidRequest("Missing client_id parameter.") }
        guard let client else { throw .invalidRequest("Invalid client_id parameter value.") }
        return client
    }

    private static func redirectURI(
        _ request: AuthorizationRequest, _ client: PatreonClient
    ) throws(OAuthError) -> String {
        guard let redirectURI = request.redirectURI else { throw .invalidRequest("Missing redirect URI.") }
        guard Self.isAbsolute(redirectURI) else { throw .invalidRequest("Invalid redirect URI.") }
        // Byte by byte: no wildcard, no port that does not matter, no slash too much (§1.7).
        guard client.redirectURIs.contains(where: { $0.utf8.elementsEqual(redirectURI.utf8) }) else {
            throw .mismatchingRedirectURI
        }
        return redirectURI
    }

    private static func checkResponseType(_ request: AuthorizationRequest) throws(OAuthError) {
        guard let responseType = request.responseType else {
            throw .invalidRequest("Missing response_type parameter.")
        }
        guard responseType == "code" else { throw OAuthError(.unsupportedResponseType) }
    }

    /// Words of the stack, in the version that knows PKCE (§1.9).
    private static func checkChallenge(
        _ request: AuthorizationRequest, _ pkce: PatreonSwitches.PKCE
    ) throws(OAuthError) {
        guard pkce != .ignore else { return }
        guard request.codeChallenge != nil else {
            if pkce == .require { throw .invalidRequest("Code challenge required.") }
            return
        }
        guard ["plain", "S256"].contains(request.codeChallengeMethod ?? "plain") else {
            throw .invalidRequest("Transform algorithm not supported.")
        }
    }

    private static func scopes(
        _ request: AuthorizationRequest, _ client: PatreonClient, _ switches: PatreonSwitches
    ) throws(OAuthError) -> [String] {
        guard !request.scopes.isEmpty else { return PatreonScope.defaults(for: client, switches.defaultScope) }
        let allowed = PatreonScope.all(for: client)
        // One that may not be asked for fails the whole request (§1.2).
        guard request.scopes.allSatisfy(allowed.contains) else { throw OAuthError(.invalidScope) }
        return request.scopes
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
