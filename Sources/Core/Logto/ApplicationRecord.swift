/// An application as it is administered: its metadata in the very words that came in, and what only administration looks
/// at (spec `logto-management-api.md` §6.1). Secrets are apart.
package struct ApplicationRecord: Equatable, Sendable {
    package var id: ID<LogtoApplication>
    package var name: String
    package var description: String?
    package var kind: LogtoApplication.Kind
    package var oidcClientMetadata: JSON
    package var customClientMetadata: JSON
    package var protectedAppMetadata: JSON?
    package var customData: JSON
    package var isThirdParty: Bool
    package var isAccessControlEnabled: Bool
    package var createdAt: Instant

    package init(
        id: ID<LogtoApplication>, name: String, description: String? = nil, kind: LogtoApplication.Kind,
        oidcClientMetadata: JSON = ["redirectUris": [], "postLogoutRedirectUris": []],
        customClientMetadata: JSON = [:], protectedAppMetadata: JSON? = nil, customData: JSON = [:],
        isThirdParty: Bool = false, isAccessControlEnabled: Bool = false, createdAt: Instant
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.kind = kind
        self.oidcClientMetadata = oidcClientMetadata
        self.customClientMetadata = customClientMetadata
        self.protectedAppMetadata = protectedAppMetadata
        self.customData = customData
        self.isThirdParty = isThirdParty
        self.isAccessControlEnabled = isAccessControlEnabled
        self.createdAt = createdAt
    }

    /// A secret with the time it was made.
    package struct Secret: Equatable, Sendable {
        package var name: String
        package var value: String
        package var createdAt: Instant
        package var expiresAt: Instant?

        package init(name: String, value: String, createdAt: Instant, expiresAt: Instant? = nil) {
            self.name = name
            self.value = value
            self.createdAt = createdAt
            self.expiresAt = expiresAt
        }
    }
}
