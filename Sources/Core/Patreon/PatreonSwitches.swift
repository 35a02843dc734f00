/// What the real Patreon leaves unknown or says in two ways, with what the emulator does unless it is told otherwise
/// (spec `patreon.md` §10).
package struct PatreonSwitches: Equatable, Sendable {
    // Signing in

    /// Approves at once, without a page, in the name of ``persona`` or of whom a login hint names.
    package var autoApprove = false
    /// Who is offered first, and who decides when nobody is asked: an id, an e-mail address or a vanity.
    package var persona: String?
    /// Approves at once for who approved the same before and is named by a login hint.
    package var skipRepeatedConsent = false
    /// What an authorization without a state answers: nothing, or the literal `None` of 2017.
    package var missingState = MissingState.omitted
    package var defaultScope = DefaultScope.byClientVersion
    package var unverifiedEmail = UnverifiedEmail.blocked
    package var pkce = PKCE.ignore
    package var codeLifetimeSeconds: Int64 = 600

    // Tokens

    /// Statuses as in RFC 6749 in place of the recorded 401.
    package var oauthErrorsAs400 = false
    package var tokenRedirectMismatch = TokenRedirectMismatch.accessDenied
    package var unknownGrantType = UnknownGrantType.recorded
    package var accessTokenLifetimeSeconds: Int64 = 2_678_400
    /// Whether a refresh leaves the old access token alive.
    package var keepOldAccessToken = false
    /// Whether a second sign-in ends the tokens of the first.
    package var onePairPerAccountAndClient = false
    package var revocation = false
    package var slowTokenSeconds: Int64 = 11
    package var slowProfileSeconds: Int64 = 6

    // The API

    /// Whether the first version of the API still answers; 410 where it does not.
    package var v1 = true
    package var v1WithIdentityOnly = false
    /// Whether `/identity` lists memberships without being asked, as in 2020.
    package var bareIdentityListsMemberships = false
    package var lastPage = LastPage.null
    package var v2ContentType = ContentType.jsonAPI
    package var rateLimits = false
    /// 403 from the edge for who does not say what it is.
    package var requireUserAgent = false

    // Webhooks

    package var webhookRetrySchedule = WebhookRetrySchedule.y2026
    package var webhooksOnlyToHTTPS = false

    package init() {}

    package enum MissingState: String, CaseIterable, Sendable { case omitted, none }

    package enum DefaultScope: String, CaseIterable, Sendable { case byClientVersion, documented, identity }

    package enum UnverifiedEmail: String, CaseIterable, Sendable { case blocked, passes }

    package enum PKCE: String, CaseIterable, Sendable {
        case ignore
        case verifyIfSent = "verify-if-sent"
        case require
    }

    package enum TokenRedirectMismatch: String, CaseIterable, Sendable { case accessDenied, invalidRequest }

    package enum UnknownGrantType: String, CaseIterable, Sendable { case recorded, unsupportedGrantType }

    /// How a list says that there is no further page.
    package enum LastPage: String, CaseIterable, Sendable { case null, omitted }

    package enum ContentType: String, CaseIterable, Sendable {
        case jsonAPI = "application/vnd.api+json"
        case json = "application/json"
    }

    package enum WebhookRetrySchedule: String, CaseIterable, Sendable {
        case y2024 = "2024"
        case y2026 = "2026"
    }
}
