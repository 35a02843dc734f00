import Core
import HTTPTypes
import Logto
import Storage

/// `/organizations/:id/users`: members of organizations, and their roles there (spec `logto-management-api.md` §6.10).
enum OrganizationUsersAPI {
    private static let path = "/organizations/:id/users"
    private static let relation = RelationRoutes(
        path: Self.path, noun: "an organization's users", list: "userIds", parameter: "userId",
        relation: MemberKind.users.relation)
    private static let roles = MemberRolesRoutes(
        path: "\(Self.path)/:userId/roles", noun: "a user's roles in an organization", parameter: "userId",
        takesNames: true, kind: MemberKind.users)

    static let routes =
        [
            Route(
                .get, Self.path, "List an organization's users", answer: .list(.user), paging: .always,
                query: [.optional("q", .text), .optional("organizationRoleId", .text)], handle: Self.list),
            // What was sent is sent back.
            Self.relation.adding(answer: .json(.object([.required("userIds", .ids)]))) { call in
                .json(["userIds": call.body["userIds"]])
            },
            Self.relation.replacing, Self.relation.removing,
            Route(
                .post, "\(Self.path)/roles", "Give an organization's users roles", status: .created,
                answer: .reasonPhrase,
                body: .object([.required("userIds", .someIDs), .required("organizationRoleIds", .someIDs)]),
                handle: Self.giveRoles),
        ] + Self.roles.routes + [
            Route(
                .get, "\(Self.path)/:userId/scopes", "List what a user may do in an organization",
                answer: .list(.organizationScope),
                handle: Self.listScopes)
        ]

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        let filter = Transaction.MemberFilter(
            search: call.keyword(in: UsersAPI.searchFields),
            role: call.query["organizationRoleId"]?.string.map { ID($0) })
        return try await call.read { db in
            let organization: ID<Organization> = call.id()
            return .list(
                try db.users(in: organization, filter, call.window).map { user in
                    let roles = try db.organizationRoles(of: user.id, in: organization, .users)
                    return UserBody.plain(user).adding(OrganizationBody.organizationRoles(roles))
                },
                total: try db.userCount(in: organization, filter))
        }
    }

    @Sendable private static func giveRoles(_ call: Call) async throws -> Answer {
        try await call.write { db in
            for user in call.ids("userIds") as [ID<LogtoUser>] {
                try db.give(call.ids("organizationRoleIds"), to: user, in: call.id(), .users)
            }
            return .reasonPhrase
        }
    }

    @Sendable private static func listScopes(_ call: Call) async throws -> Answer {
        try await call.read { db in
            .list(try db.organizationScopes(of: call.id("userId"), in: call.id()).map(OrganizationBody.json))
        }
    }
}
