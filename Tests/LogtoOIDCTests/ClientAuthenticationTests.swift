import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@Suite("Client authentication at the token endpoint (spec §11.1)")
struct ClientAuthenticationTests {
    private static let id = Example.webApp.id
    private static let secret = "BookstoreSecret00000000000000000"

    private static func basic(_ text: String) -> String { "Basic " + Data(text.utf8).base64EncodedString() }

    struct Row: Sendable, CustomTestStringConvertible {
        var form: [(String, String)] = []
        var header: String?
        var status = HTTPResponse.Status.badRequest
        var error = "invalid_request"
        let description: String
        var testDescription: String { "\(self.form) \(self.header ?? "") \(self.description)" }
    }

    static let failed = "client authentication failed"

    static let rows: [Row] = [
        Row(description: "no client authentication mechanism provided"),
        Row(form: [("client_id", "")], description: "no client authentication mechanism provided"),
        Row(
            form: [("client_id", Self.id), ("client_id", Self.id)],
            description: "'client_id' parameter must not be provided twice"),
        Row(
            form: [("client_id", Self.id), ("client_secret", "a"), ("client_secret", "a")],
            description: "'client_secret' parameter must not be provided twice"),
        Row(
            form: [("client_secret", Self.secret)], header: Self.basic("\(Self.id):\(Self.secret)"),
            description: "client authentication must only be provided using one mechanism"),
        Row(header: "Bearer abc", description: "invalid authorization header value format"),
        Row(header: "Basic", description: "invalid authorization header value format"),
        Row(header: "Basic a b", description: "invalid authorization header value format"),
        Row(header: Self.basic("no-colon"), description: "invalid authorization header value format"),
        Row(
            header: Self.basic("\(Self.id):"),
            description: "client_secret must be provided in the Authorization header"),
        Row(
            header: Self.basic("\(Example.browserApp.id):"),
            description: "client_secret must be provided in the Authorization header"),
        Row(
            header: Self.basic("é:secret"),
            description: "client_id and client_secret in the authorization header are not properly encoded"),
        Row(
            form: [("client_id", "other")], header: Self.basic("\(Self.id):\(Self.secret)"),
            description: "client_id mismatch"),
        Row(form: [("client_id", "nobody")], error: "invalid_client", description: "invalid client nobody"),
        Row(header: Self.basic("nobody:secret"), error: "invalid_client", description: "invalid client nobody"),
        Row(
            form: [("client_id", Self.id), ("client_secret", "wrong")], status: .unauthorized,
            error: "invalid_client", description: Self.failed),
        Row(form: [("client_id", Self.id)], status: .unauthorized, error: "invalid_client", description: Self.failed),
        Row(
            form: [("client_id", Self.id), ("client_secret", Self.secret + " ")], status: .unauthorized,
            error: "invalid_client", description: Self.failed),
        Row(
            header: Self.basic("\(Self.id):wrong"), status: .unauthorized, error: "invalid_client",
            description: Self.failed),
        Row(
            form: [("client_id", Example.browserApp.id), ("client_secret", "any")], status: .unauthorized,
            error: "invalid_client", description: Self.failed),
        Row(
            header: Self.basic("\(Example.phoneApp.id):any"), status: .unauthorized, error: "invalid_client",
            description: Self.failed),
    ]

    private static func send(
        _ form: [(String, String)], header: String?, in world: TestWorld
    ) async throws -> TestResponse {
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        headers[.authorization] = header
        return try await world.send(
            .post, "\(world.issuer)/token", headers: headers,
            body: FormURLEncoding.encode(form + [("grant_type", "authorization_code"), ("code", "x")]))
    }

    @Test(arguments: rows)
    func `who does not say properly who they are is refused`(row: Row) async throws {
        let world = try await TestWorld()
        let answer = try await Self.send(row.form, header: row.header, in: world)
        #expect(answer.status == row.status)
        #expect(answer.oauthError == row.error)
        #expect(answer.errorDescription == row.description)
        #expect(answer.json["code"] == .string("oidc.\(row.error)"))
        #expect(answer.headers[.cacheControl] == "no-store")
        let challenge =
            #"Basic realm="http://localhost:3001/oidc", error="invalid_client", error_description="\#(Self.failed)""#
        #expect(
            answer.headers[.wwwAuthenticate] == (row.status == .unauthorized && row.header != nil ? challenge : nil))
    }

    @Test(
        arguments: [
            ([("client_id", Self.id), ("client_secret", Self.secret)], nil),
            ([], Self.basic("\(Self.id):\(Self.secret)")),
            ([], Self.basic("\(Self.id):\(Self.secret)").replacing("Basic", with: "basic")),
            ([("client_id", Self.id)], Self.basic("\(Self.id):\(Self.secret)")),
            ([], Self.basic("bookstore%30%30%30%30%30%30%30%30%30%30%30%30:\(Self.secret)")),
            ([("client_id", Example.browserApp.id)], nil),
            ([("client_id", Example.browserApp.id), ("client_secret", "")], nil),
        ] as [([(String, String)], String?)])
    func `who proves it gets to the grant`(form: [(String, String)], header: String?) async throws {
        let answer = try await Self.send(form, header: header, in: try await TestWorld())
        #expect(answer.status == .badRequest)
        #expect(answer.oauthError == "invalid_grant")
    }

    /// Logto's own decoder throws at it, and nobody catches that.
    @Test(arguments: ["%zz:secret", "id:%E0%A4%A"])
    func `a malformed escape in the header is Logto's own crash`(credentials: String) async throws {
        let world = try await TestWorld()
        let answer = try await Self.send([], header: Self.basic(credentials), in: world)
        #expect(answer.status == .internalServerError)
        #expect(answer.body == #"{"message":"Internal server error."}"#)
    }

    @Test func `an expired secret is told apart, by header and in the body`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let expiry = TestWorld.beginning.advanced(bySeconds: 60)
        try await party.world.change(party.app) { $0.secrets[0].expiresAt = expiry }
        let form = [("client_id", Self.id), ("client_secret", Self.secret)]
        #expect(try await Self.send(form, header: nil, in: party.world).oauthError == "invalid_grant")
        party.world.advance(seconds: 60)
        #expect(try await Self.send(form, header: nil, in: party.world).oauthError == "invalid_grant")
        party.world.advance(seconds: 1)
        for (form, header) in [(form, nil), ([], Self.basic("\(Self.id):\(Self.secret)"))] {
            let answer = try await Self.send(form, header: header, in: party.world)
            #expect(answer.status == .badRequest)
            #expect(answer.oauthError == "invalid_request")
            #expect(answer.errorDescription == "client secret has expired")
        }
        let wrong = try await Self.send([("client_id", Self.id)], header: nil, in: party.world)
        #expect(wrong.status == .unauthorized)
    }

    /// Logto's own code looks for it before the engine reads the request.
    @Test(
        arguments: [
            // What else would be refused, or be refused first.
            ([("client_id", id), ("client_secret", secret), ("grant_type", "x"), ("grant_type", "x")], nil),
            ([("client_id", id), ("client_secret", secret)], "Bearer x"),
            ([("client_id", id), ("client_secret", secret)], "nonsense"),
            ([("client_id", ""), ("grant_type", "x")], basic("\(id):\(secret)")),
        ] as [([(String, String)], String?)])
    func `an expired secret is found before anything else`(
        form: [(String, String)], header: String?
    ) async throws {
        let answer = try await Self.withExpiredSecret(form, header)
        #expect(answer.status == .badRequest)
        #expect(answer.errorDescription == "client secret has expired")
    }

    /// It is not looked for where header and body disagree, or both have a secret, or a parameter came twice.
    @Test(
        arguments: [
            (
                [("client_id", "other")], basic("\(id):\(secret)"), "client_id mismatch"
            ),
            (
                [("client_id", id), ("client_secret", secret)], basic("\(id):\(secret)"),
                "client authentication must only be provided using one mechanism"
            ),
            (
                [("client_id", id), ("client_secret", secret)], basic("\(id):"),
                "client authentication must only be provided using one mechanism"
            ),
            (
                [("client_id", id), ("client_id", id), ("client_secret", secret)], nil,
                "'client_id' parameter must not be provided twice"
            ),
        ] as [([(String, String)], String?, String)])
    func `but not everywhere`(form: [(String, String)], header: String?, description: String) async throws {
        #expect(try await Self.withExpiredSecret(form, header).errorDescription == description)
    }

    private static func withExpiredSecret(
        _ form: [(String, String)], _ header: String?
    ) async throws -> TestResponse {
        let world = try await TestWorld(
            Example.config(
                replacing: #""secret": "BookstoreSecret00000000000000000","#,
                with: """
                    "secret": "AnotherSecret0000000000000000000", "secrets": [
                    {"name": "old", "value": "BookstoreSecret00000000000000000", "expiresAt": 1799999999999}],
                    """))
        return try await Self.send(form, header: header, in: world)
    }

    @Test func `Logto decodes the header first, also beside a secret in the body`() async throws {
        let answer = try await Self.send(
            [("client_id", Self.id), ("client_secret", Self.secret)], header: Self.basic("%zz:x"),
            in: try await TestWorld())
        #expect(answer.status == .internalServerError)
    }

    @Test func `any of several secrets will do`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        try await party.world.change(party.app) {
            $0.secrets.append(LogtoApplication.Secret(name: "second", value: "second-secret"))
        }
        for secret in [Self.secret, "second-secret"] {
            let form = [("client_id", Self.id), ("client_secret", secret)]
            #expect(try await Self.send(form, header: nil, in: party.world).oauthError == "invalid_grant")
        }
    }
}
