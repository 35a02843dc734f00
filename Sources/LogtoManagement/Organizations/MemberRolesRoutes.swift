import Core
import HTTPTypes
import Logto
import Storage

/// The routes of the roles that a member has in an organization (spec `logto-management-api.md` §6.10). That it is a
/// member is looked at before anything else.
struct MemberRolesRoutes<Member>: Sendable {
    let path: String
    let noun: String
    /// What stands for the member in the path.
    let parameter: String
    /// Whether roles may be told by their names as well, or not at all; then the answer says which they were.
    let takesNames: Bool
    let kind: MemberKind<Member>

    var routes: [Route] {
        [
            Route(
                .get, self.path, "List \(self.noun)", answer: .list(.organizationRole), paging: .optional,
                handle: self.list
            )
            .failing(.unprocessableContent),
            Route(
                .post, self.path, "Add to \(self.noun)", status: .created,
                answer: self.takesNames ? .json(.object([.required("organizationRoleIds", .ids)])) : .reasonPhrase,
                body: self.body, handle: self.add),
            Route(.put, self.path, "Replace \(self.noun)", status: .noContent, body: self.body, handle: self.replace),
            Route(
                .delete, "\(self.path)/:organizationRoleId", "Take one of \(self.noun) away", status: .noContent,
                handle: self.remove),
        ].map { $0.after(self.checkMembership) }
    }

    private var body: Schema {
        self.takesNames
            ? .object([.optional("organizationRoleIds", .ids), .optional("organizationRoleNames", .ids)])
            : .object([.required("organizationRoleIds", .someIDs)])
    }

    @Sendable private func checkMembership(_ call: Call) async throws {
        guard try await call.read({ db in try db.has(call.id(), self.member(call), in: self.kind.relation) }) else {
            throw LogtoError.requireMembership
        }
    }

    private func member(_ call: Call) -> ID<Member> { call.id(self.parameter) }

    @Sendable private func list(_ call: Call) async throws -> Answer {
        try await call.read { db in
            .list(
                try db.organizationRoles(of: self.member(call), in: call.id(), self.kind, call.window)
                    .map(OrganizationBody.json),
                total: try db.organizationRoleCount(of: self.member(call), in: call.id(), self.kind))
        }
    }

    @Sendable private func add(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let roles = try db.organizationRoleIDs(in: call)
            try db.give(roles, to: self.member(call), in: call.id(), self.kind)
            guard self.takesNames else { return .reasonPhrase }
            return .json(["organizationRoleIds": .strings(roles.map(\.value))])
        }
    }

    @Sendable private func replace(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let (member, roles) = (self.member(call), try db.organizationRoleIDs(in: call))
            for role in try db.organizationRoles(of: member, in: call.id(), self.kind) where !roles.contains(role.id) {
                _ = try db.take(role.id, from: member, in: call.id(), self.kind)
            }
            try db.give(roles, to: member, in: call.id(), self.kind)
            return .none
        }
    }

    @Sendable private func remove(_ call: Call) async throws -> Answer {
        try await call.write { db in
            guard try db.take(call.id("organizationRoleId"), from: self.member(call), in: call.id(), self.kind) else {
                throw LogtoError.notFound
            }
            return .none
        }
    }
}

extension Transaction {
    /// The roles that a body tells by ids and by names, each once.
    ///
    /// - Throws: 422 `organization.role_names_not_found`.
    fileprivate func organizationRoleIDs(in call: Call) throws -> [ID<OrganizationRole>] {
        var ids: [ID<OrganizationRole>] = call.ids("organizationRoleIds")
        var unknown: [String] = []
        for name in call.body["organizationRoleNames"]?.strings ?? [] {
            guard let role = try self.organizationRole(name: name) else {
                unknown.append(name)
                continue
            }
            if !ids.contains(role.id) { ids.append(role.id) }
        }
        guard unknown.isEmpty else {
            throw LogtoError(
                "organization.role_names_not_found", .unprocessableContent,
                values: ["names": unknown.list(in: .english)])
        }
        return ids
    }
}

extension LogtoError {
    static let requireMembership = LogtoError("organization.require_membership", .unprocessableContent)
}
