import Core

/// Logto's own parameters of an authorization request, which are for its pages (spec `logto-oidc.md` §6.1, §6.5).
package enum ExtraParameters {
    /// The pages that come first, by the values of `first_screen`.
    package static let screens = [
        "sign_in": "sign-in", "signIn": "sign-in", "register": "register", "reset_password": "reset-password",
        "identifier:sign_in": "identifier-sign-in", "identifier:register": "identifier-register",
        "single_sign_on": "single-sign-on",
    ]

    /// One of them with a wrong value has all of them ignored, without an error.
    package static func areValid(_ parameter: (String) -> String?) -> Bool {
        let screen = parameter("first_screen").map { Self.screens[$0] != nil } ?? true
        let mode = parameter("interaction_mode").map { ["signIn", "signUp"].contains($0) } ?? true
        return screen && mode
    }
}

extension Interaction {
    /// One of Logto's own parameters, as its pages get to know it.
    package func extra(_ name: String) -> String? {
        guard ExtraParameters.areValid({ self.parameters[$0]?.string }) else { return nil }
        return self.parameters[name]?.string
    }
}
