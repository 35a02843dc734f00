import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `GET /api/.well-known/…`: what anyone may read, and every sign-in page begins with (spec `logto-oidc.md` §8.7).
struct WellKnownAPI: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("sign-in-exp", use: self.signInExperience)
            .get("experience", use: self.signInExperience)
            .get("phrases", use: self.phrases)
    }

    @Sendable private func signInExperience(_ request: Request, _ context: WebContext) async throws -> Response {
        let query = try Self.query(of: request, [.optional("organizationId", .text), .optional("appId", .text)])
        let application = query["appId"]?.string.map { ID<LogtoApplication>($0) }
        let organization = query["organizationId"]?.string.map { ID<Organization>($0) }
        return .json(
            try await self.parts.store.read { db in
                try PublicSignInExperience(for: application, in: organization, db).json
            })
    }

    @Sendable private func phrases(_ request: Request, _ context: WebContext) async throws -> Response {
        let query = try Self.query(of: request, [.optional("lng", .text)])
        let settings = try await self.parts.store.read { try $0.signInExperience() }
        let language = Language(page: request, uiLocales: query["lng"]?.string, settings: settings.languageInfo)
        var response = Response.json(PublicPhrases(PageTexts(language)).json)
        response.headers[.contentLanguage] = language.rawValue
        return response
    }

    private static func query(of request: Request, _ fields: [Schema.Field]) throws(LogtoError) -> JSON {
        try Schema.object(fields)
            .check(JSON(query: request.queryParameters), "guard.invalid_input", values: ["type": "query"])
    }
}
