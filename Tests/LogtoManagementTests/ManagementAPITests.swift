import Core
import Emulator
import HTTPTypes
import JOSE
import Logto
import Storage
import TestSupport
import Testing

/// What surrounds every route (spec `logto-management-api.md` §1 to §3).
@Suite struct ManagementAPITests {
    private static let unauthorized = "Unauthorized. Please check credentials and its scope."

    @Test func `a machine with the role is given a token with the scope all (§3.2)`() async throws {
        let world = try await TestWorld()
        let answer = try await RelyingParty(Example.machine, in: world).token([
            "grant_type": "client_credentials", "resource": Management.indicator, "scope": "all",
        ])
        #expect(
            answer.json.with(["access_token": nil]) == ["expires_in": 3600, "token_type": "Bearer", "scope": "all"])
    }

    @Test func `without a header, or with another scheme, nobody is let in (§3.1)`() async throws {
        let world = try await TestWorld()
        let url = "\(world.logto)/api/users"
        let without = try await world.get(url)
        #expect(without.status == .unauthorized)
        #expect(
            without.body
                == #"{"code":"auth.authorization_header_missing","message":"Authorization header is missing."}"#)
        for scheme in ["Basic abc", "bearer abc", "DPoP abc"] {
            let other = try await world.get(url, headers: [.authorization: scheme])
            #expect(other.status == .unauthorized)
            #expect(
                other.body
                    == #"{"code":"auth.authorization_token_type_not_supported","data":{"supportedTypes":["Bearer"]},"#
                    + #""message":"Authorization type is not supported."}"#)
        }
    }

    private func refusal(_ management: Management, _ token: String) async throws -> JSON {
        let answer = try await management.call(.get, "/users", headers: [.authorization: "Bearer \(token)"])
        #expect(answer.status == .unauthorized)
        #expect(answer.json["code"] == "auth.unauthorized")
        #expect(answer.json["message"] == .string(Self.unauthorized))
        return answer.json["data"] ?? .null
    }

    private func signed(_ management: Management, _ claims: JSON, typ: String? = "at+jwt") throws -> String {
        try JWS.sign(
            payload: Array(claims.text().utf8), type: typ, with: management.world.world.keys.current)
    }

    private func claims(_ management: Management) -> JSON {
        [
            "iss": "\(management.world.logto)/oidc", "aud": .string(Management.indicator), "sub": "someone",
            "scope": "openid all", "exp": .int(TestWorld.beginning.seconds + 10),
        ]
    }

    @Test func `why a token is not believed is said in the words of the library (§3.1)`() async throws {
        let management = try await Management()
        #expect(try await self.refusal(management, "abc") == ["code": "ERR_JWS_INVALID", "name": "JWSInvalid"])
        let broken = String(management.token.dropLast(6)) + "AAAAAA"
        #expect(
            try await self.refusal(management, broken)
                == ["code": "ERR_JWS_SIGNATURE_VERIFICATION_FAILED", "name": "JWSSignatureVerificationFailed"])
        let stranger = try JWS.sign(payload: Array("{}".utf8), with: try SigningKey.generate(.p384))
        #expect(
            try await self.refusal(management, stranger)
                == ["code": "ERR_JWKS_NO_MATCHING_KEY", "name": "JWKSNoMatchingKey"])
        let good = self.claims(management)
        for (name, change, reason) in [
            ("iss", "http://elsewhere/oidc" as JSON?, "check_failed"),
            ("aud", "https://api.bookstore.example", "check_failed"),
            ("iss", nil, "missing"),
        ] {
            let claims = good.with([name: change])
            #expect(
                try await self.refusal(management, try self.signed(management, claims)) == [
                    "code": "ERR_JWT_CLAIM_VALIDATION_FAILED", "name": "JWTClaimValidationFailed",
                    "claim": .string(name), "reason": .string(reason), "payload": claims,
                ])
        }
        let expired = good.with(["exp": .int(TestWorld.beginning.seconds)])
        #expect(
            try await self.refusal(management, try self.signed(management, expired)) == [
                "code": "ERR_JWT_EXPIRED", "name": "JWTExpired", "claim": "exp", "reason": "check_failed",
                "payload": expired,
            ])
    }

    @Test func `a token needs a subject and the scope all (§3.1)`() async throws {
        let management = try await Management()
        let good = self.claims(management)
        let withoutSubject = try self.signed(management, good.with(["sub": nil]))
        let answer = try await management.call(.get, "/users", headers: [.authorization: "Bearer \(withoutSubject)"])
        #expect(answer.status == .unauthorized)
        #expect(answer.json == ["code": "auth.jwt_sub_missing", "message": "Missing `sub` in JWT."])
        for scope in ["openid" as JSON?, "allx", nil] {
            let token = try self.signed(management, good.with(["scope": scope]))
            let answer = try await management.call(.get, "/users", headers: [.authorization: "Bearer \(token)"])
            #expect(answer.status == .forbidden)
            #expect(
                answer.body
                    == #"{"code":"auth.forbidden","message":"Forbidden. Please check your user roles and permissions."}"#
            )
        }
        let token = try self.signed(management, good)
        #expect(
            try await management.call(.get, "/users", headers: [.authorization: "Bearer \(token)"]).status == .ok)
    }

    @Test func `a machine whose role is taken gets a token that is good for nothing (§3.2)`() async throws {
        let management = try await Management()
        #expect(
            try await management.call(
                .delete, "/applications/managementapi00000000/roles/managementapiaccess00"
            ).status == .noContent)
        let answer = try await RelyingParty(Example.machine, in: management.world).token([
            "grant_type": "client_credentials", "resource": Management.indicator, "scope": "all",
        ])
        #expect(answer.json["scope"] == nil)
        let token = answer.json["access_token"]?.string ?? ""
        let refused = try await management.call(.get, "/users", headers: [.authorization: "Bearer \(token)"])
        #expect(refused.json["code"] == "auth.forbidden")
    }

    @Test(arguments: ["/nothing", "/users/a/b/c/d", "/sso-connectors", ""])
    func `an unknown path is not found, whoever asks (§1.2)`(path: String) async throws {
        let world = try await TestWorld()
        let answer = try await world.get("\(world.logto)/api\(path)")
        #expect(answer.status == .notFound)
        #expect(answer.body == "Not Found")
        #expect(answer.headers[.contentType] == "text/plain; charset=utf-8")
    }

    @Test func `a path without the method says which there are (§1.2)`() async throws {
        let world = try await TestWorld()
        let url = "\(world.logto)/api/users/alice0000001"
        let answer = try await world.send(.post, url)
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.body == "Method Not Allowed")
        #expect(answer.headers[.allow] == "HEAD, GET, PATCH, DELETE")
        let options = try await world.send(.options, url)
        #expect(options.status == .ok)
        #expect(options.headers[.allow] == "HEAD, GET, PATCH, DELETE")
        let unknown = try await world.send(.init("PURGE") ?? .trace, url)
        #expect(unknown.status == .notImplemented)
        #expect(unknown.headers[.allow] == "HEAD, GET, PATCH, DELETE")
    }

    @Test func `letter case and a slash at the end do not matter; HEAD is GET without a body (§1.2)`() async throws {
        let management = try await Management()
        #expect(try await management.get("/Users/alice0000001/").json["id"] == "alice0000001")
        let head = try await management.call(.head, "/users/alice0000001")
        #expect(head.status == .ok)
        #expect(head.body.isEmpty)
    }

    @Test(arguments: [
        (#"{"name":"#, "application/json", 400), (#""text""#, "application/json", 400), ("7", "application/json", 400),
    ])
    func `a body that is not JSON of an object has a message alone (§1.2)`(
        body: String, type: String, status: Int
    ) async throws {
        let management = try await Management()
        let answer = try await management.world.send(
            .post, "\(management.world.logto)/api/users",
            headers: [.authorization: "Bearer \(management.token)", .contentType: type], body: body)
        #expect(answer.status.code == status)
        #expect(answer.json.members?.map(\.name) == ["message"])
    }

    @Test(
        arguments: [
            (HTTPRequest.Method.patch, "/hooks/none/signing-key", 400, nil),
            (.put, "/applications/none/roles", 400, nil),
            (.delete, "/users/none", 404, "entity.not_found"), (.get, "/users/none", 404, "entity.not_found"),
        ] as [(HTTPRequest.Method, String, Int, JSON?)])
    func `the bodies of three methods are read, whatever the route makes of them (§1.2)`(
        method: HTTPRequest.Method, path: String, status: Int, code: JSON?
    ) async throws {
        let management = try await Management()
        let answer = try await management.world.send(
            method, "\(management.world.logto)/api\(path)",
            headers: [.authorization: "Bearer \(management.token)", .contentType: "application/json"], body: "{")
        #expect(answer.status.code == status)
        #expect(answer.json["code"] == code)
        #expect(answer.json.members?.map(\.name) == (code == nil ? ["message"] : ["code", "message"]))
    }

    @Test func `another type of body counts as none, and a large one is lost (§1.2)`() async throws {
        let management = try await Management()
        let headers: HTTPFields = [.authorization: "Bearer \(management.token)", .contentType: "application/xml"]
        let url = "\(management.world.logto)/api/resources"
        let xml = try await management.world.send(.post, url, headers: headers, body: "<a/>")
        #expect(xml.json["code"] == "guard.invalid_input")
        let large = try await management.call(
            .post, "/resources", ["name": .string(String(repeating: "a", count: 1_100_000))])
        #expect(large.status == .notFound)
        #expect(large.body == "Not Found")
        let form = try await management.world.send(
            .post, url,
            headers: [
                .authorization: "Bearer \(management.token)", .contentType: "application/x-www-form-urlencoded",
            ], body: "name=By+form&indicator=https://form.example")
        #expect(form.status == .created)
        #expect(form.json["name"] == "By form")
    }

    @Test func `pages of any origin may read answers (§1.3)`() async throws {
        let management = try await Management()
        let preflight = try await management.world.send(
            .options, "\(management.world.logto)/api/users",
            headers: [
                .origin: "https://admin.example", .accessControlRequestMethod: "PATCH",
                .accessControlRequestHeaders: "authorization",
            ])
        #expect(preflight.status == .noContent)
        #expect(preflight.headers[.accessControlAllowOrigin] == "https://admin.example")
        #expect(preflight.headers[.accessControlAllowMethods] == "GET,HEAD,PUT,POST,DELETE,PATCH")
        #expect(preflight.headers[.accessControlAllowHeaders] == "authorization")
        let answer = try await management.call(.get, "/users", headers: [.origin: "https://admin.example"])
        #expect(answer.headers[.accessControlAllowOrigin] == "https://admin.example")
        #expect(answer.headers[.accessControlExposeHeaders] == "*")
        let refused = try await management.world.get(
            "\(management.world.logto)/api/users", headers: [.origin: "https://admin.example"])
        #expect(refused.headers[.accessControlAllowOrigin] == "https://admin.example")
    }

    @Test func `what a client has already is not sent again (§1.4)`() async throws {
        let management = try await Management()
        let first = try await management.get("/roles")
        let tag = try #require(first.headers[.eTag])
        let second = try await management.call(.get, "/roles", headers: [.ifNoneMatch: tag])
        #expect(second.status == .notModified)
        #expect(second.body.isEmpty)
    }

    @Test(arguments: ["/roles", "/roles/nobody", "/nothing", "/swagger.json", "/status", "/my-account", "/experience"])
    func `the usual headers are there, also where there is no such path (§1)`(path: String) async throws {
        let answer = try await Management().get(path)
        let expected = [
            "X-Content-Type-Options": "nosniff", "X-Frame-Options": "SAMEORIGIN", "X-XSS-Protection": "0",
            "Strict-Transport-Security": "max-age=15552000; includeSubDomains", "Origin-Agent-Cluster": "?1",
            "Cross-Origin-Resource-Policy": "same-origin", "Referrer-Policy": "strict-origin-when-cross-origin",
            "X-Download-Options": "noopen", "X-Permitted-Cross-Domain-Policies": "none",
            "Access-Control-Expose-Headers": "*",
        ]
        for (name, value) in expected { #expect(answer.headers[.init(name) ?? .server] == value, "\(name)") }
        #expect(answer.headers[.init("Logto-Core-Request-Id") ?? .server]?.count == 16)
        #expect(answer.headers[.init("Content-Security-Policy") ?? .server] == nil)
    }

    @Test(arguments: ["page=0", "page=-1", "page=x", "page=1.5", "page_size=0", "page_size=101", "page=1&page_size=a"])
    func `a page that there cannot be is refused (§2.4)`(query: String) async throws {
        let answer = try await Management().get("/users?\(query)")
        #expect(answer.status == .badRequest)
        #expect(
            answer.json
                == ["code": "guard.invalid_pagination", "message": "The request pagination value is invalid."])
    }

    @Test func `lists come in pages with their number and links (§2.4)`() async throws {
        let management = try await Management()
        for number in 1...21 { _ = try await management.create("/users", ["username": .string("u\(number)")]) }
        let url = "\(management.world.logto)/api/users"
        let first = try await management.get("/users")
        #expect(first.json.array?.count == 20)
        #expect(first.headers[.init("Total-Number") ?? .server] == "23")
        #expect(
            first.headers[.init("Link") ?? .server]
                == #"<\#(url)?page=1>; rel="first", <\#(url)?page=2>; rel="next", <\#(url)?page=2>; rel="last""#)
        let last = try await management.get("/users?page=3&page_size=10&search=%25")
        #expect(last.json.array?.count == 3)
        #expect(
            last.headers[.init("Link") ?? .server]
                == #"<\#(url)?page=1&page_size=10&search=%25>; rel="first", "#
                + #"<\#(url)?page=2&page_size=10&search=%25>; rel="prev", "#
                + #"<\#(url)?page=3&page_size=10&search=%25>; rel="last""#)
        let beyond = try await management.get("/users?page=9")
        #expect(beyond.json == [])
        #expect(beyond.headers[.init("Total-Number") ?? .server] == "23")
        let whole = try await management.get("/applications")
        #expect(whole.headers[.init("Total-Number") ?? .server] == nil)
        let part = try await management.get("/applications?page_size=1")
        #expect(part.json.array?.count == 1)
        #expect(part.headers[.init("Total-Number") ?? .server] == "6")
    }

    @Test(arguments: [
        Row(
            .post, "/resources", ["name": 7],
            400,
            [
                "code": "guard.invalid_input",
                "data": [
                    "issues": [
                        [
                            "code": "invalid_type", "expected": "string", "received": "number", "path": ["name"],
                            "message": "Expected string, received number",
                        ],
                        [
                            "code": "invalid_type", "expected": "string", "received": "undefined",
                            "path": ["indicator"], "message": "Required",
                        ],
                    ], "name": "ZodError",
                ],
                "details": .string(
                    "Error in key path \"name\": (invalid_type) Expected string but received number.\n"
                        + "Error in key path \"indicator\": (invalid_type) Expected string but received undefined."),
                "message": "The request body is invalid.",
            ]),
        Row(
            .get, "/roles?type=Dog", 400,
            [
                "code": "guard.invalid_input",
                "data": [
                    "issues": [
                        [
                            "received": "Dog", "code": "invalid_enum_value", "options": ["User", "MachineToMachine"],
                            "path": ["type"],
                            "message": "Invalid enum value. Expected 'User' | 'MachineToMachine', received 'Dog'",
                        ]
                    ], "name": "ZodError",
                ],
                "details": .string(
                    "Error in key path \"type\": (invalid_enum_value) Invalid enum value. Expected 'User' | "
                        + "'MachineToMachine', received 'Dog'"),
                "message": "The request query is invalid.",
            ]),
    ])
    func `what does not have the right shape is refused with every issue (§2.2)`(row: Row) async throws {
        try await row.check(try await Management())
    }

    @Test func `words of the management API are English in every language (§1.5)`() async throws {
        let management = try await Management()
        let japanese = try await management.call(.get, "/users/nobody", headers: [.acceptLanguage: "ja"])
        #expect(japanese.json["code"] == "entity.not_found")
        let other = try await management.call(.get, "/roles/nobody?locale=ja")
        #expect(other.json["message"] == "The roles with ID `nobody` does not exist.")
    }

    @Test func `what was changed of a fresh instance stays when the program starts again (§5)`() async throws {
        let store = try Store.inMemory()
        let management = try await Management(in: try await TestWorld(store: store))
        _ = try await management.call(.patch, "/roles/managementapiaccess00", ["name": "Renamed"])
        _ = try await management.call(.patch, "/resources/management-api/is-default", ["isDefault": true])
        _ = try await management.create("/roles", ["name": "Logto Management API access", "description": "another"])
        let again = try await Management(in: try await TestWorld(store: store))
        #expect(try await again.get("/roles/managementapiaccess00").json["name"] == "Renamed")
        #expect(try await again.get("/resources/management-api").json["isDefault"] == true)
    }
}
