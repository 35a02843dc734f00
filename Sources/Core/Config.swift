/// The shape of `config.json`: a whole world, declared; `docs/configuration.md` describes every key.
package struct Config: Equatable, Sendable {
    package var logto = Logto()
    package var patreon = Patreon()

    package struct Logto: Equatable, Sendable {
        /// The public origin, where it is not the address that the program listens on.
        package var endpoint: String?
        package var oidc = OIDC()
        package var applications: [LogtoApplication] = []
        package var connectors: [LogtoConnector] = []
        /// `nil` leaves the settings as they are in the database.
        package var signInExperience: SignInExperience?
        /// Likewise.
        package var accountCenter: AccountCenter?
        package var users: [User] = []
        package var resources: [Resource] = []
        package var roles: [LogtoRole] = []
        package var organizationScopes: [OrganizationScope] = []
        package var organizationRoles: [OrganizationRole] = []
        package var organizations: [OrganizationEntry] = []
        /// What is `nil` stays as it is in the database.
        package var idToken: IDTokenConfig?
        /// The roles of machine-to-machine applications.
        package var applicationRoleIDs: [ID<LogtoApplication>: [ID<LogtoRole>]] = [:]
        /// What third-party applications may ask for.
        package var userConsentScopes: [ID<LogtoApplication>: UserConsentScopes] = [:]
        /// How the pages look for an application.
        package var applicationSignInExperiences: [ID<LogtoApplication>: ApplicationSignInExperience] = [:]
        /// Who may use an application.
        package var accessControls: [ID<LogtoApplication>: ApplicationAccessControl] = [:]
    }

    /// A Logto user as one declares it: with the password itself, which is hashed on the way into the database. What is
    /// `nil` stays as it is there.
    package struct User: Equatable, Sendable {
        package var id: ID<LogtoUser>
        package var username: String?
        package var password: String?
        /// In place of the password: what another system made of it.
        package var passwordDigest: String?
        package var passwordAlgorithm: PasswordAlgorithm?
        package var primaryEmail: String?
        package var primaryPhone: String?
        package var name: String?
        package var avatar: String?
        package var customData: JSON?
        package var isSuspended: Bool?
        package var isPasswordExpired: Bool?
        package var roleIDs: [ID<LogtoRole>]?
        package var personalAccessTokens: [PersonalAccessToken] = []
        /// `mfaVerifications` on the wire.
        package var secondFactors: [SecondFactor] = []
    }

    package init() {}
}

extension Config {
    /// Reads and checks a configuration as a whole.
    ///
    /// - Parameter listening: where the program listens; stands in for `${logto}`, `${patreon}` and `${console}` unless
    ///   the configuration names a public origin.
    /// - Throws: every problem at once.
    package init(_ json: JSON, listening: Origins) throws(ConfigProblems) {
        let report = ConfigReport()
        let origins = Self.origins(in: json, listening: listening)
        let config = ConfigObject.read(json, at: "", origins: origins, report: report) { root in
            var config = Config()
            config.logto = root.object("logto", Logto.init(reading:)) ?? Logto()
            config.patreon = root.object("patreon", Patreon.init(reading:)) ?? Patreon()
            return config
        }
        config?.noteContradictions(report)
        guard let config, report.problems.isEmpty else { throw ConfigProblems(problems: report.problems) }
        self = config
    }

    /// The text of a file, read and checked.
    package init(text: some Sequence<UInt8>, listening: Origins) throws(ConfigProblems) {
        let json: JSON
        do {
            json = try JSON(parsing: text)
        } catch {
            let problem = ConfigProblems.Problem(path: "", message: "is not JSON: \(JSON.reason(error))")
            throw ConfigProblems(problems: [problem])
        }
        try self.init(json, listening: listening)
    }

    /// The origins in force: the public ones that the configuration names, else those that the program listens on.
    package func origins(listening: Origins) -> Origins {
        Origins(
            logto: self.logto.endpoint ?? listening.logto,
            patreon: self.patreon.origin ?? listening.patreon,
            console: listening.console)
    }

    /// The origins have to be known before any string of the configuration is read.
    private static func origins(in json: JSON, listening: Origins) -> Origins {
        Origins(
            logto: json["logto"]?["endpoint"]?.string ?? listening.logto,
            patreon: json["patreon"]?["origin"]?.string ?? listening.patreon,
            console: listening.console)
    }
}
