import Core
import HTTPTypes
import TestSupport
import Testing
import Web

/// Which requests of an administrator webhooks are told of, and which not (spec `logto-management-api.md` §8.2).
@Suite struct DataHookTriggersTests {
    /// Who asks, and what answered so far: ids stand in later paths and bodies as `{name}`.
    private struct Conversation {
        let receiver = HookReceiver()
        let management: Management
        var ids: [String: String] = [:]

        init() async throws {
            self.management = try await self.receiver.management()
            _ = try await self.receiver.hook(Self.dataEvents, in: self.management)
        }

        private static let dataEvents = [
            "User.Created", "User.Deleted", "User.Data.Updated", "User.SuspensionStatus.Updated", "Role.Created",
            "Role.Deleted", "Role.Data.Updated", "Role.Scopes.Updated", "Scope.Created", "Scope.Deleted",
            "Scope.Data.Updated", "Organization.Created", "Organization.Deleted", "Organization.Data.Updated",
            "Organization.Membership.Updated", "OrganizationRole.Created", "OrganizationRole.Deleted",
            "OrganizationRole.Data.Updated", "OrganizationRole.Scopes.Updated", "OrganizationScope.Created",
            "OrganizationScope.Deleted", "OrganizationScope.Data.Updated",
        ]

        /// Expects that a request tells webhooks of these events and no others.
        mutating func ask(
            _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, as name: String? = nil,
            tells events: String..., at location: SourceLocation = #_sourceLocation
        ) async throws {
            let before = self.receiver.requests.count
            let content = try body.map { try JSON(parsing: self.filled($0)) }
            let answer = try await self.management.call(method, self.filled(path), content)
            await self.management.world.settleHooks()
            #expect(
                answer.status.kind == .successful, "\(method) \(path): \(answer.body)", sourceLocation: location)
            if let name { self.ids[name] = answer.json["id"]?.string }
            let told = try self.receiver.requests[before...].map { try JSON(parsing: $0.body) }
            #expect(
                told.compactMap { $0["event"]?.string }.sorted() == events.sorted(), "\(method) \(path)",
                sourceLocation: location)
            for payload in told where payload["matchedRoute"] != nil {
                #expect(payload["method"]?.string == method.rawValue, sourceLocation: location)
                #expect(payload["status"] == .int(Int64(answer.status.code)), sourceLocation: location)
                #expect(payload["path"]?.string == self.filled(path), sourceLocation: location)
            }
        }

        private func filled(_ text: String) -> String {
            self.ids.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
        }
    }

    @Test func `users and what is known of them`() async throws {
        var talk = try await Conversation()
        try await talk.ask(.post, "/users", #"{"username": "one"}"#, as: "user", tells: "User.Created")
        try await talk.ask(.patch, "/users/{user}", #"{"name": "One"}"#, tells: "User.Data.Updated")
        try await talk.ask(
            .patch, "/users/{user}/custom-data", #"{"customData": {"a": 1}}"#, tells: "User.Data.Updated")
        try await talk.ask(.patch, "/users/{user}/profile", #"{"profile": {}}"#, tells: "User.Data.Updated")
        try await talk.ask(.patch, "/users/{user}/password", #"{"password": "x"}"#, tells: "User.Data.Updated")
        try await talk.ask(
            .patch, "/users/{user}/logto-configs", #"{"mfa": {"skipped": true}}"#, tells: "User.Data.Updated")
        try await talk.ask(
            .patch, "/users/{user}/is-suspended", #"{"isSuspended": true}"#, tells: "User.SuspensionStatus.Updated")
        // What no event covers.
        try await talk.ask(.post, "/users/{user}/roles", #"{"roleIds": ["reader000000000000000"]}"#)
        try await talk.ask(.put, "/users/{user}/identities/github", #"{"userId": "1"}"#)
        try await talk.ask(.post, "/users/{user}/mfa-verifications", #"{"type": "Totp"}"#)
        try await talk.ask(.post, "/users/{user}/personal-access-tokens", #"{"name": "a"}"#)
        try await talk.ask(.delete, "/users/{user}", tells: "User.Deleted")
    }

    @Test func `roles and permissions`() async throws {
        var talk = try await Conversation()
        try await talk.ask(.post, "/resources", #"{"name": "A", "indicator": "https://a.example"}"#, as: "resource")
        try await talk.ask(.patch, "/resources/{resource}", #"{"name": "B"}"#)
        let scopes = "/resources/{resource}/scopes"
        try await talk.ask(.post, scopes, #"{"name": "read"}"#, as: "scope", tells: "Scope.Created")
        try await talk.ask(.patch, "\(scopes)/{scope}", #"{"description": "d"}"#, tells: "Scope.Data.Updated")
        try await talk.ask(.post, "/roles", #"{"name": "r", "description": "d"}"#, as: "role", tells: "Role.Created")
        try await talk.ask(
            .post, "/roles", #"{"name": "s", "description": "d", "scopeIds": ["{scope}"]}"#, as: "other",
            tells: "Role.Created", "Role.Scopes.Updated")
        let update = try #require(
            try talk.receiver.requests.map { try JSON(parsing: $0.body) }.last { $0["event"] == "Role.Scopes.Updated" })
        #expect(update["roleId"]?.string == talk.ids["other"])
        #expect(update["data"]?.ids == [talk.ids["scope"] ?? ""])
        try await talk.ask(.patch, "/roles/{role}", #"{"description": "e"}"#, tells: "Role.Data.Updated")
        try await talk.ask(
            .post, "/roles/{role}/scopes", #"{"scopeIds": ["{scope}"]}"#, tells: "Role.Scopes.Updated")
        try await talk.ask(.delete, "/roles/{role}/scopes/{scope}", tells: "Role.Scopes.Updated")
        try await talk.ask(.post, "/roles/{role}/users", #"{"userIds": ["alice0000001"]}"#)
        try await talk.ask(.delete, "/roles/{role}", tells: "Role.Deleted")
        try await talk.ask(.delete, "\(scopes)/{scope}", tells: "Scope.Deleted")
        try await talk.ask(.delete, "/resources/{resource}")
    }

    @Test func `the organization template`() async throws {
        var talk = try await Conversation()
        try await talk.ask(
            .post, "/organization-scopes", #"{"name": "read"}"#, as: "scope", tells: "OrganizationScope.Created")
        try await talk.ask(
            .patch, "/organization-scopes/{scope}", #"{"description": "d"}"#, tells: "OrganizationScope.Data.Updated")
        try await talk.ask(
            .post, "/organization-roles", #"{"name": "r"}"#, as: "role", tells: "OrganizationRole.Created")
        try await talk.ask(
            .post, "/organization-roles", #"{"name": "s", "organizationScopeIds": ["{scope}"]}"#, as: "other",
            tells: "OrganizationRole.Created", "OrganizationRole.Scopes.Updated")
        try await talk.ask(
            .patch, "/organization-roles/{role}", #"{"description": "d"}"#, tells: "OrganizationRole.Data.Updated")
        let scopes = "/organization-roles/{role}/scopes"
        let body = #"{"organizationScopeIds": ["{scope}"]}"#
        try await talk.ask(.post, scopes, body, tells: "OrganizationRole.Scopes.Updated")
        try await talk.ask(.put, scopes, body, tells: "OrganizationRole.Scopes.Updated")
        try await talk.ask(.delete, "\(scopes)/{scope}", tells: "OrganizationRole.Scopes.Updated")
        let updates = try talk.receiver.requests.map { try JSON(parsing: $0.body) }
            .filter { $0["event"] == "OrganizationRole.Scopes.Updated" }
        let (role, other) = (talk.ids["role"], talk.ids["other"])
        #expect(updates.map { $0["organizationRoleId"]?.string } == [other, role, role, role])
        try await talk.ask(
            .post, "/organization-roles/{role}/resource-scopes", #"{"scopeIds": ["readbooks000000000000"]}"#)
        try await talk.ask(.delete, "/organization-roles/{role}", tells: "OrganizationRole.Deleted")
        try await talk.ask(.delete, "/organization-scopes/{scope}", tells: "OrganizationScope.Deleted")
    }

    @Test func `organizations and who is in them`() async throws {
        let membership = "Organization.Membership.Updated"
        var talk = try await Conversation()
        try await talk.ask(
            .post, "/organizations", #"{"name": "o"}"#, as: "organization", tells: "Organization.Created")
        let path = "/organizations/{organization}"
        try await talk.ask(.patch, path, #"{"description": "d"}"#, tells: "Organization.Data.Updated")
        try await talk.ask(.post, "/users", #"{"primaryEmail": "a@b.example"}"#, as: "user", tells: "User.Created")
        try await talk.ask(.post, "\(path)/users", #"{"userIds": ["alice0000001"]}"#, tells: membership)
        try await talk.ask(.put, "\(path)/users", #"{"userIds": ["{user}"]}"#, tells: membership)
        try await talk.ask(
            .post, "\(path)/users/{user}/roles", #"{"organizationRoleIds": ["clubeditor00000000000"]}"#)
        try await talk.ask(.delete, "\(path)/users/{user}", tells: membership)
        let machine = #"{"applicationIds": ["managementapi00000000"]}"#
        try await talk.ask(.post, "\(path)/applications", machine, tells: membership)
        try await talk.ask(.put, "\(path)/applications", machine, tells: membership)
        try await talk.ask(.delete, "\(path)/applications/managementapi00000000", tells: membership)
        let end = TestWorld.beginning.milliseconds + 1000
        try await talk.ask(
            .post, "/organization-invitations",
            #"{"invitee": "a@b.example", "organizationId": "{organization}", "expiresAt": \#(end)}"#, as: "invitation")
        try await talk.ask(
            .put, "/organization-invitations/{invitation}/status",
            #"{"status": "Accepted", "acceptedUserId": "{user}"}"#, tells: membership)
        try await talk.ask(.delete, path, tells: "Organization.Deleted")
    }

    @Test func `what no event covers`() async throws {
        var talk = try await Conversation()
        try await talk.ask(.post, "/applications", #"{"name": "a", "type": "SPA"}"#, as: "application")
        try await talk.ask(.patch, "/applications/{application}", #"{"name": "b"}"#)
        try await talk.ask(.delete, "/applications/{application}")
        try await talk.ask(.patch, "/connectors/patreon00001", #"{"syncProfile": true}"#)
        try await talk.ask(.patch, "/sign-in-exp", #"{"signInMode": "SignIn"}"#)
        try await talk.ask(.patch, "/account-center", #"{"enabled": true}"#)
    }
}
