/// The request of a device that cannot show a browser to have someone sign in for it elsewhere (RFC 8628; spec
/// `logto-oidc.md` §11.8, §16).
package struct DeviceCode: Equatable, Sendable {
    /// What the device asks for tokens with.
    package var code: String
    /// What the person types, letters only.
    package var userCode: String
    package var applicationID: ID<LogtoApplication>
    /// The parameters of the device's authorization request, by name.
    package var parameters: JSON
    /// Someone has entered the user code: it is good for one sign-in.
    package var isInFlight: Bool
    package var outcome: Outcome?
    package var consumedAt: Instant?
    package var expiresAt: Instant

    package init(
        code: String, userCode: String, applicationID: ID<LogtoApplication>, parameters: JSON, isInFlight: Bool = false,
        outcome: Outcome? = nil, consumedAt: Instant? = nil, expiresAt: Instant
    ) {
        self.code = code
        self.userCode = userCode
        self.applicationID = applicationID
        self.parameters = parameters
        self.isInFlight = isInFlight
        self.outcome = outcome
        self.consumedAt = consumedAt
        self.expiresAt = expiresAt
    }

    /// What the sign-in came to.
    package enum Outcome: Equatable, Sendable {
        case approved(Approval)
        /// An OAuth error, for the device to hear.
        case failed(error: String, description: String?)
    }

    /// What the device will be given.
    package struct Approval: Equatable, Sendable {
        package var userID: ID<LogtoUser>
        /// `nil` once the grant was taken back.
        package var grantID: ID<Grant>?
        package var sessionUID: String?
        /// Dies with the session: without `offline_access` (§12.3).
        package var isSessionBound: Bool
        /// What the session is called at the application; `nil` where that does not want to know it (§12.1).
        package var sid: String?
        package var scopes: [String]
        /// The resource indicators of the request.
        package var resources: [String]
        package var nonce: String?
        /// When the user signed in; only where the client may learn it (§12.1).
        package var authTime: Instant?

        package init(
            userID: ID<LogtoUser>, grantID: ID<Grant>?, sessionUID: String?, isSessionBound: Bool, sid: String? = nil,
            scopes: [String],
            resources: [String] = [], nonce: String? = nil, authTime: Instant? = nil
        ) {
            self.userID = userID
            self.grantID = grantID
            self.sessionUID = sessionUID
            self.isSessionBound = isSessionBound
            self.sid = sid
            self.scopes = scopes
            self.resources = resources
            self.nonce = nonce
            self.authTime = authTime
        }
    }

    package func isExpired(at now: Instant) -> Bool { self.expiresAt <= now }

    /// Whether nobody may enter its user code any more.
    package var isTaken: Bool { self.isInFlight || self.outcome != nil }

    /// 600 seconds (§18).
    package static let lifetime: Int64 = 600
}
