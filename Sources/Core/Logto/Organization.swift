/// A group of users with roles of its own in it (spec `logto-management-api.md` §6.10).
package struct Organization: Equatable, Sendable {
    package var id: ID<Organization>
    package var name: String
    package var description: String?
    package var customData: JSON
    package var isMfaRequired: Bool

    package init(
        id: ID<Organization>, name: String, description: String? = nil, customData: JSON = [:],
        isMfaRequired: Bool = false
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.customData = customData
        self.isMfaRequired = isMfaRequired
    }

    /// Of tokens for the organization itself (spec `logto-oidc.md` §11.4).
    package static func audience(of id: ID<Organization>) -> String { "urn:logto:organization:\(id)" }
}

/// A permission in organizations, part of the organization template.
package struct OrganizationScope: Equatable, Sendable {
    package var id: ID<OrganizationScope>
    package var name: String
    package var description: String?

    package init(id: ID<OrganizationScope>, name: String, description: String? = nil) {
        self.id = id
        self.name = name
        self.description = description
    }
}

/// A role that members have in an organization, part of the organization template.
package struct OrganizationRole: Equatable, Sendable {
    package var id: ID<OrganizationRole>
    package var name: String
    package var description: String?
    package var kind: LogtoRole.Kind
    package var organizationScopeIDs: [ID<OrganizationScope>]
    /// Permissions at resources that the role gives, in the organization.
    package var resourceScopeIDs: [ID<LogtoScope>]

    package init(
        id: ID<OrganizationRole>, name: String, description: String? = nil, kind: LogtoRole.Kind = .user,
        organizationScopeIDs: [ID<OrganizationScope>] = [], resourceScopeIDs: [ID<LogtoScope>] = []
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.kind = kind
        self.organizationScopeIDs = organizationScopeIDs
        self.resourceScopeIDs = resourceScopeIDs
    }
}
