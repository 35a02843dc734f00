extension Config {
    /// Settings of the provider itself.
    package struct OIDC: Equatable, Sendable {
        /// `nil` leaves the key that there is.
        package var signingKey: SigningKeyKind?
        /// Seconds that a session lives without being used; `nil` leaves what there is.
        package var sessionLifetime: Int64?

        package init() {}
    }
}

extension Config.OIDC {
    init(reading object: ConfigObject) {
        self.init()
        self.signingKey = object.choice("signingKey")
        // Logto's own setting, with its name and range (`/api/configs/oidc/session`).
        self.sessionLifetime = object.object("session") { $0.int("ttl", in: 1...OIDCSession.longestLifetime) } ?? nil
    }
}
