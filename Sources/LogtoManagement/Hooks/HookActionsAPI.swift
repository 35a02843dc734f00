import Core
import HTTPTypes
import Logto
import Storage

/// What else can be done with a webhook: a new key, a test, and a look at what was delivered (spec
/// `logto-management-api.md` §8.1).
enum HookActionsAPI {
    static let routes = [
        Route(
            .patch, "/hooks/:id/signing-key", "Give a webhook a new signing key", answer: .json(.hook),
            handle: Self.rotate),
        Route(
            .post, "/hooks/:id/test", "Send samples to an address", status: .noContent,
            body: .object([.required("events", HookBody.eventList), .required("config", HookBody.config)]),
            handle: Self.test),
        Route(
            .get, "/hooks/:id/recent-logs", "List what was delivered to a webhook", answer: .list(.log),
            paging: .always,
            query: LogWindow.query, handle: Self.listLogs),
    ]

    @Sendable private static func rotate(_ call: Call) async throws -> Answer {
        try await call.write { db in
            guard var hook = try db.hook(call.id()) else { throw LogtoError.nothingToUpdate("hook") }
            hook.signingKey = call.parts.entropy.string(32, of: .alphanumeric)
            try db.update(hook)
            return .json(HookBody.json(hook))
        }
    }

    /// Not in the log.
    @Sendable private static func test(_ call: Call) async throws -> Answer {
        let hook = try await call.read { try $0.existingHook(call.id()) }
        for event in HookBody.events(in: call.body) ?? [] {
            let sample = HookCall(
                config: call.body["config"] ?? [:], signingKey: hook.signingKey,
                payload: HookSamples.payload(of: event, for: hook, at: call.now))
            switch await sample.send(call.parts.outbound) {
            case .answered(let status, _) where status.kind == .successful: continue
            case .answered(let status, let body):
                throw LogtoError(
                    "hook.endpoint_responded_with_error", .unprocessableContent,
                    data: [
                        "responseStatus": .int(Int64(status.code)), "responseBody": .string(body.string ?? body.text()),
                    ])
            case .failed(let words):
                throw LogtoError(
                    "hook.send_test_payload_failed", .unprocessableContent, values: ["message": words])
            }
        }
        return .none
    }

    /// Of the last 24 hours, if no time is said.
    @Sendable private static func listLogs(_ call: Call) async throws -> Answer {
        var filter = try LogWindow.filter(of: call)
        filter.hookID = call.parameters["id"]
        if filter.startTime == nil, filter.endTime == nil {
            filter.startTime = call.now.advanced(bySeconds: -24 * 3600).milliseconds
        }
        return try await LogWindow.answer(filter, to: call) { LogBody.withoutTenant($0) }
    }
}
