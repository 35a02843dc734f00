/// An API that access tokens can be for (RFC 8707; spec `logto-management-api.md` §6.7).
package struct LogtoResource: Equatable, Sendable {
    package var id: ID<LogtoResource>
    package var name: String
    /// What clients name it by, in `resource`.
    package var indicator: String
    /// Whether tokens are for this API when a client names none.
    package var isDefault: Bool
    /// Seconds.
    package var accessTokenTtl: Int64

    package init(
        id: ID<LogtoResource>, name: String, indicator: String, isDefault: Bool = false, accessTokenTtl: Int64 = 3600
    ) {
        self.id = id
        self.name = name
        self.indicator = indicator
        self.isDefault = isDefault
        self.accessTokenTtl = accessTokenTtl
    }

    /// The reserved indicator under which a client asks for scopes of organization roles (spec `logto-oidc.md` §12.5).
    package static let organizationsIndicator = "urn:logto:resource:organizations"
}

/// A permission at a resource.
package struct LogtoScope: Equatable, Sendable {
    package var id: ID<LogtoScope>
    package var resourceID: ID<LogtoResource>
    package var name: String
    package var description: String?

    package init(id: ID<LogtoScope>, resourceID: ID<LogtoResource>, name: String, description: String? = nil) {
        self.id = id
        self.resourceID = resourceID
        self.name = name
        self.description = description
    }
}
