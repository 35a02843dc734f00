import Core

/// How a request shows that it may (spec `logto-management-api.md` §3).
extension APIOperation.Audience {
    /// What every operation for this audience demands.
    var security: JSON {
        guard let schemeName else { return [] }
        return [.object([JSON.Member(schemeName, .strings(self.scopes.map(\.name)))])]
    }

    var schemeName: String? {
        switch self {
        case .administrators: "OAuth2"
        case .users: "userToken"
        case .signIn: "cookieAuth"
        case .everybody: nil
        }
    }

    private var scopes: [(name: String, meaning: String)] {
        switch self {
        case .administrators: [("all", "Everything.")]
        case .users: [("openid", "Of every sign-in.")]
        case .signIn, .everybody: []
        }
    }

    /// - Parameter origin: where Logto is.
    func scheme(at origin: String) -> JSON {
        switch self {
        case .administrators:
            let resource = FreshInstance.managementAPI.indicator
            return self.oauth2(
                "An access token for the resource `\(resource)`.", "clientCredentials",
                ["tokenUrl": .string(origin + "/oidc/token")])
        case .users:
            return self.oauth2(
                "The opaque access token of somebody who signed in, asked for without a resource.",
                "authorizationCode",
                ["authorizationUrl": .string(origin + "/oidc/auth"), "tokenUrl": .string(origin + "/oidc/token")])
        case .signIn, .everybody:
            return [
                "type": "apiKey", "in": "cookie", "name": "_interaction",
                "description": "What the browser was given on its way to the sign-in page.",
            ]
        }
    }

    private func oauth2(_ description: String, _ flow: String, _ addresses: JSON) -> JSON {
        let scopes = JSON.object(self.scopes.map { JSON.Member($0.name, .string($0.meaning)) })
        return [
            "type": "oauth2", "description": .string(description),
            "flows": .object([JSON.Member(flow, addresses.adding(["scopes": scopes]))]),
        ]
    }
}
