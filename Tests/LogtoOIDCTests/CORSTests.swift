import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("Which pages may read the provider's answers (spec §17)")
struct CORSTests {
    private static let page = "https://shop.example"

    private static func cors(_ answer: TestResponse) -> [String: String] {
        Dictionary(
            answer.headers.filter { $0.name.canonicalName.hasPrefix("access-control-") }
                .map { ($0.name.canonicalName, $0.value) }
        ) { first, _ in first }
    }

    @Test(arguments: ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/jwks"])
    func `any page may read what is public`(path: String) async throws {
        let world = try await TestWorld()
        let answer = try await world.get(world.issuer + path, headers: [.origin: Self.page])
        #expect(Self.cors(answer) == ["access-control-allow-origin": Self.page])
        #expect(answer.headers[.vary] == "Accept-Encoding, Origin")
        #expect(Self.cors(try await world.get(world.issuer + path)) == ["access-control-allow-origin": "*"])
    }

    @Test(arguments: [
        ("/.well-known/openid-configuration", "GET"), ("/jwks", "GET"), ("/token", "POST"), ("/me", "GET,POST"),
        ("/token/introspection", "POST"), ("/token/revocation", "POST"), ("/request", "POST"),
    ])
    func `a preflight succeeds, wherever it comes from`(path: String, methods: String) async throws {
        let world = try await TestWorld()
        let answer = try await world.send(
            .options, world.issuer + path,
            headers: [
                .origin: Self.page, .accessControlRequestMethod: "POST",
                .accessControlRequestHeaders: "authorization, x-own",
            ])
        #expect(answer.status == .noContent)
        #expect(answer.body.isEmpty)
        #expect(
            Self.cors(answer) == [
                "access-control-allow-origin": Self.page, "access-control-allow-methods": methods,
                "access-control-max-age": "3600", "access-control-allow-headers": "authorization, x-own",
            ])
    }

    @Test(arguments: ["/jwks", "/token", "/me", "/auth", "/session/end", "/nowhere"])
    func `OPTIONS that is no preflight finds nothing (§1.2)`(path: String) async throws {
        let world = try await TestWorld()
        let answer = try await world.send(.options, world.issuer + path, headers: [.origin: Self.page])
        #expect(answer.status == .notFound)
        #expect(answer.errorDescription == "unrecognized route or not allowed method (OPTIONS on \(path))")
        #expect(Self.cors(answer).isEmpty)
    }

    @Test(arguments: [
        ("/auth", HTTPRequest.Method.options), ("/session/end", .options), ("/auth", .get), ("/session/end", .get),
    ])
    func `pages may not read what browsers are sent to`(path: String, method: HTTPRequest.Method) async throws {
        let world = try await TestWorld()
        let answer = try await world.send(
            method, world.issuer + path, headers: [.origin: Self.page, .accessControlRequestMethod: "GET"])
        #expect(Self.cors(answer).isEmpty)
    }

    private static func token(
        _ app: ExampleApp, from origin: String, in world: TestWorld, secret: String? = nil
    ) async throws -> TestResponse {
        var form = "grant_type=refresh_token&refresh_token=x&client_id=\(app.id)"
        if let secret = secret ?? app.secret { form += "&client_secret=\(secret)" }
        return try await world.send(
            .post, "\(world.issuer)/token",
            headers: [.origin: origin, .contentType: "application/x-www-form-urlencoded"], body: form)
    }

    @Test(arguments: [
        (Example.webApp, "http://localhost:3000"), (Example.browserApp, "http://localhost:5173"),
        (Example.browserApp, "http://localhost:3001"), (Example.phoneApp, "null"),
        (Example.phoneApp, "http://localhost"),
    ])
    func `a page of the client's, or of Logto's, may read an answer`(app: ExampleApp, origin: String) async throws {
        let answer = try await Self.token(app, from: origin, in: try await TestWorld())
        #expect(answer.oauthError == "invalid_grant")
        #expect(
            Self.cors(answer) == [
                "access-control-allow-origin": origin, "access-control-expose-headers": "WWW-Authenticate",
            ])
    }

    @Test(arguments: [
        (Example.browserApp, "https://localhost:5173"), (Example.browserApp, "http://localhost:5173/"),
        (Example.browserApp, "http://127.0.0.1:5173"), (Example.browserApp, "null"),
        (Example.webApp, "https://shop.example"),
    ])
    func `a page of someone else's is refused, before the secret is looked at`(
        app: ExampleApp, origin: String
    ) async throws {
        let answer = try await Self.token(
            app, from: origin, in: try await TestWorld(), secret: app.secret == nil ? nil : "wrong")
        #expect(answer.status == .badRequest)
        #expect(answer.oauthError == "invalid_request")
        #expect(answer.errorDescription == "origin \(origin) not allowed for client: \(app.id)")
        #expect(answer.headers[.accessControlAllowOrigin] == nil)
    }

    @Test(arguments: [
        ("https://shop.example", true), ("https://www.shop.example", false), ("https://eu.books.example", true),
        ("https://books.example", false), ("http://eu.books.example", false), ("https://a.b.books.example", false),
        ("https://eu.books.example:8443", false), ("https://*.books.example", true),
    ])
    func `additional origins count as written, wildcards of redirect URIs as patterns`(
        origin: String, isAllowed: Bool
    ) async throws {
        let world = try await TestWorld()
        try await world.change(Example.browserApp) { app in
            app.customClientMetadata.corsAllowedOrigins = ["https://shop.example", "https://*.books.example"]
            app.oidcClientMetadata.redirectUris = ["https://*.books.example/callback"]
        }
        let answer = try await Self.token(Example.browserApp, from: origin, in: world)
        #expect(answer.oauthError == (isAllowed ? "invalid_grant" : "invalid_request"))
        #expect(answer.headers[.accessControlAllowOrigin] == (isAllowed ? origin : nil))
    }

    @Test func `where no client is known yet, the page may read why`() async throws {
        let world = try await TestWorld()
        for form in ["", "client_id=nobody", "client_id=a&client_id=b"] {
            let answer = try await world.send(
                .post, "\(world.issuer)/token",
                headers: [.origin: Self.page, .contentType: "application/x-www-form-urlencoded"], body: form)
            #expect(answer.status == .badRequest)
            #expect(answer.headers[.accessControlAllowOrigin] == Self.page, "\(form)")
        }
        let userInfo = try await world.get(
            "\(world.issuer)/me", headers: [.origin: Self.page, .authorization: "Bearer nothing"])
        #expect(userInfo.status == .unauthorized)
        #expect(userInfo.headers[.accessControlAllowOrigin] == Self.page)
    }

    @Test func `what Logto itself refuses has no such headers`() async throws {
        let world = try await TestWorld()
        let expiry = TestWorld.beginning.advanced(byMilliseconds: -1)
        try await world.change(Example.webApp) { $0.secrets[0].expiresAt = expiry }
        let expired = try await Self.token(Example.webApp, from: "http://localhost:3000", in: world)
        #expect(expired.errorDescription == "client secret has expired")
        #expect(Self.cors(expired).isEmpty)
        let null = try await world.send(
            .post, "\(world.issuer)/token",
            headers: [.origin: Self.page, .contentType: "application/x-www-form-urlencoded"], body: "client_id=%00")
        #expect(null.errorDescription == "null bytes are not allowed in the request body")
        #expect(Self.cors(null).isEmpty)
        #expect(Self.cors(try await world.send(.post, "\(world.issuer)/jwks", headers: [.origin: Self.page])).isEmpty)
    }

    @Test func `at userinfo the client is that of the token`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let tokens = try await party.tokens()
        for (origin, status) in [("http://localhost:3000", HTTPResponse.Status.ok), (Self.page, .badRequest)] {
            let answer = try await party.world.get(
                "\(party.world.issuer)/me", headers: [.origin: origin, .authorization: "Bearer \(tokens.access)"])
            #expect(answer.status == status)
            #expect(answer.headers[.accessControlAllowOrigin] == (status == .ok ? origin : nil))
        }
    }
}
