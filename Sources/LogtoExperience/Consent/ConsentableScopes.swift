import Core
import Logto
import Storage

/// An API with the scopes that a user is asked about, in words.
struct ConsentableScopes: Sendable {
    struct Scope: Sendable {
        let id: String
        let name: String
        let description: String?
    }

    let id: String
    let name: String
    let indicator: String
    let scopes: [Scope]

    var json: JSON {
        [
            "resource": [
                "id": .string(self.id), "name": .string(self.name), "indicator": .string(self.indicator),
            ],
            "scopes": .array(
                self.scopes.map { scope in
                    [
                        "id": .string(scope.id), "name": .string(scope.name),
                        "description": .nullable(scope.description),
                    ]
                }),
        ]
    }

    /// What is granted when the user agrees.
    var granted: MissingScopes.AtResource {
        MissingScopes.AtResource(indicator: self.indicator, scopes: self.scopes.map(\.name))
    }
}

extension Transaction {
    /// The missing scopes, sorted by where the user has them from: global roles, or roles in an organization. The
    /// authorization request lost that (spec `logto-oidc.md` §7.4).
    ///
    /// - Parameter organization: `nil` for what is the user's anywhere.
    func consentableScopes(
        among missing: MissingScopes, user: ID<LogtoUser>, application: LogtoApplication,
        organization: ID<Organization>? = nil
    ) throws -> [ConsentableScopes] {
        let consent = application.isThirdParty ? try self.userConsentScopes(of: application.id) : nil
        return try missing.resources.compactMap { missing in
            if missing.indicator == LogtoResource.organizationsIndicator {
                return self.consentable(
                    missing, id: missing.indicator, name: missing.indicator,
                    try self.organizationScopes()
                        .filter { consent?.organizationScopeIDs.contains($0.id) ?? true }
                        .map { .init(id: $0.id.value, name: $0.name, description: $0.description) })
            }
            guard let resource = try self.resource(indicator: missing.indicator) else { return nil }
            var names = Set(try self.scopeNames(of: user, at: resource.id))
            if let organization {
                names.formUnion(try self.resourceScopeNames(of: user, in: organization, at: resource.id))
            }
            let enabled = organization == nil ? consent?.resourceScopeIDs : consent?.organizationResourceScopeIDs
            return self.consentable(
                missing, id: resource.id.value, name: resource.name,
                try self.scopes(of: resource.id)
                    .filter { names.contains($0.name) && enabled?.contains($0.id) ?? true }
                    .map { .init(id: $0.id.value, name: $0.name, description: $0.description) })
        }
    }

    private func consentable(
        _ missing: MissingScopes.AtResource, id: String, name: String, _ available: [ConsentableScopes.Scope]
    ) -> ConsentableScopes? {
        let scopes = missing.scopes.compactMap { name in available.first { $0.name == name } }
        guard !scopes.isEmpty else { return nil }
        return ConsentableScopes(id: id, name: name, indicator: missing.indicator, scopes: scopes)
    }
}
