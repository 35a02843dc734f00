import Core
import HTTPTypes
import Logto
import Storage

/// `/hooks` (spec `logto-management-api.md` §4.6, §8.1).
enum HooksAPI {
    private static let stats = Schema.Field.optional("includeExecutionStats", .text)

    static let routes = [
        Route(
            .get, "/hooks", "List webhooks", answer: .list(.hook), paging: .optional, query: [Self.stats],
            handle: Self.list),
        Route(.get, "/hooks/:id", "Read a webhook", answer: .json(.hook), query: [Self.stats], handle: Self.show),
        Route(
            .post, "/hooks", "Create a webhook", status: .created, answer: .json(.hook),
            body: .object([
                .optional("name", .text(1...256)), .optional("events", HookBody.eventList),
                .optional("event", .choice(HookBody.events)), .required("config", HookBody.config),
                .optional("enabled", .boolean),
            ]), handle: Self.create),
        Route(
            .patch, "/hooks/:id", "Update a webhook", answer: .json(.hook),
            body: .object([
                .optional("name", .text(1...256)), .optional("events", HookBody.eventList),
                .nullish("event", .choice(HookBody.events)), .optional("config", HookBody.config),
                .optional("enabled", .boolean),
            ]), handle: Self.update),
        Route(.delete, "/hooks/:id", "Delete a webhook", status: .noContent, handle: Self.delete),
    ]

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        let withStats = call.isYes("includeExecutionStats")
        return try await call.read { db in
            .list(
                try db.hooks(call.window).map { try db.hookBody($0, withStats: withStats, at: call.now) },
                total: try db.hookCount())
        }
    }

    /// Any value asks for the stats: a quirk of Logto's.
    @Sendable private static func show(_ call: Call) async throws -> Answer {
        let withStats = call.text("includeExecutionStats") != nil
        return try await call.read { db in
            .json(try db.hookBody(try db.existingHook(call.id()), withStats: withStats, at: call.now))
        }
    }

    @Sendable private static func create(_ call: Call) async throws -> Answer {
        let body = call.body
        let events = HookBody.events(in: body)
        let event = body["event"]?.string
        guard events != nil || event != nil else { throw LogtoError("hook.missing_events") }
        let hook = Hook(
            id: ID(call.parts.entropy.longID()), name: body["name"]?.string ?? "", event: event,
            events: events ?? [], config: body["config"] ?? [:],
            signingKey: call.parts.entropy.string(32, of: .alphanumeric),
            isEnabled: body["enabled"]?.bool ?? true, createdAt: call.now)
        return try await call.write { db in
            try db.insert(hook)
            return .json(HookBody.json(hook))
        }
    }

    @Sendable private static func update(_ call: Call) async throws -> Answer {
        let body = call.body
        try body.requireChange()
        return try await call.write { db in
            guard var hook = try db.hook(call.id()) else { throw LogtoError.nothingToUpdate("hook") }
            hook.name = body["name"]?.string ?? hook.name
            hook.events = HookBody.events(in: body) ?? hook.events
            if let event = body["event"] { hook.event = event.string }
            hook.config = body["config"] ?? hook.config
            hook.isEnabled = body["enabled"]?.bool ?? hook.isEnabled
            try db.update(hook)
            return .json(HookBody.json(hook))
        }
    }

    @Sendable private static func delete(_ call: Call) async throws -> Answer {
        try await call.write { db in
            guard try db.deleteHook(call.id()) else { throw LogtoError.notFound }
            return .none
        }
    }
}
