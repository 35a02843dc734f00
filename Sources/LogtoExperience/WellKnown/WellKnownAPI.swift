import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `GET /api/.well-known/…`: what anyone may read, and every sign-in page begins with (spec `logto-oidc.md` §8.7).
struct WellKnownAPI: Sendable {
    let parts: ExperienceParts

    private static let whose: [Schema.Field] = [.optional("organizationId", .text), .optional("appId", .text)]
    private static let language: [Schema.Field] = [.optional("lng", .text)]

    var routes: [ExperienceRoute] {
        [
            self.experience("sign-in-exp", "Read the sign-in experience, as everybody may"),
            self.experience("experience", "Read the sign-in experience under its newer name"),
            ExperienceRoute(
                APIOperation(
                    .get, "/.well-known/phrases", "Read the texts of the sign-in pages", for: .everybody,
                    query: Self.language, answer: .json(.jsonObject)), handle: self.phrases),
        ]
    }

    private func experience(_ path: String, _ summary: String) -> ExperienceRoute {
        ExperienceRoute(
            APIOperation(
                .get, "/.well-known/\(path)", summary, for: .everybody, query: Self.whose,
                answer: .json(.jsonObject)), handle: self.signInExperience)
    }

    @Sendable private func signInExperience(_ request: Request) async throws -> Response {
        let query = try Schema.check(query: request.queryParameters, Self.whose)
        let application = query["appId"]?.string.map { ID<LogtoApplication>($0) }
        let organization = query["organizationId"]?.string.map { ID<Organization>($0) }
        return .json(
            try await self.parts.store.read { db in
                try PublicSignInExperience(for: application, in: organization, db).json
            })
    }

    @Sendable private func phrases(_ request: Request) async throws -> Response {
        let query = try Schema.check(query: request.queryParameters, Self.language)
        let settings = try await self.parts.store.read { try $0.signInExperience() }
        let language = Language(page: request, uiLocales: query["lng"]?.string, settings: settings.languageInfo)
        var response = Response.json(PublicPhrases(PageTexts(language)).json)
        response.headers[.contentLanguage] = language.rawValue
        return response
    }
}
