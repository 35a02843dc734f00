import Core
import HTTPTypes
import Hummingbird
import Logto
import OAuth
import Storage
import Web

/// A call of the Experience API, after the checks that come before a route's own: the body is JSON, the browser is in an
/// interaction, and an experience was begun in it (spec `logto-oidc.md` §8).
struct ExperienceCall: Sendable {
    private let parts: ExperienceParts
    private let parameters: Parameters
    let uid: String
    /// As the route's schema lets it through; an empty object where it has none.
    let body: JSON

    /// - Parameter needsExperience: false for the few routes that do without.
    /// - Throws: a code-less 400 for a body that is not JSON; 400 `session.not_found`; 404
    ///   `session.interaction_not_found`; 400 `guard.invalid_input`.
    init(
        _ request: Request, _ context: WebContext, _ parts: ExperienceParts, _ operation: APIOperation,
        needsExperience: Bool
    ) async throws {
        self.parts = parts
        self.parameters = context.parameters
        let json = request.method == .get ? [:] : try await APIBody.json(of: request)
        self.uid = try parts.interactionUID(of: request)
        try await parts.readSession(self.uid) { session in
            if needsExperience { _ = try session.experience }
        }
        _ = try Schema.check(query: request.queryParameters, operation.query)
        self.body = try operation.body?.check(body: json) ?? [:]
    }

    func text(_ name: String) -> String { self.body[name]?.string ?? "" }

    var connectorID: ID<LogtoConnector> { ID(self.parameters.get("connectorId") ?? "") }

    /// Does what the call is for, in one transaction.
    func run<Value: Sendable>(
        _ body: @escaping @Sendable (inout ExperienceSession) throws -> Value
    ) async throws -> Value {
        try await self.parts.inSession(self.uid, body)
    }

    /// Does what the call is for, and keeps what was written also when it is refused.
    func runKeepingRefusals<Value: Sendable>(
        _ body: @escaping @Sendable (inout ExperienceSession) throws -> Value
    ) async throws -> Value {
        try await self.run { session in
            try Result(of: { try body(&session) })
        }.get()
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (ExperienceSession) throws -> Value
    ) async throws -> Value {
        try await self.parts.readSession(self.uid, body)
    }

    /// Keeps a new proof.
    ///
    /// - Returns: `{"verificationId":"…"}`
    func keep(_ content: VerificationRecord.Content) async throws -> Response {
        let id = try await self.run { session in
            try session.apply { experience, context in
                let record = context.record(content)
                experience.set(record)
                return record.id
            }
        }
        return .json(["verificationId": .string(id)])
    }
}
