import Core
import Logto
import Storage

/// A webhook on the wire, and what may be sent of it (spec `logto-management-api.md` §8.1, §8.2).
enum HookBody {
    /// All that a hook can be called for.
    static let events =
        [
            "PostRegister", "PostSignIn", "PostSignInAdaptiveMfaTriggered", "PostResetPassword",
            "User.Created", "User.Deleted", "User.Data.Updated", "User.SuspensionStatus.Updated",
            "Role.Created", "Role.Deleted", "Role.Data.Updated", "Role.Scopes.Updated",
            "Scope.Created", "Scope.Deleted", "Scope.Data.Updated",
            "Organization.Created", "Organization.Deleted", "Organization.Data.Updated",
            "Organization.Membership.Updated",
            "OrganizationRole.Created", "OrganizationRole.Deleted", "OrganizationRole.Data.Updated",
            "OrganizationRole.Scopes.Updated",
            "OrganizationScope.Created", "OrganizationScope.Deleted", "OrganizationScope.Data.Updated",
            "Identifier.Lockout", "Message.RateLimited", "Grant.LimitExceeded",
        ]

    static let config = Schema.object([
        .required("url", .text), .optional("headers", .record(.text)),
        .optional("retries", .number([.least(0), .most(3)])),
    ])
    static let eventList = Schema.array(.choice(Self.events), least: 1)

    static func json(_ hook: Hook, stats: Hook.ExecutionStats? = nil) -> JSON {
        [
            "tenantId": "default",
            "id": .string(hook.id.value),
            "name": .string(hook.name),
            "event": .nullable(hook.event),
            "events": .strings(hook.events),
            "config": hook.config,
            "signingKey": .string(hook.signingKey),
            "enabled": .bool(hook.isEnabled),
            "createdAt": .int(hook.createdAt.milliseconds),
            "executionStats": stats.map {
                ["successCount": .int(Int64($0.successCount)), "requestCount": .int(Int64($0.requestCount))]
            },
        ]
    }

    /// A list of events, each once.
    static func events(in body: JSON) -> [String]? {
        var seen: Set<String> = []
        return body["events"]?.strings.filter { seen.insert($0).inserted }
    }
}

extension Transaction {
    func existingHook(_ id: ID<Hook>) throws -> Hook {
        guard let hook = try self.hook(id) else { throw LogtoError.noSuch("hooks", id) }
        return hook
    }

    /// With what was delivered in the last 24 hours.
    func hookBody(_ hook: Hook, withStats: Bool, at now: Instant) throws -> JSON {
        let since = now.advanced(bySeconds: -24 * 3600)
        return HookBody.json(hook, stats: withStats ? try self.executionStats(of: hook.id, since: since) : nil)
    }
}
