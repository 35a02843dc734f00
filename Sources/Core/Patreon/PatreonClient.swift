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
    /// Whether the token endpoint takes it without a secret (§2.1).
    package var isPublic: Bool

    package init(
        id: ID<PatreonClient>,
        secret: String,
        name: String,
        apiVersion: Int = 2,
        redirectURIs: [String],
        ownerID: ID<PatreonAccount>? = nil,
        privacyPolicyURL: String? = nil,
        termsOfServiceURL: String? = nil,
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
        self.isPublic = isPublic
    }
}
