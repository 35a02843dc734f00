import Core

/// The provider of Logto's own tests, which believes whatever it is told (spec `logto-management-api.md` §6.8). There is
/// nobody at its address: a test reads the state from it and comes back with an account of its choice.
struct MockSocialConnector: Sendable {
    /// - Throws: `connector.invalid_config`.
    init(config: JSON) throws(LogtoError) {
        _ = try ConnectorFactory.mockSocial.config.check(config, "connector.invalid_config")
    }

    func authorizationURI(state: String, redirectURI: String, scope: String?) -> String {
        let query = FormURLEncoding.encode([
            ("state", state), ("redirect_uri", redirectURI), ("scope", scope ?? "email profile"),
        ])
        return "http://mock-social/?\(query)"
    }

    private static let answer = Schema.object([
        .required("code", .text), .optional("userId", .text), .optional("email", .text), .optional("phone", .text),
        .optional("name", .text), .optional("avatar", .text), .optional("tokenResponse", .jsonObject),
    ])

    /// - Throws: `connector.invalid_response`.
    static func check(_ answer: JSON) throws(LogtoError) {
        _ = try Self.answer.check(answer, "connector.invalid_response")
    }

    static func profile(_ answer: JSON, _ entropy: Entropy) -> SocialProfile {
        SocialProfile(
            id: answer["userId"]?.string ?? "mock-social-sub-\(entropy.uuid())", name: answer["name"]?.string,
            email: answer["email"]?.string, phone: answer["phone"]?.string, avatar: answer["avatar"]?.string,
            rawData: answer)
    }
}
