/// An OAuth client registered in Patreon's portal, "Clients & API Keys" (spec `patreon.md` §6.1).
package struct PatreonClient: Equatable, Sendable {
    package var id: ID<PatreonClient>
    package var secret: String
    package var name: String
    package var apiVersion: Int
    package var redirectURIs: [String]
    /// Who registered the client; gets every scope (§1.2).
    package var ownerID: ID<PatreonAccount>?
    package var privacyPolicyURL: String?
    package var termsOfServiceURL: String?
    package var description: String?
    package var category: String?
    package var authorName: String?
    package var domain: String?
    package var iconURL: String?
    /// Whether the token endpoint takes it without a secret (§2.1).
    package var isPublic: Bool
    /// Switched off by its creator: as if there were no such client, until it is switched on again.
    package var isDisabled = false

    package init(
        id: ID<PatreonClient>,
        secret: String,
        name: String,
        apiVersion: Int = 2,
        redirectURIs: [String],
        ownerID: ID<PatreonAccount>? = nil,
        privacyPolicyURL: String? = nil,
        termsOfServiceURL: String? = nil,
        description: String? = nil,
        category: String? = nil,
        authorName: String? = nil,
        domain: String? = nil,
        iconURL: String? = nil,
        isPublic: Bool = false
    ) {
        self.id = id
        self.secret = secret
        self.name = name
        self.apiVersion = apiVersion
        self.redirectURIs = redirectURIs
        self.ownerID = ownerID
        self.privacyPolicyURL = privacyPolicyURL
        self.termsOfServiceURL = termsOfServiceURL
        self.description = description
        self.category = category
        self.authorName = authorName
        self.domain = domain
        self.iconURL = iconURL
        self.isPublic = isPublic
    }
}
