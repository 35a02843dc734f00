/// A connector that an administrator has set up: one use of a factory such as `patreon-universal`.
package struct LogtoConnector: Equatable, Sendable {
    package var id: ID<LogtoConnector>
    /// The id of the connector's factory; Logto's field is called `connectorId`.
    package var factory: String
    /// As its factory wants it; checked only when the connector is used, as in Logto.
    package var config: JSON
    /// Whether name and avatar are copied again at every sign-in.
    package var syncProfile: Bool
    /// What stands in place of the factory's metadata, for standard factories.
    package var metadata: JSON
    /// Whether the provider's tokens are kept.
    package var enablesTokenStorage: Bool

    package init(
        id: ID<LogtoConnector>, factory: String, config: JSON, syncProfile: Bool = false, metadata: JSON = [:],
        enablesTokenStorage: Bool = false
    ) {
        self.id = id
        self.factory = factory
        self.config = config
        self.syncProfile = syncProfile
        self.metadata = metadata
        self.enablesTokenStorage = enablesTokenStorage
    }
}
