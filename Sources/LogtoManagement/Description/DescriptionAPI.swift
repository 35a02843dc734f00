import Core
import HTTPTypes
import Logto

/// What describes the APIs (spec `logto-management-api.md` §4.8, §12), written anew for whoever asks.
enum DescriptionAPI {
    static let routes = [
        Self.route(
            "/swagger.json", "Describe all APIs", "Logto API references", for: Set(APIOperation.Audience.allCases)),
        Self.route(
            "/.well-known/management.openapi.json", "Describe the Management API", "Logto API references",
            for: [.administrators, .everybody]),
        Self.route(
            "/.well-known/experience.openapi.json", "Describe the Experience API",
            "Logto experience API references", for: [.signIn]),
        Self.route(
            "/.well-known/user.openapi.json", "Describe the Account API", "Logto user API references", for: [.users]),
    ]

    private static func route(
        _ path: String, _ summary: String, _ title: String, for audiences: Set<APIOperation.Audience>
    ) -> Route {
        Route.anonymous(.get, path, summary, answer: .json(.jsonObject)) { call in
            let operations = ManagementRoutes.operations + call.parts.neighbours()
            return .json(
                OpenAPI(
                    title, at: call.parts.origins.logto, operations.filter { audiences.contains($0.audience) }
                ).document)
        }
    }
}
