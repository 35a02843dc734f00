import Core
import Logto
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

    private var areExtrasValid: Bool { ExtraParameters.areValid { self.request[$0] } }

    private var screen: String {
        if let name = self.request["first_screen"], let screen = ExtraParameters.screens[name] { return screen }
        return self.request["interaction_mode"] == "signUp" ? "register" : "sign-in"
    }

    /// `social:patreon` → `social/patreon`; whatever else it says is put into the address as well, where no page is.
    /// Google's One Tap goes the same way.
    private var directSignIn: String? {
        guard let value = self.request["direct_sign_in"] else {
            return self.googleCredential == nil ? nil : "social/google"
        }
        return value.split(separator: ":", omittingEmptySubsequences: false).prefix(2).filter { !$0.isEmpty }
            .map { PercentEncoding.component(String($0)) }.joined(separator: "/")
    }

    /// What Google's One Tap gave the application, for the page to find in a cookie (§6.1, §7.1).
    var googleCredential: String? {
        self.areExtrasValid ? self.request["google_one_tap_credential"] : nil
    }
}
