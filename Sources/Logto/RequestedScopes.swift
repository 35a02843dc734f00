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

    /// The scopes in the order of the request, without an `offline_access` that does not count: it needs an application
    /// that may refresh, and `prompt=consent` unless that is a device, which cannot send it. Unknown ones are never
    /// refused; they may be an API's.
    package static func names(in scope: String?, prompts: [String], application: LogtoApplication) -> [String] {
        Scope(parsing: scope ?? "").names.filter { scope in
            scope != "offline_access" || application.isDevice
                || prompts.contains("consent") && application.isInteractive
        }
    }

    /// The provider's own scopes that a third-party application must not ask for.
    ///
    /// - Parameter enabled: its user scopes.
    package static func forbidden(among names: [String], enabled: [String]) -> [String] {
        names.filter { Self.oidc.contains($0) && !(["openid", "offline_access"] + enabled).contains($0) }
    }
}
