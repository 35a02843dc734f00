import Core
import OAuth

/// Which of the scopes that an authorization request names can be granted at all (spec `logto-oidc.md` §6.3).
package enum RequestedScopes {
    /// The scopes of the OpenID Connect provider itself, in the order in which discovery lists them (§2).
    package static let oidc = [
        "openid", "offline_access", "profile", "email", "phone", "address", "custom_data", "identities", "roles",
        "urn:logto:scope:organizations", "urn:logto:scope:organization_roles", "urn:logto:scope:sessions",
        "urn:logto:scope:trusted_devices",
    ]

    /// The provider's own scopes among those requested, in the order of the request. Unknown ones are never refused,
    /// only not granted; `offline_access` needs `prompt=consent` and an application that may refresh.
    package static func oidc(in scope: String?, prompts: [String], application: LogtoApplication) -> [String] {
        Scope(parsing: scope ?? "").names.filter { scope in
            scope == "offline_access"
                ? prompts.contains("consent") && application.isInteractive : self.oidc.contains(scope)
        }
    }
}
