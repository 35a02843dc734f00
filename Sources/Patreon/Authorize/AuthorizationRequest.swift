import Core
import OAuth
import Web

/// What an authorization request asks for (spec `patreon.md` §1.1). Parameters that Patreon does not know are ignored.
struct AuthorizationRequest: Sendable {
    let clientID: ID<PatreonClient>?
    let redirectURI: String?
    let responseType: String?
    let scopes: [String]
    /// `nil` also when it is empty: the real server's stack does not echo an empty one.
    let state: String?
    /// The id, the e-mail address or the vanity of the persona to offer first; the emulator's own.
    let loginHint: String?
    /// PKCE's, which count only where they are switched on (§1.9).
    let codeChallenge: String?
    let codeChallengeMethod: String?
    /// The parameter that came more than once, though it must not; the first such one in the stack's order.
    let repeatedName: String?

    init(_ parameters: FormParameters) {
        self.clientID = parameters["client_id"].present.map { ID($0) }
        self.redirectURI = parameters["redirect_uri"]
        self.responseType = parameters["response_type"]
        self.scopes = Scope(parsing: parameters["scope"] ?? "").names
        self.state = parameters["state"].present
        self.loginHint = parameters["login_hint"].present
        self.codeChallenge = parameters["code_challenge"].present
        self.codeChallengeMethod = parameters["code_challenge_method"].present
        let repeated = parameters.repeatedNames
        self.repeatedName = ["client_id", "response_type", "redirect_uri", "scope", "state"]
            .first { repeated.contains($0) }
    }
}

extension String? {
    /// `nil` for an empty text.
    fileprivate var present: String? { self?.isEmpty == true ? nil : self }
}
