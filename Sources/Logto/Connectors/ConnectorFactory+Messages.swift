import Core

/// The connectors that send messages into the world's inbox, under the names of Logto's mocks (spec
/// `logto-management-api.md` §6.8). What is shown of them is ours.
extension ConnectorFactory {
    static let email = ConnectorFactory(
        LogtoConnector.emailFactory, .email, "E-mail",
        config: .object([
            .required("apiKey", .text), .required("fromEmail", .text), .optional("fromName", .text),
            .required("templates", .array(Self.emailTemplate)),
        ]))

    static let alternativeEmail = ConnectorFactory(
        LogtoConnector.alternativeEmailFactory, .email, "E-mail (alternative)",
        config: .object([
            .optional("apiKey", .text), .optional("fromEmail", .text), .optional("fromName", .text),
            .optional("templates", .array(Self.emailTemplate)),
        ]))

    static let sms = ConnectorFactory(
        LogtoConnector.smsFactory, .sms, "Text messages",
        config: .object([
            .required("accountSID", .text), .required("authToken", .text),
            .required("fromMessagingServiceSID", .text),
            .required("templates", .array(.object([.required("usageType", .text), .required("content", .text)]))),
        ]))

    private static let emailTemplate = Schema.object([
        .required("usageType", .text), .required("type", .choice(["text/plain", "text/html"])),
        .required("subject", .text), .required("content", .text),
    ])

    private init(_ id: String, _ kind: LogtoConnector.Kind, _ name: String, config: Schema) {
        self.init(
            factory: LogtoConnector.Factory(id: id, kind: kind, target: id),
            metadata: [
                "name": ["en": .string(name)],
                "description": ["en": "Lays what it is given into the emulator's inbox; nothing leaves the machine."],
                "logo": "", "logoDark": .null, "readme": "See the emulator's `/inbox`.", "configTemplate": "{}",
            ],
            config: config)
    }
}
