import Core

/// Shapes in the bodies of the Experience API (spec `logto-oidc.md` §8).
extension Schema {
    /// `{"type":"username"|"email"|"phone","value":"…"}`
    package static let identifier = Schema.object([
        .required("type", .choice(of: SignInExperience.Identifier.self)), .required("value", .text),
    ])

    package static let username = Schema.string([
        .pattern("^[A-Z_a-z]\\w*$") { $0.wholeMatch(of: /[A-Z_a-z][A-Za-z0-9_]*/) != nil }
    ])

    /// Logto's own idea of an e-mail address.
    package static let address = Schema.string([
        .pattern("^\\S+@\\S+\\.\\S+$") { $0.wholeMatch(of: /\S+@\S+\.\S+/) != nil }
    ])

    package static let notEmpty = Schema.string([.least(1)])
}
