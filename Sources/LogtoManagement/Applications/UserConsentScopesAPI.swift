import Core
import HTTPTypes
import Logto
import Storage

/// `/applications/:applicationId/user-consent-scopes`: what a third-party application may ask its users for (spec
/// `logto-management-api.md` §6.1, "User consent scopes").
enum UserConsentScopesAPI {
    private static let path = "/applications/:applicationId/user-consent-scopes"

    /// What of an application's scopes a path means.
    private enum Kind: String, CaseIterable {
        case organizationScopes = "organization-scopes"
        case resourceScopes = "resource-scopes"
        case organizationResourceScopes = "organization-resource-scopes"
        case userScopes = "user-scopes"
    }

    static let routes = [
        Route(
            .post, Self.path, "Let an application ask for scopes", status: .created, answer: .reasonPhrase,
            body: .object([
                .optional("organizationScopes", .array(.text)), .optional("resourceScopes", .array(.text)),
                .optional("organizationResourceScopes", .array(.text)),
                .optional("userScopes", .array(.choice(UserConsentScopes.knownUserScopes))),
            ]), handle: Self.add),
        Route(
            .get, Self.path, "List the scopes that an application may ask for", answer: .json(.userConsentScopes),
            handle: Self.show),
        Route(
            .delete, "\(Self.path)/:scopeType/:scopeId", "Let an application no longer ask for a scope",
            status: .noContent, handle: Self.remove),
    ]

    @Sendable private static func add(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let application = try db.existingApplication(call.id("applicationId"))
            guard application.isThirdParty else {
                throw LogtoError("application.third_party_application_only", .unprocessableContent)
            }
            let added = UserConsentScopes(
                userScopes: call.body["userScopes"]?.strings ?? [], resourceScopeIDs: call.ids("resourceScopes"),
                organizationScopeIDs: call.ids("organizationScopes"),
                organizationResourceScopeIDs: call.ids("organizationResourceScopes"))
            try Self.refuseUnknown(added, in: db)
            var scopes = try db.userConsentScopes(of: application.id)
            scopes.userScopes += added.userScopes
            scopes.resourceScopeIDs += added.resourceScopeIDs
            scopes.organizationScopeIDs += added.organizationScopeIDs
            scopes.organizationResourceScopeIDs += added.organizationResourceScopeIDs
            try db.put(scopes, of: application.id)
            return .reasonPhrase
        }
    }

    private static func refuseUnknown(_ scopes: UserConsentScopes, in db: Transaction) throws {
        let organizationScopes = Set(try db.organizationScopes().map(\.id))
        let invalid = (
            organization: scopes.organizationScopeIDs.filter { !organizationScopes.contains($0) },
            resource: try scopes.resourceScopeIDs.filter { try db.scope($0) == nil },
            organizationResource: try scopes.organizationResourceScopeIDs.filter { try db.scope($0) == nil }
        )
        guard invalid.organization.isEmpty, invalid.resource.isEmpty, invalid.organizationResource.isEmpty else {
            throw LogtoError(
                "application.user_consent_scopes_not_found", .unprocessableContent,
                data: [
                    "invalidOrganizationScopes": .strings(invalid.organization.map(\.value)),
                    "invalidResourceScopes": .strings(invalid.resource.map(\.value)),
                    "invalidOrganizationResourceScopes": .strings(invalid.organizationResource.map(\.value)),
                ])
        }
        for id in scopes.resourceScopeIDs + scopes.organizationResourceScopeIDs {
            guard let scope = try db.scope(id), let resource = try db.resource(scope.scope.resourceID) else { continue }
            if resource.isManagementAPI {
                throw LogtoError("application.consent_management_api_scopes_not_allowed", .unprocessableContent)
            }
        }
    }

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in
            let application = try db.existingApplication(call.id("applicationId"))
            let scopes = try db.userConsentScopes(of: application.id)
            let organizationScopes = try db.organizationScopes().filter { scopes.organizationScopeIDs.contains($0.id) }
            return .json([
                "organizationScopes": .array(
                    organizationScopes.map { Self.json($0.id.value, $0.name, $0.description) }),
                "resourceScopes": .array(try Self.byResource(scopes.resourceScopeIDs, in: db)),
                "organizationResourceScopes": .array(
                    try Self.byResource(scopes.organizationResourceScopeIDs, in: db)),
                "userScopes": .strings(scopes.userScopes),
            ])
        }
    }

    private static func byResource(_ ids: [ID<LogtoScope>], in db: Transaction) throws -> [JSON] {
        let scopes = try ids.compactMap { try db.scope($0)?.scope }
        return try db.resources().compactMap { resource in
            let own = scopes.filter { $0.resourceID == resource.id }
            guard !own.isEmpty else { return nil }
            return [
                "resource": [
                    "id": .string(resource.id.value), "name": .string(resource.name),
                    "indicator": .string(resource.indicator),
                ],
                "scopes": .array(own.map { Self.json($0.id.value, $0.name, $0.description) }),
            ]
        }
    }

    private static func json(_ id: String, _ name: String, _ description: String?) -> JSON {
        ["id": .string(id), "name": .string(name), "description": .nullable(description)]
    }

    @Sendable private static func remove(_ call: Call) async throws -> Answer {
        let kind = try call.checkedParameters([.required("scopeType", .choice(of: Kind.self))])["scopeType"]?.string
        return try await call.write { db in
            let application = try db.existingApplication(call.id("applicationId"))
            var scopes = try db.userConsentScopes(of: application.id)
            let before = scopes
            let id = call.parameters["scopeId"] ?? ""
            switch kind.flatMap(Kind.init) {
            case .organizationScopes: scopes.organizationScopeIDs.removeAll { $0.value == id }
            case .resourceScopes: scopes.resourceScopeIDs.removeAll { $0.value == id }
            case .organizationResourceScopes: scopes.organizationResourceScopeIDs.removeAll { $0.value == id }
            case .userScopes: scopes.userScopes.removeAll { $0 == id }
            case nil: break
            }
            guard scopes != before else { throw LogtoError.notFound }
            try db.put(scopes, of: application.id)
            return .none
        }
    }
}
