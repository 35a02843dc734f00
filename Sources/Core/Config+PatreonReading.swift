extension Config.Patreon {
    init(reading object: ConfigObject) {
        self.origin = object.origin("origin")
        self.clients = object.objects("clients", PatreonClient.init(reading:))
        self.accounts = object.objects("accounts", Config.Account.init(reading:))
        self.campaigns = object.objects("campaigns", Config.PatreonCampaign.init(reading:))
        self.switches = object.object("switches", PatreonSwitches.init(reading:)) ?? PatreonSwitches()
    }
}

extension PatreonClient {
    fileprivate init(reading object: ConfigObject) {
        self.init(
            id: object.identifier(),
            secret: object.string("secret"),
            name: object.string("name"),
            apiVersion: Int(object.int("apiVersion", in: 1...2) ?? 2),
            redirectURIs: object.strings("redirectUris") ?? [],
            ownerID: object.optionalString("owner").map { ID($0) },
            privacyPolicyURL: object.optionalString("privacyPolicyUrl"),
            termsOfServiceURL: object.optionalString("tosUrl"),
            description: object.optionalString("description"),
            category: object.optionalString("category"),
            authorName: object.optionalString("authorName"),
            domain: object.optionalString("domain"),
            iconURL: object.optionalString("iconUrl"),
            isPublic: object.bool("isPublic") ?? false)
        self.isDisabled = object.bool("isDisabled") ?? false
    }
}

extension Config.Account {
    fileprivate init(reading object: ConfigObject) {
        self.createdAt = object.instant("createdAt")
        self.account = PatreonAccount(
            id: object.digits(),
            fullName: object.optionalString("fullName") ?? "",
            email: object.optionalString("email"),
            isEmailVerified: object.bool("isEmailVerified") ?? true,
            vanity: object.optionalString("vanity"),
            story: object.optionalString("story"),
            behaviours: Set(object.choices("behaviours")),
            profile: PatreonAccount.Profile(reading: object),
            createdAt: self.createdAt ?? Config.foundingDate)
    }
}

extension PatreonAccount.Profile {
    fileprivate init(reading object: ConfigObject) {
        self.init()
        self.about = object.optionalString("about")
        self.ageVerificationStatus = object.optionalString("ageVerificationStatus")
        self.canSeeNSFW = object.bool("canSeeNsfw")
        self.isEligibleForIDV = object.bool("isEligibleForIdv") ?? false
        self.hasPassword = object.bool("hasPassword")
        self.isSuspended = object.bool("isSuspended") ?? false
        self.isDeleted = object.bool("isDeleted") ?? false
        self.isNuked = object.bool("isNuked") ?? false
        self.hidesPledges = object.bool("hidePledges") ?? false
        self.likeCount = object.int("likeCount") ?? 0
        self.commentCount = object.int("commentCount") ?? 0
        self.gender = object.int("gender") ?? 0
        self.countryCode = object.optionalString("defaultCountryCode")
        self.currency = object.optionalString("patronCurrency")
        self.socialConnections = Self.connections(object)
    }

    private static func connections(_ object: ConfigObject) -> [String: JSON] {
        guard let members = object.json("socialConnections")?.members else { return [:] }
        for member in members where member.value["user_id"]?.string == nil {
            object.note(
                "socialConnections.\(member.name)", "must be an object with a user_id, and perhaps a url and scopes")
        }
        return Dictionary(members.map { ($0.name, $0.value.asConnection) }) { $1 }
    }
}

extension JSON {
    /// With its three members in Patreon's order.
    fileprivate var asConnection: JSON {
        ["scopes": self["scopes"] ?? [], "url": self["url"] ?? .null, "user_id": self["user_id"] ?? .null]
    }
}

extension ConfigObject {
    /// An id as Patreon gives to all but members and clients.
    func digits<Entity>(_ name: String = "id", of: Entity.Type = Entity.self) -> ID<Entity> {
        let id: ID<Entity> = self.identifier(name)
        if !id.value.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) {
            self.note(name, "is \"\(id)\"; Patreon's ids of this kind consist of digits")
        }
        return id
    }
}

extension PatreonSwitches {
    fileprivate init(reading object: ConfigObject) {
        self.init()
        self.autoApprove = object.bool("autoApprove") ?? self.autoApprove
        self.persona = object.optionalString("persona")
        self.skipRepeatedConsent = object.bool("skipRepeatedConsent") ?? self.skipRepeatedConsent
        self.missingState = object.choice("missingState") ?? self.missingState
        self.defaultScope = object.choice("defaultScope") ?? self.defaultScope
        self.unverifiedEmail = object.choice("unverifiedEmail") ?? self.unverifiedEmail
        self.pkce = object.choice("pkce") ?? self.pkce
        self.codeLifetimeSeconds = object.int("codeLifetimeSeconds", in: 1...31_536_000) ?? self.codeLifetimeSeconds
        self.oauthErrorsAs400 = object.bool("oauthErrorsAs400") ?? self.oauthErrorsAs400
        self.tokenRedirectMismatch = object.choice("tokenRedirectMismatch") ?? self.tokenRedirectMismatch
        self.unknownGrantType = object.choice("unknownGrantType") ?? self.unknownGrantType
        self.accessTokenLifetimeSeconds =
            object.int("accessTokenLifetimeSeconds", in: 1...315_360_000) ?? self.accessTokenLifetimeSeconds
        self.keepOldAccessToken = object.bool("keepOldAccessToken") ?? self.keepOldAccessToken
        self.onePairPerAccountAndClient =
            object.bool("onePairPerAccountAndClient") ?? self.onePairPerAccountAndClient
        self.revocation = object.bool("revocation") ?? self.revocation
        self.slowTokenSeconds = object.int("slowTokenSeconds", in: 0...3600) ?? self.slowTokenSeconds
        self.slowProfileSeconds = object.int("slowProfileSeconds", in: 0...3600) ?? self.slowProfileSeconds
        self.v1 = object.bool("v1") ?? self.v1
        self.v1WithIdentityOnly = object.bool("v1WithIdentityOnly") ?? self.v1WithIdentityOnly
        self.bareIdentityListsMemberships =
            object.bool("bareIdentityListsMemberships") ?? self.bareIdentityListsMemberships
        self.lastPage = object.choice("lastPage") ?? self.lastPage
        self.v2ContentType = object.choice("v2ContentType") ?? self.v2ContentType
        self.rateLimits = object.bool("rateLimits") ?? self.rateLimits
        self.requireUserAgent = object.bool("requireUserAgent") ?? self.requireUserAgent
        self.webhookRetrySchedule = object.choice("webhookRetrySchedule") ?? self.webhookRetrySchedule
        self.webhooksOnlyToHTTPS = object.bool("webhooksOnlyToHttps") ?? self.webhooksOnlyToHTTPS
    }
}
