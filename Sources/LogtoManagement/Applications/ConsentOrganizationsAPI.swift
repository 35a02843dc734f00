import Core
import HTTPTypes
import Logto
import Storage

/// `/applications/:id/users/:userId/consent-organizations`: the organizations in whose name a user lets a third-party
/// application act (spec `logto-management-api.md` §6.1, "Consent organizations").
enum ConsentOrganizationsAPI {
    private static let path = "/applications/:id/users/:userId/consent-organizations"

    static let routes = [
        Route(
            .get, Self.path, "List the organizations that a user lets an application act for",
            answer: .json(.object([.required("organizations", .array(.organization))])), paging: .always,
            handle: Self.list
        ).failing(.unprocessableContent),
        Route(
            .put, Self.path, "Replace the organizations that a user lets an application act for", status: .noContent,
            body: .object([.required("organizationIds", .ids)]), handle: Self.replace),
        Route(
            .post, Self.path, "Let an application act for organizations of a user", status: .created,
            answer: .reasonPhrase,
            body: .object([.required("organizationIds", .someIDs)]), handle: Self.add),
        Route(
            .delete, "\(Self.path)/:organizationId", "Let an application no longer act for an organization",
            status: .noContent, handle: Self.remove),
    ].map { $0.after(Self.checkPath) }

    /// Before the body.
    @Sendable private static func checkPath(_ call: Call) async throws {
        try await call.read { db in
            guard try db.existingApplication(call.id()).isThirdParty else {
                throw LogtoError("application.third_party_application_only", .unprocessableContent)
            }
            _ = try db.existingUser(call.id("userId"))
        }
    }

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        try await call.read { db in
            let ids = try db.consentedOrganizations(of: call.id("userId"), to: call.id())
            let part = call.window.map { ids.dropFirst($0.offset).prefix($0.limit) } ?? ids[...]
            let records = try part.compactMap { try db.organizationRecord($0) }
            return .json(["organizations": .array(records.map(OrganizationBody.json))], total: ids.count)
        }
    }

    @Sendable private static func replace(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let (user, application): (ID<LogtoUser>, ID<LogtoApplication>) = (call.id("userId"), call.id())
            let organizations = try Self.organizations(call, in: db)
            for id in try db.consentedOrganizations(of: user, to: application) where !organizations.contains(id) {
                _ = try db.withdrawConsent(of: user, to: application, for: id)
            }
            for id in organizations { try db.consent(of: user, to: application, for: id) }
            return .none
        }
    }

    @Sendable private static func add(_ call: Call) async throws -> Answer {
        try await call.write { db in
            for id in try Self.organizations(call, in: db) {
                try db.consent(of: call.id("userId"), to: call.id(), for: id)
            }
            return .reasonPhrase
        }
    }

    /// - Throws: 422 `organization.require_membership`.
    private static func organizations(_ call: Call, in db: Transaction) throws -> [ID<Organization>] {
        let ids: [ID<Organization>] = call.ids("organizationIds")
        let user: ID<LogtoUser> = call.id("userId")
        for id in ids where try !db.isMember(user, of: id) { throw LogtoError.requireMembership }
        return ids
    }

    @Sendable private static func remove(_ call: Call) async throws -> Answer {
        try await call.write { db in
            guard
                try db.withdrawConsent(of: call.id("userId"), to: call.id(), for: call.id("organizationId"))
            else { throw LogtoError.notFound }
            return .none
        }
    }
}
