import Core
import OAuth

/// Where the browser is sent to sign in or to consent (spec `logto-oidc.md` §6.5): always a relative address.
struct FirstPage: Sendable {
    private let request: AuthorizationRequest
    private let applicationID: ID<LogtoApplication>

    init(_ accepted: AcceptedRequest) {
        self.request = accepted.request
        self.applicationID = accepted.application.id
    }

    var consent: String {
        "/consent?" + FormURLEncoding.encode([("app_id", self.applicationID.value)])
    }

    var signIn: String {
        var query = [("app_id", self.applicationID.value)]
        guard self.areExtrasValid else { return "/sign-in?" + FormURLEncoding.encode(query) }
        for name in ["organization_id", "ui_locales", "one_time_token", "login_hint", "identifier"] {
            if let value = self.request[name] { query.append((name, value)) }
        }
        guard let direct = self.directSignIn else {
            return "/\(self.screen)?" + FormURLEncoding.encode(query)
        }
        query.append(("fallback", self.screen))
        return "/direct/\(direct)?" + FormURLEncoding.encode(query)
    }

    /// What the `_logto` cookie tells the pages for their looks (§7.1).
    var brandingCookie: JSON {
        let areValid = self.areExtrasValid
        return [
            "appId": .string(self.applicationID.value),
            "organizationId": areValid ? self.request["organization_id"].map(JSON.string) : nil,
            "uiLocales": areValid ? self.request["ui_locales"].map(JSON.string) : nil,
        ]
    }

    /// One of Logto's own parameters with a wrong value has all of them ignored, without an error (§6.1).
    private var areExtrasValid: Bool {
        let screen = self.request["first_screen"].map { Self.screens[$0] != nil } ?? true
        let mode = self.request["interaction_mode"].map { ["signIn", "signUp"].contains($0) } ?? true
        return screen && mode
    }

    private var screen: String {
        if let name = self.request["first_screen"], let screen = Self.screens[name] { return screen }
        return self.request["interaction_mode"] == "signUp" ? "register" : "sign-in"
    }

    /// `social:patreon` → `social/patreon`.
    private var directSignIn: String? {
        guard let value = self.request["direct_sign_in"] else { return nil }
        let parts = value.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[0] == "social" || parts[0] == "sso" else { return nil }
        return "\(parts[0])/\(PercentEncoding.component(String(parts[1])))"
    }

    private static let screens = [
        "sign_in": "sign-in", "signIn": "sign-in", "register": "register", "reset_password": "reset-password",
        "identifier:sign_in": "identifier-sign-in", "identifier:register": "identifier-register",
        "single_sign_on": "single-sign-on",
    ]
}
