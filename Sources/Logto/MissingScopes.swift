import Core

/// What an application asks for and has not been granted: the details of a consent prompt (spec `logto-oidc.md` §6.5,
/// `op_scopes_missing` and `rs_scopes_missing`).
package struct MissingScopes: Equatable, Sendable {
    package struct AtResource: Equatable, Sendable {
        package let indicator: String
        package let scopes: [String]

        package init(indicator: String, scopes: [String]) {
            self.indicator = indicator
            self.scopes = scopes
        }
    }

    /// Of the provider itself.
    package var oidc: [String]
    package var resources: [AtResource]

    package init(oidc: [String] = [], resources: [AtResource] = []) {
        self.oidc = oidc
        self.resources = resources
    }

    /// - Parameters:
    ///   - requested: the scopes of the request.
    ///   - servers: the APIs that it names, with what the user may have there.
    ///   - grant: what was granted before, and what was refused, if anything.
    package init(requested: [String], servers: [ResourceServer], grant: Grant?) {
        let granted = grant?.scopes ?? []
        self.oidc = requested.filter { RequestedScopes.oidc.contains($0) && !granted.contains($0) }
        self.resources = servers.compactMap { server in
            let indicator = server.indicator
            let encountered = (grant?.resources[indicator] ?? []) + (grant?.rejectedResources[indicator] ?? [])
            let scopes = requested.filter { server.scopes.contains($0) && !encountered.contains($0) }
            return scopes.isEmpty ? nil : AtResource(indicator: server.indicator, scopes: scopes)
        }
    }

    package var isEmpty: Bool { self.oidc.isEmpty && self.resources.isEmpty }

    /// The members under which an interaction remembers them, as the engine names them.
    package var json: JSON {
        [
            "missingOIDCScope": self.oidc.isEmpty ? nil : .strings(self.oidc),
            "missingResourceScopes": self.resources.isEmpty
                ? nil : .object(self.resources.map { JSON.Member($0.indicator, .strings($0.scopes)) }),
        ]
    }

    /// As an interaction remembers them.
    package init(state: JSON) {
        self.oidc = state["missingOIDCScope"]?.array?.compactMap(\.string) ?? []
        self.resources = (state["missingResourceScopes"]?.members ?? []).map { member in
            AtResource(indicator: member.name, scopes: member.value.array?.compactMap(\.string) ?? [])
        }
    }
}

extension Grant {
    package mutating func add(_ missing: MissingScopes) {
        self.scopes += missing.oidc.filter { !self.scopes.contains($0) }
        self.resources.add(missing.resources)
    }

    /// Notes of what was missing all that was not granted, so that nobody is asked for it again. An API at which nothing
    /// at all was granted is left out: Logto keeps asking there, in case the user gets to be eligible
    /// (Logto's `routes/interaction/consent/utils.ts`).
    package mutating func reject(_ missing: [MissingScopes.AtResource], granting granted: [MissingScopes.AtResource]) {
        let grantedScopes = Dictionary(granted.map { ($0.indicator, $0.scopes) }, uniquingKeysWith: +)
        self.rejectedResources.add(
            missing.compactMap { resource in
                guard let granted = grantedScopes[resource.indicator] else { return nil }
                return .init(
                    indicator: resource.indicator, scopes: resource.scopes.filter { !granted.contains($0) })
            })
    }
}

extension [String: [String]] {
    fileprivate mutating func add(_ resources: [MissingScopes.AtResource]) {
        for resource in resources {
            let known = self[resource.indicator] ?? []
            let scopes = known + resource.scopes.filter { !known.contains($0) }
            if !scopes.isEmpty { self[resource.indicator] = scopes }
        }
    }
}
