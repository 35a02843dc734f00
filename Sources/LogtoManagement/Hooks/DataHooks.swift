import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage

/// Which events a request to one of the APIs has for webhooks, and what they are told (spec `logto-management-api.md`
/// §8.2, §8.4).
enum DataHooks {
    /// Whose payload names the role (§8.4).
    private static let roleScopes = "OrganizationRole.Scopes.Updated"

    /// By method and path.
    private static let events = [
        "POST /users": "User.Created", "DELETE /users/:userId": "User.Deleted",
        "PATCH /users/:userId": "User.Data.Updated", "PATCH /users/:userId/custom-data": "User.Data.Updated",
        "PATCH /users/:userId/profile": "User.Data.Updated", "PATCH /users/:userId/password": "User.Data.Updated",
        "PATCH /users/:userId/is-suspended": "User.SuspensionStatus.Updated",
        "POST /roles": "Role.Created", "DELETE /roles/:id": "Role.Deleted", "PATCH /roles/:id": "Role.Data.Updated",
        "POST /roles/:id/scopes": "Role.Scopes.Updated", "DELETE /roles/:id/scopes/:scopeId": "Role.Scopes.Updated",
        "POST /resources/:resourceId/scopes": "Scope.Created",
        "DELETE /resources/:resourceId/scopes/:scopeId": "Scope.Deleted",
        "PATCH /resources/:resourceId/scopes/:scopeId": "Scope.Data.Updated",
        "POST /organizations": "Organization.Created", "DELETE /organizations/:id": "Organization.Deleted",
        "PATCH /organizations/:id": "Organization.Data.Updated",
        "POST /organization-roles": "OrganizationRole.Created",
        "DELETE /organization-roles/:id": "OrganizationRole.Deleted",
        "PATCH /organization-roles/:id": "OrganizationRole.Data.Updated",
        "POST /organization-roles/:id/scopes": Self.roleScopes,
        "PUT /organization-roles/:id/scopes": Self.roleScopes,
        "DELETE /organization-roles/:id/scopes/:organizationScopeId": Self.roleScopes,
        "POST /organization-scopes": "OrganizationScope.Created",
        "DELETE /organization-scopes/:id": "OrganizationScope.Deleted",
        "PATCH /organization-scopes/:id": "OrganizationScope.Data.Updated",
    ]

    /// A request has succeeded.
    static func trigger(
        by route: Route, _ call: Call, _ answer: Answer, _ request: Request, _ before: MembershipHooks.Members?
    ) async throws {
        guard route.method != .get, let trail = AuditTrail.current,
            try await call.read({ try $0.hookCount() }) > 0
        else { return }
        if let userID = Self.changedUser(by: route, call) {
            guard let user = try await call.read({ try $0.user(userID) }) else { return }
            let payload = Self.beginning("User.Data.Updated", call, trail).adding(["data": user.json])
            return trail.trigger("User.Data.Updated", payload)
        }
        let content: JSON? = if case .json(let json) = answer.content { json } else { nil }
        func trigger(_ event: String, _ data: JSON?, _ more: JSON = [:]) {
            trail.trigger(
                event,
                Self.beginning(event, call, trail)
                    .adding(Self.description(of: request, to: route, call, answer))
                    .adding(["data": data]).adding(more))
        }
        if let event = Self.events["\(route.method.rawValue) \(route.path)"] {
            let role = event == Self.roleScopes ? call.parameters["id"].map(JSON.string) : nil
            trigger(event, content, ["organizationRoleId": role])
        }
        if let change = try await MembershipHooks.change(by: route, call, content, before) {
            trigger("Organization.Membership.Updated", content, change)
        }
        if route.method == .post, route.path == "/roles", !call.body.isEmpty("scopeIds") {
            let ids: [ID<LogtoScope>] = call.ids("scopeIds")
            let scopes = try await call.read { db in try ids.compactMap(db.scope).map(ResourceBody.json) }
            trigger("Role.Scopes.Updated", .array(scopes), ["roleId": content?["id"]])
        }
        let lists = ["organizationScopeIds", "resourceScopeIds"]
        if route.method == .post, route.path == "/organization-roles", !lists.allSatisfy(call.body.isEmpty) {
            trigger(Self.roleScopes, nil, ["organizationRoleId": content?["id"]])
        }
    }

    /// The user whose data Logto reports by hand: of the Account API, and of a user's choices.
    private static func changedUser(by route: Route, _ call: Call) -> ID<LogtoUser>? {
        if route.path == "/users/:userId/logto-configs" { return call.id("userId") }
        guard case .account = route.handler, case .user(let id) = call.caller,
            route.path.hasPrefix("/my-account"), !route.path.hasSuffix("/generate"),
            !["/my-account/sessions", "/my-account/grants"].contains(where: route.path.hasPrefix)
        else { return nil }
        return ID(id)
    }

    private static func beginning(_ event: String, _ call: Call, _ trail: AuditTrail) -> JSON {
        [
            "event": .string(event), "createdAt": .string(call.now.isoText), "userAgent": trail.userAgent,
            "ip": trail.ip,
        ]
    }

    private static func description(
        of request: Request, to route: Route, _ call: Call, _ answer: Answer
    ) -> JSON {
        let status: HTTPResponse.Status =
            if case .none = answer.content { .noContent } else { answer.status ?? route.status }
        let parameters = call.parameters.sorted { $0.key < $1.key }
        return [
            "path": .string(String(request.uri.path.dropFirst("/api".count))),
            "method": .string(route.method.rawValue),
            "status": .int(Int64(status.code)),
            "params": .object(parameters.map { JSON.Member($0.key, .string($0.value)) }),
            "matchedRoute": .string(route.path),
        ]
    }
}

extension JSON {
    /// Whether a list in the object is absent or has nothing in it.
    fileprivate func isEmpty(_ name: String) -> Bool { self[name]?.array?.isEmpty ?? true }
}
