/// A sign-in under way: from the authorization request to the moment the browser resumes it
/// (spec `logto-oidc.md` §7.2).
package struct Interaction: Equatable, Sendable {
    package enum Prompt: String, Sendable {
        case login, consent
    }

    package var uid: String
    package var applicationID: ID<LogtoApplication>
    /// The authorization request's parameters, by name.
    package var parameters: JSON
    /// What the browser was sent away for.
    package var prompt: Prompt
    /// Whoever was signed in when the interaction began.
    package var sessionUserID: ID<LogtoUser>?
    /// Who signed in during it.
    package var signedInUserID: ID<LogtoUser>?
    /// The grant that was agreed to during it.
    package var consentedGrantID: ID<Grant>?
    /// The device that is signed in, where it is not the browser itself (§16).
    package var deviceCode: String?
    /// What the pages remember between requests.
    package var state: JSON
    /// Goes into every form of the interaction's pages, and has to come back.
    package var csrfToken: String
    package var expiresAt: Instant

    package init(
        uid: String, applicationID: ID<LogtoApplication>, parameters: JSON, prompt: Prompt,
        sessionUserID: ID<LogtoUser>? = nil, signedInUserID: ID<LogtoUser>? = nil, consentedGrantID: ID<Grant>? = nil,
        deviceCode: String? = nil, state: JSON = [:], csrfToken: String, expiresAt: Instant
    ) {
        self.uid = uid
        self.applicationID = applicationID
        self.parameters = parameters
        self.prompt = prompt
        self.sessionUserID = sessionUserID
        self.signedInUserID = signedInUserID
        self.consentedGrantID = consentedGrantID
        self.deviceCode = deviceCode
        self.state = state
        self.csrfToken = csrfToken
        self.expiresAt = expiresAt
    }

    package func isExpired(at now: Instant) -> Bool { self.expiresAt <= now }

    /// One hour (§18).
    package static let lifetime: Int64 = 3600
}
