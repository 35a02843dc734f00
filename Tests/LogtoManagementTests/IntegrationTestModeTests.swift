import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

/// How Logto's own tests are let in (spec `logto-management-api.md` §3.3).
@Suite struct IntegrationTestModeTests {
    private static func header(_ id: String) throws -> HTTPFields {
        [try #require(HTTPField.Name("development-user-id")): id]
    }

    @Test(arguments: [nil, "Bearer nonsense", "Basic abc"])
    func `whoever names a user needs no token`(authorization: String?) async throws {
        let world = try await TestWorld(isIntegrationTest: true)
        var headers = try Self.header("someone")
        headers[.authorization] = authorization
        #expect(try await world.get("\(world.logto)/api/users", headers: headers).status == .ok)
    }

    @Test func `an empty name is none`() async throws {
        let world = try await TestWorld(isIntegrationTest: true)
        let answer = try await world.get("\(world.logto)/api/users", headers: try Self.header(""))
        #expect(answer.status == .unauthorized)
        #expect(answer.json["code"] == "auth.authorization_header_missing")
    }

    @Test func `without a name the token counts`() async throws {
        let management = try await Management(in: try await TestWorld(isIntegrationTest: true))
        #expect(try await management.get("/users").status == .ok)
        let answer = try await management.world.get("\(management.world.logto)/api/users")
        #expect(answer.status == .unauthorized)
    }

    @Test func `the Account API does not know the header (§3.4)`() async throws {
        let world = try await TestWorld(isIntegrationTest: true)
        let answer = try await world.get("\(world.logto)/api/my-account", headers: try Self.header("someone"))
        #expect(answer.status == .unauthorized)
    }

    @Test(arguments: [true, false])
    func `two passwords alone are known from breaches`(isIntegrationTest: Bool) async throws {
        let management = try await Management(in: try await TestWorld(isIntegrationTest: isIntegrationTest))
        func isRefused(_ password: String) async throws -> Bool {
            let answer = try await management.call(
                .post, "/sign-in-exp/default/check-password",
                ["password": .string(password), "userId": "alice0000001"])
            return answer.json["issues"]?.array?.contains { $0["code"] == "password_rejected.pwned" } ?? false
        }
        #expect(try await isRefused("test_password"))
        #expect(try await isRefused("welcome123") == !isIntegrationTest)
    }

    @Test func `out of that mode the header is nothing`() async throws {
        let world = try await TestWorld()
        let answer = try await world.get("\(world.logto)/api/users", headers: try Self.header("someone"))
        #expect(answer.status == .unauthorized)
        #expect(answer.json["code"] == "auth.authorization_header_missing")
    }

    // MARK: Logto's own applications and the tenant admin

    @Test(arguments: [
        ("demo-app", "http://localhost:3001/demo-app"), ("account-center", "http://localhost:3001/account"),
        ("admin-console", "http://localhost:3002/console/callback"),
    ])
    func `Logto's own applications sign people in`(id: String, address: String) async throws {
        let world = try await TestWorld(isIntegrationTest: true)
        let app = ExampleApp(id: id, secret: nil, redirectURI: address, signedOutURI: address)
        let (browser, party) = (Browser(world), RelyingParty(app, in: world))
        _ = try await party.signInAsAlice(browser, ["scope": "openid"])
        // The emulator has nothing at these addresses: the browser comes back from them before it looks.
        let again = party.authorizationURL(["scope": "openid", "prompt": "none"])
        let code = try await browser.request(.get, again).locationParameters["code"]
        #expect(try await party.redeem(try #require(code)).json["id_token"] != nil)
    }

    @Test func `they are in no list, and cannot be changed (§5)`() async throws {
        let management = try await Management(in: try await TestWorld(isIntegrationTest: true))
        let ids = try await management.ids("/applications")
        #expect(!ids.contains("demo-app") && !ids.contains("admin-console") && !ids.isEmpty)
        #expect(try await management.get("/applications/demo-app").json["name"] == "Live Preview")
        for method in [HTTPRequest.Method.patch, .delete] {
            let answer = try await management.call(method, "/applications/demo-app", ["name": "x"])
            #expect(answer.status == .notFound)
            #expect(answer.json["code"] == "entity.not_exists_with_id")
        }
    }

    @Test func `protected applications can be made, at hosts that lead nowhere (§6.1)`() async throws {
        let management = try await Management(in: try await TestWorld(isIntegrationTest: true))
        let body: JSON = [
            "name": "P", "type": "Protected",
            "protectedAppMetadata": ["subDomain": "shop", "origin": "https://example.com"],
        ]
        let made = try await management.create("/applications", body)
        let metadata: JSON = [
            "host": "shop.", "origin": "https://example.com", "sessionDuration": 1_209_600, "pageRules": [],
            "additionalScopes": [],
        ]
        #expect(made["protectedAppMetadata"] == metadata)
        #expect(
            made["oidcClientMetadata"] == [
                "redirectUris": ["https://shop./sign-in-callback"], "postLogoutRedirectUris": ["https://shop."],
            ])
        let path = "/applications/\(made["id"]?.string ?? "")"
        #expect(try await management.get("\(path)/secrets").json.array?.count == 1)
        let again = try await management.call(.post, "/applications", body)
        #expect(again.status == .unprocessableContent)
        #expect(again.json["code"] == "application.protected_application_subdomain_exists")
        let changed = try await management.call(
            .patch, path, ["protectedAppMetadata": ["sessionDuration": 3600]])
        #expect(changed.json["protectedAppMetadata"] == metadata.setting("sessionDuration", to: 3600))
    }

    @Test func `when the mode is over they are nobody's clients`() async throws {
        let store = try Store.inMemory()
        _ = try await TestWorld(store: store, isIntegrationTest: true)
        let world = try await TestWorld(store: store)
        let page = "\(world.logto)/demo-app"
        let app = ExampleApp(id: "demo-app", secret: nil, redirectURI: page, signedOutURI: page)
        let party = RelyingParty(app, in: world)
        let answer = try await Browser(world).request(.get, party.authorizationURL())
        #expect(answer.status == .badRequest)
        #expect(answer.body.contains("oidc.invalid_client"))
    }

    @Test func `the tenant admin has a sign-in experience of its own`() async throws {
        let world = try await TestWorld(isIntegrationTest: true)
        let address = "\(world.console)/api/sign-in-exp"
        let headers = try Self.header("integration-test-admin-user")
        #expect(try await world.get(address).status == .unauthorized)
        let before = try await world.get(address, headers: headers).json
        #expect(before["signInMode"] == "Register")
        #expect(before["color"]?["isDarkModeEnabled"] == true)
        #expect(before["mfa"]?["policy"] == "NoPrompt")
        var json = headers
        json[.contentType] = "application/json"
        let changed = try await world.send(
            .patch, address, headers: json, body: #"{"signInMode":"SignInAndRegister","sentinelPolicy":{}}"#)
        #expect(changed.status == .ok)
        #expect(changed.json["signInMode"] == "SignInAndRegister")
        let shown = try await world.get("\(world.console)/api/.well-known/sign-in-exp").json
        #expect(shown["signInMode"] == "SignInAndRegister")
        #expect(shown["socialConnectors"] == [])
        let own = try await world.get("\(world.logto)/api/sign-in-exp", headers: headers).json
        #expect(own["color"]?["isDarkModeEnabled"] == false)
        #expect(
            try await world.get("\(world.console)/api/.well-known/endpoints/default").json == [
                "user": .string(world.logto)
            ])
        #expect(try await world.get("\(world.console)/api/status").status == .noContent)
    }

    @Test func `out of that mode the console has no such address`() async throws {
        let world = try await TestWorld()
        let answer = try await world.get("\(world.console)/api/sign-in-exp", headers: try Self.header("someone"))
        #expect(answer.status == .notFound)
    }

    @Test func `whoever has the key is told which tenant it is (§4.8)`() async throws {
        let world = try await TestWorld(statusKey: "test-status-api-key")
        let (key, tenant) = (
            try #require(HTTPField.Name("logto-status-api-key")), try #require(HTTPField.Name("logto-tenant-id"))
        )
        for (value, shown) in [("test-status-api-key", "default"), ("other", nil)] {
            let answer = try await world.get("\(world.logto)/api/status", headers: [key: value])
            #expect(answer.status == .noContent)
            #expect(answer.headers[tenant] == shown)
        }
        let keyless = try await TestWorld()
        let answer = try await keyless.get("\(keyless.logto)/api/status", headers: [key: ""])
        #expect(answer.headers[tenant] == nil)
    }
}
