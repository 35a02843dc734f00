import Core
import HTTPTypes
import TestSupport
import Testing

/// `/configs/oidc`, `/configs/id-token`, `/account-center` (spec `logto-management-api.md` §4.7, §6.12).
@Suite struct SettingsAPITests {
    private static let privateKeys = "/configs/oidc/private-keys"
    private static let cookieKeys = "/configs/oidc/cookie-keys"
    private static let now: JSON = .int(TestWorld.beginning.seconds)

    private func kids(_ world: TestWorld) async throws -> [String] {
        let keys = try await world.get("\(world.logto)/oidc/jwks").json["keys"]?.array ?? []
        return keys.compactMap { $0["kid"]?.string }
    }

    @Test func `a new key signs at once, the one before it can be deleted`() async throws {
        let management = try await Management()
        let first = try await management.get(Self.privateKeys).json
        let id = first.ids.first ?? ""
        #expect(
            first == [
                ["id": .string(id), "createdAt": Self.now, "signingKeyAlgorithm": "EC", "status": "Current"]
            ])
        try await Row(
            .delete, "\(Self.privateKeys)/\(id)", 422, code: "oidc.key_required", "At least one key is required."
        ).check(management)
        let rotated = try await management.call(.post, "\(Self.privateKeys)/rotate", [:])
        #expect(rotated.status == .ok)
        #expect(rotated.json.array?.map { $0["status"] } == ["Current", "Previous"])
        #expect(rotated.json.array?.map { $0["signingKeyAlgorithm"] } == ["EC", "EC"])
        #expect(try await management.get(Self.privateKeys).json == rotated.json)
        let ids = rotated.json.ids
        #expect(ids.last == id)
        #expect(try await self.kids(management.world) == ids)
        try await Row(
            .delete, "\(Self.privateKeys)/\(ids[0])", 422, code: "oidc.only_previous_key_can_be_deleted",
            "Only a previous key can be deleted."
        ).check(management)
        try await Row(
            .delete, "\(Self.privateKeys)/x", 404, code: "oidc.key_not_found", "Key with ID x is not found."
        ).check(management)
        #expect(try await management.get("/users").status == .ok)
        #expect(try await management.call(.delete, "\(Self.privateKeys)/\(id)").status == .noContent)
        #expect(try await self.kids(management.world) == [ids[0]])
        // What the key signed that is gone is believed no more, the administrator's own token included.
        #expect(try await management.get("/users").status == .unauthorized)
    }

    @Test func `discovery lists the algorithms of both keys after a change to RSA`() async throws {
        let management = try await Management()
        let rotated = try await management.call(
            .post, "\(Self.privateKeys)/rotate", ["signingKeyAlgorithm": "RSA"])
        #expect(rotated.json.array?.map { $0["signingKeyAlgorithm"] } == ["RSA", "EC"])
        let world = management.world
        let discovery = try await world.get("\(world.logto)/oidc/.well-known/openid-configuration").json
        let algorithms = discovery["id_token_signing_alg_values_supported"]?.strings ?? []
        #expect(algorithms.contains("ES384"))
        #expect(algorithms.contains("RS256"))
        let third = try await management.call(.post, "\(Self.privateKeys)/rotate", [:])
        #expect(third.json.array?.map { $0["signingKeyAlgorithm"] } == ["EC", "RSA"])
    }

    @Test func `with a grace period a key waits`() async throws {
        let management = try await Management()
        let staged = try await management.call(.post, "\(Self.privateKeys)/rotate", ["rotationGracePeriod": 60])
        #expect(staged.json.array?.map { $0["status"] } == ["Next", "Current"])
        #expect(staged.json.array?.first?["effectiveAt"] == .int(TestWorld.beginning.seconds + 60))
        try await Row(
            .post, "\(Self.privateKeys)/rotate", [:], 422, code: "oidc.invalid_request", "Request is invalid."
        ).check(management)
        management.world.advance(seconds: 60)
        let keys = try await management.get(Self.privateKeys).json
        #expect(keys.array?.map { $0["status"] } == ["Current", "Previous"])
        #expect(keys.ids == staged.json.ids)
    }

    @Test func `a new cookie key signs, sessions of before it go on until theirs is deleted`() async throws {
        let management = try await Management()
        let first = try await management.get(Self.cookieKeys).json
        #expect(first.array?.first?.with(["id": nil]) == ["createdAt": Self.now])
        #expect(first.ids.map(\.count) == [21])
        let (browser, party) = (Browser(management.world), RelyingParty(in: management.world))
        _ = try await party.signInAsAlice(browser)
        let silent = party.authorizationURL(["prompt": "none", "scope": "openid"])
        let rotated = try await management.call(.post, "\(Self.cookieKeys)/rotate", [:])
        #expect(rotated.status == .ok)
        #expect(rotated.json.ids.last == first.ids.first)
        #expect(try await management.get(Self.cookieKeys).json == rotated.json)
        #expect(try await browser.request(.get, silent).locationParameters["code"] != nil)
        let other = Browser(management.world)
        _ = try await party.signInAsAlice(other)
        for id in rotated.json.ids.dropFirst() {
            #expect(try await management.call(.delete, "\(Self.cookieKeys)/\(id)").status == .noContent)
        }
        #expect(try await other.request(.get, silent).locationParameters["code"] != nil)
        // Two rotations later the key that signed this browser's cookie is gone.
        let stale = Browser(management.world)
        _ = try await party.signInAsAlice(stale)
        for _ in 1...2 { _ = try await management.call(.post, "\(Self.cookieKeys)/rotate", [:]) }
        #expect(try await management.get(Self.cookieKeys).json.ids.count == 2)
        #expect(try await stale.request(.get, silent).locationParameters["code"] == nil)
    }

    @Test(arguments: [
        Row(
            .post, "\(Self.cookieKeys)/rotate", ["rotationGracePeriod": 60], 422, code: "oidc.invalid_request",
            "Request is invalid."),
        Row(
            .delete, "\(Self.cookieKeys)/x", 422, code: "oidc.key_required", "At least one key is required."),
        Row(
            .patch, "/configs/admin-console", ["organizationCreated": true, "other": 1], 200,
            ["signInExperienceCustomized": false, "organizationCreated": true]),
        Row(.get, "/configs/oidc/session", 200, ["ttl": 1_209_600]),
        Row(.patch, "/configs/oidc/session", ["ttl": 60], 200, ["ttl": 60]),
        Row(.patch, "/configs/oidc/session", [:], 200, ["ttl": 1_209_600]),
        Row(
            .get, "/configs/id-token", 200,
            ["enabledExtendedClaims": ["roles", "organizations", "organization_roles"]]),
        Row(
            .put, "/configs/id-token", ["enabledExtendedClaims": ["custom_data"]], 200,
            ["enabledExtendedClaims": ["custom_data"]]),
        Row(.put, "/configs/id-token", [:], 200, [:]),
    ])
    func `settings and their refusals (§6.12)`(row: Row) async throws {
        try await row.check(try await Management())
    }

    struct Invalid: Sendable {
        let method: HTTPRequest.Method
        let path: String
        let body: JSON?
        let part: String

        init(_ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil, _ part: String = "body") {
            self.method = method
            self.path = path
            self.body = body
            self.part = part
        }
    }

    @Test(arguments: [
        Invalid(.get, "/configs/oidc/other-keys", nil, "params"),
        Invalid(.delete, "/configs/oidc/other-keys/x", nil, "params"),
        Invalid(.post, "/configs/oidc/other-keys/rotate", [:], "params"),
        Invalid(.post, "\(Self.privateKeys)/rotate", ["signingKeyAlgorithm": "ES256"]),
        Invalid(.patch, "/configs/oidc/session", ["ttl": 0]),
        Invalid(.patch, "/configs/oidc/session", ["ttl": 31_536_001]),
        Invalid(.patch, "/configs/oidc/session", ["ttl": .double(1.5)]),
        Invalid(.put, "/configs/id-token", ["enabledExtendedClaims": ["email"]]),
        Invalid(.patch, "/account-center", ["fields": ["name": "Maybe"]]),
        Invalid(.patch, "/account-center", ["deleteAccountUrl": "ftp://a.example"]),
        Invalid(.patch, "/account-center", ["deleteAccountUrl": "https://"]),
    ])
    func `what does not fit is told in the validation's words (§2.2)`(request: Invalid) async throws {
        let answer = try await Management().call(request.method, request.path, request.body)
        #expect(answer.status == .badRequest)
        #expect(answer.json["code"] == "guard.invalid_input")
        #expect(answer.json["message"] == .string("The request \(request.part) is invalid."))
    }

    @Test func `the lifetime of sessions is in force at once`() async throws {
        let management = try await Management()
        let (browser, party) = (Browser(management.world), RelyingParty(in: management.world))
        _ = try await management.call(.patch, "/configs/oidc/session", ["ttl": 60])
        _ = try await party.signInAsAlice(browser)
        let silent = party.authorizationURL(["prompt": "none", "scope": "openid"])
        management.world.advance(seconds: 59)
        #expect(try await browser.request(.get, silent).locationParameters["code"] != nil)
        management.world.advance(seconds: 61)
        #expect(try await browser.request(.get, silent).locationParameters["error"] == "login_required")
    }

    @Test func `claims that are switched on stand in the next ID token`() async throws {
        let management = try await Management()
        let party = RelyingParty(in: management.world)
        _ = try await management.call(.put, "/configs/id-token", ["enabledExtendedClaims": ["custom_data"]])
        let answer = try await party.signInAsAlice(
            Browser(management.world), ["scope": "openid custom_data roles"])
        let tokens = try await party.redeem(answer.locationParameters["code"] ?? "").json
        let claims = try party.claims(tokens["id_token"]?.string ?? "")
        #expect(claims["custom_data"] == [:])
        #expect(claims["roles"] == nil)
    }

    @Test func `the account center keeps what is sent, field by field (§6.12)`() async throws {
        let management = try await Management()
        let fresh: JSON = [
            "tenantId": "default", "id": "default", "enabled": false, "fields": [:], "webauthnRelatedOrigins": [],
            "deleteAccountUrl": .null, "customCss": .null, "profileFields": .null,
        ]
        #expect(try await management.get("/account-center").json == fresh)
        let first: JSON = ["name": "Edit", "email": "ReadOnly", "phone": "Off"]
        let changed = fresh.with([
            "enabled": true, "fields": first, "webauthnRelatedOrigins": ["https://a.example", "https://b.example"],
            "deleteAccountUrl": "https://a.example/bye", "customCss": "a { }", "profileFields": [["name": "gender"]],
        ])
        let answer = try await management.call(
            .patch, "/account-center",
            [
                "enabled": true, "fields": first,
                "webauthnRelatedOrigins": ["https://a.example", "https://b.example", "https://a.example"],
                "deleteAccountUrl": "https://a.example/bye", "customCss": "a { }",
                "profileFields": [["name": "gender"]], "id": "other",
            ])
        #expect(answer.status == .ok)
        #expect(answer.json == changed)
        let second: JSON = ["fields": ["name": "Off"], "deleteAccountUrl": "", "customCss": .null]
        try await Row(
            .patch, "/account-center", second, 200,
            changed.with(["fields": ["name": "Off"], "deleteAccountUrl": .null, "customCss": .null])
        ).check(management)
        try await Row(
            .patch, "/account-center", [:], 422, code: "entity.invalid_input",
            "Invalid input. Value list must not be empty."
        ).check(management)
    }
}
