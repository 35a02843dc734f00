import Core
import HTTPTypes
import Hummingbird
import Storage
import Web

/// `POST /control/subject-tokens`: makes a token that stands for a user in one token exchange, as Logto's Management API
/// does (spec `logto-management-api.md` §6.11).
struct SubjectTokensAPI: Sendable {
    let parts: ConsoleParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).post("control/subject-tokens", use: self.create)
    }

    @Sendable private func create(_ request: Request, _ context: WebContext) async throws -> Response {
        let text = try await request.bodyText(upTo: 64 * 1024)
        guard let body = try? JSON(parsing: text), let userID = body["userId"]?.string else {
            throw ConsoleError(.badRequest, "The body must be JSON such as {\"userId\": \"alice0000001\"}.")
        }
        let context = body["context"] ?? [:]
        guard context.members != nil else {
            throw ConsoleError(.badRequest, "context must be an object, or left out.")
        }
        let now = self.parts.clock.now
        let token = SubjectToken(
            token: self.parts.entropy.subjectToken(), userID: ID(userID), context: context, createdAt: now,
            expiresAt: now.advanced(bySeconds: SubjectToken.lifetime))
        try await self.parts.store.transaction { db in
            guard try db.user(token.userID) != nil else {
                throw ConsoleError(.notFound, "There is no user with the id \"\(userID)\"; the console lists them.")
            }
            try db.insert(token)
        }
        return .json(
            ["subjectToken": .string(token.token), "expiresIn": .int(SubjectToken.lifetime)], status: .created)
    }
}
