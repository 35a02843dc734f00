/// APIs, roles and organizations, as a configuration declares them.
extension Config.Logto {
    package struct Resource: Equatable, Sendable {
        package var resource: LogtoResource
        package var scopes: [LogtoScope]
    }

    /// An organization with its members.
    package struct OrganizationEntry: Equatable, Sendable {
        package var organization: Organization
        package var users: [Member<LogtoUser>]
        package var applications: [Member<LogtoApplication>]
    }

    package struct Member<Entity>: Equatable, Sendable {
        package var id: ID<Entity>
        package var roleIDs: [ID<OrganizationRole>]
    }

    mutating func readAccessControl(_ object: ConfigObject) {
        self.resources = object.objects("resources", Resource.init(reading:))
        self.roles = object.objects("roles", LogtoRole.init(reading:))
        self.organizationScopes = object.objects("organizationScopes", OrganizationScope.init(reading:))
        self.organizationRoles = object.objects("organizationRoles", OrganizationRole.init(reading:))
        self.organizations = object.objects("organizations", OrganizationEntry.init(reading:))
        self.idToken = object.object("idToken", IDTokenConfig.init(reading:))
    }
}

extension Config.Logto.Resource {
    fileprivate init(reading object: ConfigObject) {
        let resource = LogtoResource(
            id: object.identifier(),
            name: object.string("name"),
            indicator: object.string("indicator"),
            isDefault: object.bool("isDefault") ?? false,
            accessTokenTtl: object.int("accessTokenTtl", in: 1...Int64(Int32.max)) ?? 3600)
        self.resource = resource
        self.scopes = object.objects("scopes") { scope in
            let name = scope.string("name")
            if name.contains(where: \.isWhitespace) { scope.note("name", "must not contain white space") }
            return LogtoScope(
                id: scope.identifier(), resourceID: resource.id, name: name,
                description: scope.optionalString("description"))
        }
        if resource.indicator == LogtoResource.organizationsIndicator {
            object.note("indicator", "is \"\(resource.indicator)\", which is reserved")
        }
    }
}

extension LogtoRole {
    fileprivate init(reading object: ConfigObject) {
        self.init(
            id: object.identifier(),
            name: object.string("name"),
            description: object.optionalString("description") ?? "",
            kind: object.choice("type") ?? .user,
            isDefault: object.bool("isDefault") ?? false,
            scopeIDs: object.ids("scopeIds"))
    }
}

extension OrganizationScope {
    fileprivate init(reading object: ConfigObject) {
        self.init(
            id: object.identifier(), name: object.string("name"), description: object.optionalString("description"))
    }
}

extension OrganizationRole {
    fileprivate init(reading object: ConfigObject) {
        self.init(
            id: object.identifier(),
            name: object.string("name"),
            description: object.optionalString("description"),
            kind: object.choice("type") ?? .user,
            organizationScopeIDs: object.ids("organizationScopeIds"),
            resourceScopeIDs: object.ids("resourceScopeIds"))
    }
}

extension Config.Logto.OrganizationEntry {
    fileprivate init(reading object: ConfigObject) {
        self.organization = Organization(
            id: object.identifier(),
            name: object.string("name"),
            description: object.optionalString("description"),
            customData: object.json("customData") ?? [:],
            isMfaRequired: object.bool("isMfaRequired") ?? false)
        self.users = object.objects("users") { member in
            .init(id: member.identifier(), roleIDs: member.ids("organizationRoleIds"))
        }
        self.applications = object.objects("applications") { member in
            .init(id: member.identifier(), roleIDs: member.ids("organizationRoleIds"))
        }
    }
}

extension IDTokenConfig {
    fileprivate init(reading object: ConfigObject) {
        self.init()
        guard let claims = object.strings("enabledExtendedClaims") else { return }
        self.enabledExtendedClaims = claims
        for (index, claim) in claims.enumerated() where !Self.knownExtendedClaims.contains(claim) {
            let known = Self.knownExtendedClaims.joined(separator: ", ")
            object.note("enabledExtendedClaims[\(index)]", "is \"\(claim)\"; it must be one of: \(known)")
        }
    }
}

extension UserConsentScopes {
    init(reading object: ConfigObject) {
        self.init(
            userScopes: object.strings("userScopes") ?? [],
            resourceScopeIDs: object.ids("resourceScopes"),
            organizationScopeIDs: object.ids("organizationScopes"),
            organizationResourceScopeIDs: object.ids("organizationResourceScopes"))
        for (index, scope) in self.userScopes.enumerated() where !Self.knownUserScopes.contains(scope) {
            let known = Self.knownUserScopes.joined(separator: ", ")
            object.note("userScopes[\(index)]", "is \"\(scope)\"; it must be one of: \(known)")
        }
    }
}

extension ConfigObject {
    func ids<Entity>(_ name: String) -> [ID<Entity>] { self.optionalIDs(name) ?? [] }

    func optionalIDs<Entity>(_ name: String) -> [ID<Entity>]? { self.strings(name)?.map { ID($0) } }
}
