extension Config.Logto {
    init(reading object: ConfigObject) {
        self.endpoint = object.origin("endpoint")
        self.oidc = object.object("oidc", Config.OIDC.init(reading:)) ?? Config.OIDC()
        var roleIDs: [ID<LogtoApplication>: [ID<LogtoRole>]] = [:]
        var consentScopes: [ID<LogtoApplication>: UserConsentScopes] = [:]
        var experiences: [ID<LogtoApplication>: ApplicationSignInExperience] = [:]
        var accessControls: [ID<LogtoApplication>: ApplicationAccessControl] = [:]
        self.applications = object.objects("applications") { object in
            let application = LogtoApplication(reading: object)
            roleIDs[application.id] = object.optionalIDs("roleIds")
            consentScopes[application.id] = object.object("userConsentScopes", UserConsentScopes.init(reading:))
            accessControls[application.id] = object.object("accessControl", ApplicationAccessControl.init(reading:))
            experiences[application.id] = object.object(
                "signInExperience", ApplicationSignInExperience.init(reading:))
            return application
        }
        self.applicationRoleIDs = roleIDs
        self.userConsentScopes = consentScopes
        self.accessControls = accessControls
        self.applicationSignInExperiences = experiences
        self.connectors = object.objects("connectors", LogtoConnector.init(reading:))
        self.signInExperience = object.object("signInExperience", SignInExperience.init(reading:))
        self.accountCenter = object.object("accountCenter", AccountCenter.init(reading:))
        self.users = object.objects("users", Config.User.init(reading:))
        self.readAccessControl(object)
    }
}

extension ConfigObject {
    /// `scheme://host[:port]` without a path.
    func origin(_ name: String) -> String? {
        guard let text = self.optionalString(name) else { return nil }
        let isOrigin = text.wholeMatch(of: /https?:\/\/[^\/?#@\s]+/) != nil
        if !isOrigin {
            self.note(name, "is \"\(text)\"; it must be an origin such as http://localhost:3001, without a path")
        }
        return text
    }
}

extension LogtoApplication {
    fileprivate init(reading object: ConfigObject) {
        let secret = object.optionalString("secret")
        let others = object.objects("secrets", Secret.init(reading:))
        let names = (secret == nil ? [] : [Secret.defaultName]) + others.map(\.name)
        if Set(names).count < names.count {
            object.note("secrets", "has two secrets of one name; that of \"secret\" is \(Secret.defaultName)")
        }
        self.init(
            id: object.identifier(),
            name: object.string("name"),
            description: object.optionalString("description"),
            kind: object.required(object.choice("type"), "type") ?? .traditional,
            isThirdParty: object.bool("isThirdParty") ?? false,
            isAccessControlled: object.bool("appLevelAccessControlEnabled") ?? false,
            secrets: (secret.map { [Secret(value: $0)] } ?? []) + others,
            oidcClientMetadata: object.object("oidcClientMetadata", OIDCClientMetadata.init(reading:))
                ?? OIDCClientMetadata(),
            customClientMetadata: object.object("customClientMetadata", CustomClientMetadata.init(reading:))
                ?? CustomClientMetadata())
    }
}

extension LogtoApplication.Secret {
    fileprivate init(reading object: ConfigObject) {
        self.init(
            name: object.string("name"), value: object.string("value"),
            // Milliseconds, as in Logto's API.
            expiresAt: object.int("expiresAt", in: 1...Int64.max).map(Instant.init(milliseconds:)))
        if self.name.count > 256 { object.note("name", "must not be longer than 256 characters") }
    }
}

extension LogtoApplication.OIDCClientMetadata {
    fileprivate init(reading object: ConfigObject) {
        self.init()
        self.redirectUris = object.strings("redirectUris") ?? []
        self.postLogoutRedirectUris = object.strings("postLogoutRedirectUris") ?? []
        self.backchannelLogoutUri = object.optionalString("backchannelLogoutUri")
        self.backchannelLogoutSessionRequired = object.bool("backchannelLogoutSessionRequired") ?? false
        self.logoUri = object.optionalString("logoUri")
    }
}

extension LogtoApplication.CustomClientMetadata {
    fileprivate init(reading object: ConfigObject) {
        self.init()
        self.corsAllowedOrigins = object.strings("corsAllowedOrigins") ?? []
        self.idTokenTtl = object.int("idTokenTtl", in: 1...Int64(Int32.max))
        self.refreshTokenTtl = object.int("refreshTokenTtl", in: 1...Int64(Int32.max))
        self.refreshTokenTtlInDays = object.int("refreshTokenTtlInDays", in: 1...180)
        self.alwaysIssueRefreshToken = object.bool("alwaysIssueRefreshToken") ?? false
        self.rotateRefreshToken = object.bool("rotateRefreshToken") ?? true
        self.allowTokenExchange = object.bool("allowTokenExchange") ?? false
        self.isDeviceFlow = object.bool("isDeviceFlow") ?? false
        self.maxAllowedGrants = object.int("maxAllowedGrants", in: 1...Int64(Int32.max))
        self.tenantId = object.optionalString("tenantId")
    }
}

extension LogtoConnector {
    fileprivate init(reading object: ConfigObject) {
        self.init(
            id: object.identifier(),
            factory: object.string("connectorId"),
            config: object.json("config") ?? [:],
            syncProfile: object.bool("syncProfile") ?? false)
    }
}

extension Config.User {
    fileprivate init(reading object: ConfigObject) {
        self.id = object.identifier()
        self.username = object.optionalString("username")
        self.password = object.optionalString("password")
        self.readPasswordDigest(object)
        self.primaryEmail = object.optionalString("primaryEmail")
        self.primaryPhone = object.optionalString("primaryPhone")
        self.name = object.optionalString("name")
        self.avatar = object.optionalString("avatar")
        self.customData = object.json("customData")
        self.isSuspended = object.bool("isSuspended")
        self.isPasswordExpired = object.bool("isPasswordExpired")
        self.roleIDs = object.optionalIDs("roleIds")
        self.personalAccessTokens = object.objects(
            "personalAccessTokens", Config.PersonalAccessToken.init(reading:))
        self.secondFactors = object.objects("mfaVerifications", Config.SecondFactor.init(reading:))
    }
}

extension ConfigObject {
    /// Notes that a member is missing, unless something was noted about it already.
    func required<Value>(_ value: Value?, _ name: String) -> Value? {
        let path = self.path(of: name)
        if value == nil, !self.report.problems.contains(where: { $0.path == path }) {
            self.note(name, "is missing")
        }
        return value
    }
}

extension String {
    /// Whether it is a scheme (RFC 3986 §3.1), a colon, and something without white space. Not by a regular expression:
    /// every start asks, of each redirect URI, and each time one would be compiled.
    var isAbsoluteURI: Bool {
        let scheme = self.unicodeScalars.prefix { $0 != ":" }
        let rest = self.unicodeScalars[scheme.endIndex...].dropFirst()
        guard let first = scheme.first, first.isASCII, first.properties.isAlphabetic, !rest.isEmpty else {
            return false
        }
        return scheme.allSatisfy { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "+", ".", "-": true
            default: false
            }
        } && !rest.contains(where: \.properties.isWhitespace)
    }
}
