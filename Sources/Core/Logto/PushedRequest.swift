/// An authorization request that its client sent ahead (RFC 9126; spec `logto-oidc.md` §16): the browser then brings only
/// its name.
package struct PushedRequest: Equatable, Sendable {
    package var id: String
    package var applicationID: ID<LogtoApplication>
    /// The authorization request's parameters, by name.
    package var parameters: JSON
    package var expiresAt: Instant

    package init(id: String, applicationID: ID<LogtoApplication>, parameters: JSON, expiresAt: Instant) {
        self.id = id
        self.applicationID = applicationID
        self.parameters = parameters
        self.expiresAt = expiresAt
    }

    /// 60 seconds (§18).
    package static let lifetime: Int64 = 60

    /// What every `request_uri` begins with.
    package static let uriPrefix = "urn:ietf:params:oauth:request_uri:"

    package var uri: String { Self.uriPrefix + self.id }
}
