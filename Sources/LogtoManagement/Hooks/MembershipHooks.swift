import Core
import HTTPTypes
import Logto
import Storage

/// What `Organization.Membership.Updated` says of who came and who left (spec `logto-management-api.md` §8.4).
enum MembershipHooks {
    private static let most = 5000

    struct Members: Sendable {
        fileprivate let users: Set<String>
        fileprivate let applications: Set<String>
    }

    /// Who was a member before a request that may change it; `nil` for any other.
    static func before(_ route: Route, _ call: Call) async throws -> Members? {
        guard Self.changesMembers(route), try await call.read({ try $0.hookCount() }) > 0 else { return nil }
        return try await Self.members(call)
    }

    /// - Returns: `nil` for a request that changes nobody's membership.
    static func change(by route: Route, _ call: Call, _ content: JSON?, _ before: Members?) async throws -> JSON? {
        if let before {
            let after = try await Self.members(call)
            return [
                "organizationId": .string(call.parameters["id"] ?? ""),
                "addedUserIds": Self.list(after.users.subtracting(before.users)),
                "removedUserIds": Self.list(before.users.subtracting(after.users)),
                "addedApplicationIds": Self.list(after.applications.subtracting(before.applications)),
                "removedApplicationIds": Self.list(before.applications.subtracting(after.applications)),
            ]
        }
        guard route.path == "/organization-invitations/:id/status", call.body["status"]?.string == "Accepted" else {
            return nil
        }
        return [
            "organizationId": content?["organizationId"],
            "addedUserIds": call.body["acceptedUserId"].map { .array([$0]) },
        ]
    }

    private static func changesMembers(_ route: Route) -> Bool {
        guard [.post, .put, .delete].contains(route.method) else { return false }
        return [
            "/organizations/:id/users", "/organizations/:id/users/:userId", "/organizations/:id/applications",
            "/organizations/:id/applications/:applicationId",
        ].contains(route.path)
    }

    private static func members(_ call: Call) async throws -> Members {
        try await call.read { db in
            let organization: ID<Organization> = call.id()
            let users = try db.members(of: organization, in: MemberKind.users.relation)
            let applications = try db.members(of: organization, in: MemberKind.applications.relation)
            return Members(users: Set(users.map(\.value)), applications: Set(applications.map(\.value)))
        }
    }

    private static func list(_ ids: Set<String>) -> JSON? {
        ids.isEmpty ? nil : .strings(ids.sorted().prefix(Self.most))
    }
}
