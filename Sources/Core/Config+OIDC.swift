extension Config {
    /// Settings of the provider itself.
    package struct OIDC: Equatable, Sendable {
        /// `nil` leaves the key that there is.
        package var signingKey: SigningKeyKind?
        /// Seconds that a session lives without being used.
        package var sessionLifetime = OIDCSession.lifetime

        package init() {}
    }
}

extension Config.OIDC {
    init(reading object: ConfigObject) {
        self.init()
        self.signingKey = object.choice("signingKey")
        // Logto's own setting, with its name and range (`/api/configs/oidc/session`).
        let ttl = object.object("session") { $0.int("ttl", in: 1...31_536_000) } ?? nil
        self.sessionLifetime = ttl ?? self.sessionLifetime
    }
}
