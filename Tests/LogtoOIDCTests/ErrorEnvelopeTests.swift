import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("Errors under /oidc (spec §1.2, §1.4, §1.5)")
struct ErrorEnvelopeTests {
    @Test(arguments: [
        (HTTPRequest.Method.get, "/nonexistent"), (.get, "/token"), (.post, "/jwks"), (.delete, "/auth"),
        (.put, "/.well-known/openid-configuration"), (.get, "/session/end/confirm"), (.get, ""), (.get, "/"),
        (.get, "/interaction/abc"), (.get, "/nonexistent/%3Cscript%3E"),
    ])
    func `an unknown route or method is a 404 that names it (§1.2)`(
        method: HTTPRequest.Method, path: String
    ) async throws {
        let world = try await TestWorld()
        let answer = try await world.send(method, "\(world.issuer)\(path)")
        #expect(answer.status == .notFound)
        #expect(answer.headers[.contentType] == "application/json; charset=utf-8")
        let shown = path.isEmpty ? "/" : path
        #expect(
            answer.body
                == #"{"code":"oidc.invalid_request","message":"Request is invalid.","error":"invalid_request","error_description":"unrecognized route or not allowed method (\#(method.rawValue) on \#(shown))"}"#
        )
    }

    @Test func `the query is not part of it, and can ask for the engine's own body (§1.5)`() async throws {
        let world = try await TestWorld()
        let answer = try await world.get("\(world.issuer)/nonexistent?parse_error=false&x=1")
        #expect(
            answer.body
                == #"{"error":"invalid_request","error_description":"unrecognized route or not allowed method (GET on /nonexistent)"}"#
        )
    }

    @Test func `parse_error=false leaves out what Logto adds (§1.5)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let direct = try await party.ask(["client_id": "nobody"], adding: "&parse_error=false")
        #expect(
            direct.body
                == #"{"error":"invalid_client","error_description":"invalid client nobody","state":"a-state","iss":"http://localhost:3001/oidc"}"#
        )
        let grant = try await party.world.post(
            "\(party.world.issuer)/token?parse_error=false",
            form: [
                "client_id": party.app.id, "client_secret": party.app.secret ?? "",
                "grant_type": "authorization_code", "code": "x",
            ])
        #expect(grant.body == #"{"error":"invalid_grant","error_description":"grant request is invalid"}"#)
    }

    @Test(arguments: [
        ("ja", "リクエストが無効です。"), ("ja-JP,en;q=0.5", "リクエストが無効です。"), ("en", "Request is invalid."),
        ("en;q=0.5, ja;q=0.9", "リクエストが無効です。"), ("ja;q=0, en", "Request is invalid."), ("xx", "Request is invalid."),
        ("", "Request is invalid."), (";;q=,,", "Request is invalid."),
    ])
    func `the message comes in the browser's language (§1.5)`(language: String, message: String) async throws {
        let world = try await TestWorld()
        let answer = try await world.get("\(world.issuer)/auth", headers: [.acceptLanguage: language])
        #expect(answer.json["message"] == .string(message))
        #expect(answer.errorDescription == "missing required parameter 'client_id'")
    }

    @Test func `the query's locale counts more (§1.5)`() async throws {
        let world = try await TestWorld()
        let answer = try await world.get("\(world.issuer)/auth?locale=ja", headers: [.acceptLanguage: "en"])
        #expect(answer.json["message"] == "リクエストが無効です。")
    }

    @Test func `the Japanese messages, as upstream has them (§1.5)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world, language: "ja")
        func message(_ address: String) async throws -> JSON? {
            try await browser.request(.get, address).json["message"]
        }
        #expect(
            try await message(party.authorizationURL(["client_id": "nobody"]))
                == "OIDCエラーが発生しました: oidc.invalid_client。")
        #expect(
            try await message(party.authorizationURL(["redirect_uri": "https://evil.example"]))
                == "``redirect_uri`` `は、クライアントが登録したいずれのものとも一致しませんでした```redirect_uris`。")
        #expect(
            try await message("\(party.world.issuer)/auth/x")
                == "セッションが見つかりません。戻って再度サインインしてください。")
        #expect(try await message("\(party.world.issuer)/me") == "提供されたトークンが無効です。")
    }

    @Test(arguments: [
        "/oidc/jwks", "/oidc/auth", "/oidc/me", "/oidc/nonexistent", "/oidc/session/end/success",
        "/oidc/.well-known/openid-configuration",
    ])
    func `everything has Logto's headers (§1.1, §1.4)`(path: String) async throws {
        let world = try await TestWorld()
        let answer = try await world.get(world.logto + path)
        let expected = [
            "X-Content-Type-Options": "nosniff", "X-Frame-Options": "SAMEORIGIN",
            "Referrer-Policy": "strict-origin-when-cross-origin", "Cross-Origin-Resource-Policy": "same-origin",
            "X-Download-Options": "noopen", "X-Permitted-Cross-Domain-Policies": "none", "X-XSS-Protection": "0",
            "Origin-Agent-Cluster": "?1",
        ]
        for (name, value) in expected {
            #expect(answer.headers[try #require(HTTPField.Name(name))] == value, "\(name)")
        }
        #expect(answer.headers[.strictTransportSecurity]?.hasPrefix("max-age=") == true)
        for name in ["Content-Security-Policy", "X-DNS-Prefetch-Control", "Cross-Origin-Opener-Policy"] {
            #expect(answer.headers[try #require(HTTPField.Name(name))] == nil, "\(name)")
        }
        let id = answer.headers[try #require(HTTPField.Name("Logto-Core-Request-Id"))]
        #expect(id?.wholeMatch(of: /[A-Za-z0-9_-]{16}/) != nil)
    }

    @Test(arguments: ["/OIDC/Auth", "/oidc/auth/", "/Oidc/AUTH/"])
    func `paths are matched whatever their case, with a slash at the end or none (§1.2)`(path: String) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let query = try #require(party.authorizationURL().split(separator: "?").last)
        let answer = try await party.world.get("\(party.world.logto)\(path)?\(query)")
        #expect(answer.location == "/sign-in?app_id=\(party.app.id)")
    }
}
