import Core
import HTTPTypes
import Logto
import Storage

/// `/organizations/:id/jit`: who becomes a member just in time (spec `logto-management-api.md` §6.10). There are no
/// enterprise connectors here, so that none can be named.
enum OrganizationJITAPI {
    private static let path = "/organizations/:id/jit"
    private static let domains = RelationRoutes(
        path: "\(Self.path)/email-domains", noun: "the e-mail domains of an organization", list: "emailDomains",
        parameter: "emailDomain", relation: Relation.jitEmailDomains)
    private static let roles = RelationRoutes(
        path: "\(Self.path)/roles", noun: "the roles that new members get in an organization",
        list: "organizationRoleIds", parameter: "organizationRoleId", relation: Relation.jitRoles)
    private static let connectors = "\(Self.path)/sso-connectors"

    static let routes = [
        Self.domains.listing(.jitEmailDomain) { db, organization, window in
            try db.members(of: organization, in: Relation.jitEmailDomains, window)
                .map { Self.json($0, of: organization) }
        },
        Route(
            .post, Self.domains.path, "Add an e-mail domain to an organization", status: .created,
            answer: .json(.jitEmailDomain),
            body: .object([.required("emailDomain", .text(1...128))]), handle: Self.addDomain),
        Self.domains.replacing, Self.domains.removing,
        Self.roles.listing(.organizationRole) { db, organization, window in
            try db.organizationRoles(of: organization, in: Relation.jitRoles, window).map(OrganizationBody.json)
        },
        Self.roles.adding, Self.roles.replacing, Self.roles.removing,
        Route(.get, Self.connectors, "List an organization's enterprise connectors", paging: .optional) { _ in
            .list([], total: 0)
        },
        Route(
            .post, Self.connectors, "Add enterprise connectors to an organization", status: .created,
            answer: .reasonPhrase,
            body: .object([.required("ssoConnectorIds", .someIDs)])
        ) { _ in throw LogtoError.noSuchReference },
        Route(
            .put, Self.connectors, "Replace an organization's enterprise connectors", status: .noContent,
            body: .object([.required("ssoConnectorIds", .ids)])
        ) { call in
            guard call.body["ssoConnectorIds"]?.array?.isEmpty ?? true else { throw LogtoError.noSuchReference }
            return .none
        },
        Route(
            .delete, "\(Self.connectors)/:ssoConnectorId", "Take an enterprise connector from an organization",
            status: .noContent
        ) { _ in throw LogtoError.notFound },
    ]

    @Sendable private static func addDomain(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let organization: ID<Organization> = call.id()
            let domain = ID<EmailDomain>(call.body["emailDomain"]?.string ?? "")
            if try db.has(organization, domain, in: Relation.jitEmailDomains) {
                throw LogtoError("entity.unique_integrity_violation", .unprocessableContent)
            }
            try db.add([domain], to: organization, in: Relation.jitEmailDomains)
            return .json(Self.json(domain, of: organization))
        }
    }

    private static func json(_ domain: ID<EmailDomain>, of organization: ID<Organization>) -> JSON {
        [
            "tenantId": "default", "organizationId": .string(organization.value),
            "emailDomain": .string(domain.value),
        ]
    }
}

extension LogtoError {
    /// Of an id of something that there is not, where the database cannot say so.
    fileprivate static let noSuchReference = LogtoError(
        "entity.relation_foreign_key_not_found", .unprocessableContent)
}
