/// A browser that is signed in to Logto (spec `logto-oidc.md` §7.1).
package struct OIDCSession: Equatable, Sendable {
    /// Stays for as long as the session lives; grants and tokens refer to it.
    package var uid: String
    /// The value of the `_session` cookie; replaced at sign-in and at sign-out.
    package var cookie: String
    package var userID: ID<LogtoUser>?
    package var authenticatedAt: Instant?
    package var logout: Logout?
    /// Goes into the form that takes a device's code, and has to come back (§16).
    package var deviceXSRF: String?
    package var expiresAt: Instant
    package var authorizations: [ID<LogtoApplication>: Authorization]

    package init(
        uid: String, cookie: String, userID: ID<LogtoUser>? = nil, authenticatedAt: Instant? = nil,
        logout: Logout? = nil, deviceXSRF: String? = nil, expiresAt: Instant,
        authorizations: [ID<LogtoApplication>: Authorization] = [:]
    ) {
        self.uid = uid
        self.cookie = cookie
        self.userID = userID
        self.authenticatedAt = authenticatedAt
        self.logout = logout
        self.deviceXSRF = deviceXSRF
        self.expiresAt = expiresAt
        self.authorizations = authorizations
    }

    /// What an application was given in this session.
    package struct Authorization: Equatable, Sendable {
        package var grantID: ID<Grant>?
        /// The session's id as this application may learn it, in the `sid` claim.
        package var sid: String

        package init(grantID: ID<Grant>? = nil, sid: String) {
            self.grantID = grantID
            self.sid = sid
        }
    }

    /// A sign-out that the browser has still to confirm (§15).
    package struct Logout: Equatable, Sendable {
        /// Goes into the form, and has to come back.
        package var xsrf: String
        package var applicationID: ID<LogtoApplication>?
        package var redirectURI: String?
        package var state: String?

        package init(
            xsrf: String, applicationID: ID<LogtoApplication>? = nil, redirectURI: String? = nil, state: String? = nil
        ) {
            self.xsrf = xsrf
            self.applicationID = applicationID
            self.redirectURI = redirectURI
            self.state = state
        }
    }

    /// 14 days (§18), pushed forward on use.
    package static let lifetime: Int64 = 14 * 24 * 3600
    /// The most that an administrator may make of it: a year.
    package static let longestLifetime: Int64 = 31_536_000
}
