import Core
import HTTPTypes
import TestSupport
import Testing

/// The world of `Fixtures/Patreon/personas.json`: the whole cast of spec `patreon.md` §8.
struct Personas: Sendable {
    let patreon: PatreonOrigin

    static let owner = "20020"
    static let campaign = "900020"
    static let foreignCampaign = "900019"
    static let everything = """
        identity identity[email] identity.memberships campaigns campaigns.members campaigns.members[email] \
        campaigns.members.address campaigns.posts
        """

    init(switches: String = "") async throws {
        self.patreon = try await PatreonOrigin(try PatreonFixture.text("personas.json"), switches: switches)
    }

    static func request(scope: String? = "identity identity[email]") -> [(String, String)] {
        PatreonOrigin.request(client: "personas-client", scope: scope)
    }

    func tokens(as account: String, scope: String? = "identity identity[email]") async throws -> JSON {
        let code = try await self.patreon.code(as: account, Self.request(scope: scope))
        return try await self.redeem(code).json
    }

    func redeem(_ code: String) async throws -> TestResponse {
        try await self.patreon.redeem(
            code, authorization: PatreonOrigin.basic("personas-client:personas-client-secret"))
    }

    func refresh(_ tokens: JSON) async throws -> TestResponse {
        try await self.patreon.post(
            "/api/oauth2/token",
            [("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"]?.string ?? "")],
            headers: [.authorization: PatreonOrigin.basic("personas-client:personas-client-secret")])
    }

    /// Asks the second version of the API, with a token of its own.
    func v2(
        _ path: String, as account: String = owner, scope: String? = everything
    ) async throws -> TestResponse {
        let token = try await self.tokens(as: account, scope: scope)["access_token"]?.string
        return try await self.patreon.get("/api/oauth2/v2/" + path, bearer: token)
    }

    func v1(
        _ path: String, as account: String = owner, scope: String? = everything
    ) async throws -> TestResponse {
        let token = try await self.tokens(as: account, scope: scope)["access_token"]?.string
        return try await self.patreon.get("/api/oauth2/api/" + path, bearer: token)
    }

    /// The names of all attributes of a type, as the documentation lists them.
    static func fields(_ type: String) throws -> String {
        let names = try #require(try PatreonFixture.json("attributes.documented.json")[type]?.members).map(\.name)
        return "fields[\(type)]=" + names.joined(separator: ",")
    }
}

extension JSON {
    /// The resources of a document beside its own, of a type.
    func included(_ type: String) -> [JSON] {
        (self["included"]?.array ?? []).filter { $0["type"]?.string == type }
    }

    var ids: [String] { (self["data"]?.array ?? []).compactMap { $0["id"]?.string } }

    var errorCode: String? { self["errors"]?.array?.first?["code_name"]?.string }
}
