import Core

extension ConnectorFactory {
    /// The provider of Logto's own tests (spec `logto-management-api.md` §6.8); there only in their mode (§3.3).
    static let mockSocial = ConnectorFactory(
        factory: LogtoConnector.Factory(
            id: LogtoConnector.mockSocialFactory, kind: .social, target: LogtoConnector.mockSocialTarget),
        platform: "Universal",
        metadata: [
            "name": ["en": "Mock social connector"],
            "description": ["en": "Believes whatever account it is told; for tests."],
            "logo": "", "logoDark": .null, "readme": "There is nobody at `http://mock-social`.",
            "isTokenStorageSupported": true,
        ],
        config: .object([.required("clientId", .text), .required("clientSecret", .text)]))
}
