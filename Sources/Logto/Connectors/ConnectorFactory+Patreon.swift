import Core
import Foundation

extension ConnectorFactory {
    /// Logto's connector for Patreon (spec `logto-management-api.md` §10); the texts that it comes with are ours.
    static let patreon = ConnectorFactory(
        factory: LogtoConnector.Factory(id: LogtoConnector.patreonFactory, kind: .social, target: "patreon"),
        platform: "Universal",
        metadata: [
            "name": ["en": "Patreon", "zh-CN": "Patreon", "tr-TR": "Patreon", "ko": "Patreon"],
            "description": [
                "en": "Patreon is a membership platform that makes it easy for artists and creators to get paid.",
                "zh-CN": "Patreon 是一个会员制平台，让艺术家和创作者更容易获得报酬。",
                "tr-TR":
                    "Patreon, sanatçıların ve içerik üreticilerinin kazanç elde etmesini kolaylaştıran bir üyelik platformudur.",
                "ko": "Patreon은 아티스트와 창작자가 쉽게 수익을 얻을 수 있도록 돕는 멤버십 플랫폼입니다.",
            ],
            "logo": .string(Self.logo(letter: "#000")),
            "logoDark": .string(Self.logo(letter: "#fff")),
            "readme": .string(Self.readme),
            "formItems": [
                [
                    "key": "clientId", "label": "Client ID", "type": "Text", "required": true,
                    "placeholder": "<client-id>",
                ],
                [
                    "key": "clientSecret", "label": "Client Secret", "type": "Text", "required": true,
                    "placeholder": "<client-secret>",
                ],
                [
                    "key": "scope", "label": "Scope", "type": "MultilineText", "required": false,
                    "placeholder": "Enter the scopes (separated by a space)",
                    "description":
                        "The `scope` determines permissions granted by the user's authorization. ",
                ],
            ],
        ],
        config: .object([
            .required("clientId", .text), .required("clientSecret", .text), .optional("scope", .text),
        ]))

    /// A plain letter of our own, not the company's mark.
    private static func logo(letter color: String) -> String {
        let picture =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"24\" height=\"24\" viewBox=\"0 0 24 24\">"
            + "<path fill=\"\(color)\" d=\"M5 3h8a6 6 0 0 1 0 12H9v6H5zm4 4v4h4a2 2 0 0 0 0-4z\"/></svg>"
        return "data:image/svg+xml;base64,\(Data(picture.utf8).base64EncodedString())"
    }

    private static let readme = """
        # Patreon

        Lets people sign in with their Patreon account.

        1. Register an OAuth client in Patreon's developer portal (*Clients & API Keys*).
        2. Give it the redirect URI `<logto origin>/callback/<connector id>`.
        3. Copy the client's id and secret into this connector's configuration.
        4. `scope` is optional: scopes with spaces between them. Without it, identity and e-mail address are asked for.
        5. Add the connector to the sign-in experience.

        Where Patreon says that the redirect URI does not match, make scheme and address the same on both sides, to the
        letter.
        """
}
