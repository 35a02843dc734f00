extension LogtoConnector {
    /// What a connector is for; `type` on the wire.
    package enum Kind: String, CaseIterable, Sendable {
        case social = "Social"
        case email = "Email"
        case sms = "Sms"
    }

    /// A make of connector that the emulator has (spec `logto-management-api.md` §6.8).
    package struct Factory: Equatable, Sendable {
        package let id: String
        package let kind: Kind
        /// The provider, by which users' identities and the sign-in experience name it.
        package let target: String

        package init(id: String, kind: Kind, target: String) {
            self.id = id
            self.kind = kind
            self.target = target
        }
    }

    /// Signs people in through Patreon.
    package static let patreonFactory = "patreon-universal"
    /// Sends e-mail by templates of its configuration, all of which have to be there.
    package static let emailFactory = "mock-email-service"
    /// Sends e-mail with any configuration, also an empty one.
    package static let alternativeEmailFactory = "mock-email-service-alternative"
    package static let smsFactory = "mock-short-message-service"

    /// Believes whatever it is told; for Logto's own tests.
    package static let mockSocialFactory = "mock-social-connector"
    package static let mockSocialTarget = "mock-social"

    private static let factories =
        Self.configurableFactories + [Factory(id: mockSocialFactory, kind: .social, target: mockSocialTarget)]

    /// Those that a configuration may name.
    static let configurableFactories = [
        Factory(id: patreonFactory, kind: .social, target: "patreon"),
        Factory(id: emailFactory, kind: .email, target: emailFactory),
        Factory(id: alternativeEmailFactory, kind: .email, target: alternativeEmailFactory),
        Factory(id: smsFactory, kind: .sms, target: smsFactory),
    ]

    /// `nil` for a factory that is not emulated.
    package var kind: Kind? { Self.factories.first { $0.id == self.factory }?.kind }

    /// The provider behind a connector.
    package var target: String { Self.factories.first { $0.id == self.factory }?.target ?? self.factory }
}
