import Core
import HTTPTypes
import Logto
import Storage

/// `/subject-tokens` (spec `logto-management-api.md` §6.11): what a service exchanges for a token with which it acts as a
/// user.
enum SubjectTokensAPI {
    static let routes = [
        Route(
            .post, "/subject-tokens", "Create a subject token", status: .created,
            answer: .members(.required("subjectToken", .text), .required("expiresIn", .count)),
            body: .object([.required("userId", .text), .optional("context", .jsonObject)]), handle: Self.create)
    ]

    @Sendable private static func create(_ call: Call) async throws -> Answer {
        let token = SubjectToken(
            token: call.parts.entropy.subjectToken(), userID: ID(call.body["userId"]?.string ?? ""),
            context: call.body["context"] ?? [:], createdAt: call.now,
            expiresAt: call.now.advanced(bySeconds: SubjectToken.lifetime))
        try await call.write { db in try db.insert(token) }
        return .json(["subjectToken": .string(token.token), "expiresIn": .int(SubjectToken.lifetime)])
    }
}
