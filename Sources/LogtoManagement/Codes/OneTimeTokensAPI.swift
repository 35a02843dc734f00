import Core
import HTTPTypes
import Logto
import Storage

/// `/one-time-tokens` (spec `logto-management-api.md` §6.11): what magic links carry.
enum OneTimeTokensAPI {
    private static let path = "/one-time-tokens"
    private static let email = Schema.text(1...128)

    static let routes = [
        Route(
            .get, Self.path, "List one-time tokens", answer: .list(.oneTimeToken), paging: .optional,
            query: [.optional("email", .text), .optional("status", .choice(of: OneTimeToken.Status.self))],
            handle: Self.list),
        Route(.get, "\(Self.path)/:id", "Read a one-time token", answer: .json(.oneTimeToken), handle: Self.show),
        Route(
            .post, Self.path, "Create a one-time token", status: .created, answer: .json(.oneTimeToken),
            body: .object([
                .required("email", Self.email),
                .optional(
                    "context",
                    .object([
                        .optional("jitOrganizationIds", .array(.text)),
                        .optional("interactionEvent", .choice(of: InteractionEvent.self)),
                    ])),
                .optional("expiresIn", .number([.least(1)])),
            ]), handle: Self.create),
        Route(
            .post, "\(Self.path)/verify", "Use a one-time token up", answer: .json(.oneTimeToken),
            body: .object([.required("token", .string([.least(1)])), .required("email", .string([.least(1)]))]),
            handle: Self.verify),
        Route(
            .put, "\(Self.path)/:id/status", "Set a one-time token's status", answer: .json(.oneTimeToken),
            body: .object([.required("status", .choice(of: OneTimeToken.Status.self))]), handle: Self.setStatus),
        Route(.delete, "\(Self.path)/:id", "Delete a one-time token", status: .noContent, handle: Self.delete),
    ]

    /// The total is that of all tokens, whatever is filtered for: a quirk of Logto's.
    @Sendable private static func list(_ call: Call) async throws -> Answer {
        let status = call.query["status"]?.string.flatMap(OneTimeToken.Status.init)
        return try await call.read { db in
            let tokens = try db.oneTimeTokens(
                email: call.query["email"]?.string, status: status, at: call.now, limit: call.window?.limit ?? Int.max,
                offset: call.window?.offset ?? 0)
            return .list(tokens.map { $0.json(at: call.now) }, total: Int(try db.oneTimeTokenCount()))
        }
    }

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in .json(try db.existingOneTimeToken(call.id()).json(at: call.now)) }
    }

    @Sendable private static func create(_ call: Call) async throws -> Answer {
        var token = OneTimeTokens.make(
            email: call.body["email"]?.string ?? "", context: call.body["context"] ?? [:],
            entropy: call.parts.entropy, at: call.now)
        if let seconds = call.body["expiresIn"]?.double {
            token.expiresAt = call.now.advanced(byMilliseconds: Int64(min(seconds * 1000, 1e15)))
        }
        return try await call.write { [token] db in
            try db.insert(token)
            return .json(token.json(at: call.now))
        }
    }

    @Sendable private static func verify(_ call: Call) async throws -> Answer {
        let (token, email) = (call.body["token"]?.string ?? "", call.body["email"]?.string ?? "")
        return try await call.write { db in
            .json(try OneTimeTokens.redeem(token, email: email, in: db, at: call.now).json(at: call.now))
        }
    }

    @Sendable private static func setStatus(_ call: Call) async throws -> Answer {
        let status = call.body["status"]?.string.flatMap(OneTimeToken.Status.init) ?? .active
        return try await call.write { db in
            let token = try OneTimeTokens.set(status, of: try db.existingOneTimeToken(call.id()), in: db)
            return .json(token.json(at: call.now))
        }
    }

    @Sendable private static func delete(_ call: Call) async throws -> Answer {
        try await call.write { db in
            guard try db.deleteOneTimeToken(call.id()) else { throw LogtoError.notFound }
            return .none
        }
    }
}

extension Transaction {
    fileprivate func existingOneTimeToken(_ id: ID<OneTimeToken>) throws -> OneTimeToken {
        guard let token = try self.oneTimeToken(id) else { throw LogtoError.noSuch("one_time_tokens", id) }
        return token
    }
}
