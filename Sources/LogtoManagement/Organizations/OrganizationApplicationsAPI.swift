import Core
import HTTPTypes
import Logto
import Storage

/// `/organizations/:id/applications`: machines in organizations, and their roles there (spec
/// `logto-management-api.md` §6.10).
enum OrganizationApplicationsAPI {
    private static let path = "/organizations/:id/applications"
    private static let relation = RelationRoutes(
        path: Self.path, noun: "an organization's applications", list: "applicationIds", parameter: "applicationId",
        relation: MemberKind.applications.relation)
    private static let roles = MemberRolesRoutes(
        path: "\(Self.path)/:applicationId/roles", noun: "an application's roles in an organization",
        parameter: "applicationId", takesNames: false, kind: MemberKind.applications)

    static let routes =
        [
            Route(
                .get, Self.path, "List an organization's applications", answer: .list(.application), paging: .always,
                query: [.optional("q", .text)], handle: Self.list),
            Self.relation.adding, Self.relation.replacing, Self.relation.removing,
            Route(
                .post, "\(Self.path)/roles", "Give an organization's applications roles", status: .created,
                answer: .reasonPhrase,
                body: .object([.required("applicationIds", .someIDs), .required("organizationRoleIds", .someIDs)]),
                handle: Self.giveRoles),
        ] + Self.roles.routes

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        let filter = Transaction.MemberFilter(search: call.keyword(in: ApplicationsAPI.searchFields))
        return try await call.read { db in
            let organization: ID<Organization> = call.id()
            return .list(
                try db.applicationRecords(in: organization, filter, call.window).map { application in
                    let roles = try db.organizationRoles(of: application.id, in: organization, .applications)
                    return ApplicationBody.json(application).adding(OrganizationBody.organizationRoles(roles))
                },
                total: try db.applicationCount(in: organization, filter))
        }
    }

    @Sendable private static func giveRoles(_ call: Call) async throws -> Answer {
        try await call.write { db in
            for application in call.ids("applicationIds") as [ID<LogtoApplication>] {
                try db.give(call.ids("organizationRoleIds"), to: application, in: call.id(), .applications)
            }
            return .reasonPhrase
        }
    }
}
