import Core
import HTTPTypes
import Logto
import Storage

/// `/users/:userId/organizations` and `/applications/:id/organizations`: what somebody is a member of (spec
/// `logto-management-api.md` §4.1, §4.2).
enum MembershipsAPI {
    static let routes = [
        Route(
            .get, "/users/:userId/organizations", "List a user's organizations", answer: .list(.organization),
            handle: Self.listOfUser),
        Route(
            .get, "/applications/:id/organizations", "List an application's organizations",
            answer: .list(.organization), paging: .optional,
            handle: Self.listOfApplication),
    ]

    @Sendable private static func listOfUser(_ call: Call) async throws -> Answer {
        try await call.read { db in
            let user = try db.existingUser(call.id("userId"))
            return .list(try Self.list(of: user.id, .users, nil, in: db))
        }
    }

    @Sendable private static func listOfApplication(_ call: Call) async throws -> Answer {
        try await call.read { db in
            let application = try db.existingApplication(call.id())
            return .list(
                try Self.list(of: application.id, .applications, call.window, in: db),
                total: try db.organizationCount(of: application.id, .applications))
        }
    }

    private static func list<Member>(
        of member: ID<Member>, _ kind: MemberKind<Member>, _ window: ListWindow?, in db: Transaction
    ) throws -> [JSON] {
        try db.organizationRecords(of: member, kind, window).map { record in
            let roles = try db.organizationRoles(of: member, in: record.organization.id, kind)
            return OrganizationBody.json(record).adding(OrganizationBody.organizationRoles(roles))
        }
    }
}
