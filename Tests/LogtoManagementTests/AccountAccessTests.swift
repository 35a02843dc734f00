import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

/// Who may use the Account API (spec `logto-management-api.md` §3.4).
@Suite struct AccountAccessTests {
    private static let routes: [(HTTPRequest.Method, String)] = [
        (.get, "/my-account"), (.patch, "/my-account"), (.patch, "/my-account/profile"),
        (.post, "/my-account/password"), (.post, "/my-account/primary-email"), (.delete, "/my-account/primary-email"),
        (.post, "/my-account/primary-phone"), (.delete, "/my-account/primary-phone"),
        (.post, "/my-account/identities"), (.put, "/my-account/identities"), (.delete, "/my-account/identities/x"),
        (.get, "/my-account/sessions"), (.delete, "/my-account/sessions/x"), (.get, "/my-account/grants"),
        (.delete, "/my-account/grants/x"), (.post, "/verifications/password"),
        (.post, "/verifications/verification-code"), (.post, "/verifications/verification-code/verify"),
        (.post, "/verifications/social"), (.post, "/verifications/social/verify"),
    ]

    @Test func `an opaque token of a user is asked for, before anything else`() async throws {
        let account = try await Account(Example.config)
        for (method, path) in Self.routes {
            let url = "\(account.world.logto)/api\(path)"
            let without = try await account.world.send(method, url)
            #expect(without.status == .unauthorized)
            #expect(without.json["code"] == "auth.authorization_header_missing")
            let basic = try await account.call(method, path, headers: [.authorization: "Basic abc"])
            #expect(basic.json["code"] == "auth.authorization_token_type_not_supported")
            let unknown = try await account.call(method, path, headers: [.authorization: "Bearer abc"])
            #expect(unknown.status == .unauthorized)
            #expect(unknown.json == Row.unauthorized)
        }
    }

    @Test func `while the account center is not enabled, every route says so`() async throws {
        let account = try await Account(Example.config)
        for (method, path) in Self.routes {
            let answer = try await account.call(method, path, method == .get ? nil : [:])
            #expect(answer.status == .badRequest)
            #expect(
                answer.json == ["code": "account_center.not_enabled", "message": "Account center is not enabled."])
        }
    }

    @Test func `a token for an API, or of a machine, is none`() async throws {
        let management = try await Management(Example.withAccount)
        let account = try await Account(in: management.world)
        let answer = try await account.call(
            .get, "/my-account", headers: [.authorization: "Bearer \(management.token)"])
        #expect(answer.status == .unauthorized)
        #expect(answer.json == Row.unauthorized)
    }

    @Test func `a token without openid is not enough`() async throws {
        let account = try await Account(scope: "openid profile")
        let token = account.token
        try await account.world.store.transaction { db in
            var grant = try #require(try db.accessToken(token, at: TestWorld.beginning))
            (grant.token, grant.scopes) = ("narrow", ["profile"])
            try db.insert(grant)
        }
        let answer = try await account.call(.get, "/my-account", headers: [.authorization: "Bearer narrow"])
        #expect(answer.status == .forbidden)
        #expect(answer.json["code"] == "auth.forbidden")
    }

    @Test func `a token is good as long as it lives, and its session where it is bound to it`() async throws {
        let bound = try await Account(scope: "openid profile")
        #expect(try await bound.call(.get, "/my-account").status == .ok)
        let management = try await Management(in: bound.world)
        let sessions = try await management.get("/users/alice0000001/sessions").json["sessions"]?.array ?? []
        let uid = sessions.first?["payload"]?["uid"]?.string ?? ""
        let free = try await Account(in: bound.world)
        _ = try await management.call(.delete, "/users/alice0000001/sessions/\(uid)")
        #expect(try await bound.call(.get, "/my-account").status == .unauthorized)
        #expect(try await free.call(.get, "/my-account").status == .ok)
        free.world.advance(seconds: 3600)
        #expect(try await free.call(.get, "/my-account").status == .unauthorized)
    }

    @Test func `another company's application may look, not touch`() async throws {
        let account = try await Account(scope: "openid profile email", at: Example.thirdParty)
        #expect(try await account.get()["name"] == "Alice Example")
        for row in [
            Row(.patch, "/my-account", ["name": "Eve"], 403, Row.thirdParty),
            Row(.patch, "/my-account/profile", ["gender": "x"], 403, Row.thirdParty),
            Row(.post, "/my-account/password", ["password": "another-secret-9"], 403, Row.thirdParty),
            Row(.post, "/verifications/password", ["password": "bookstore-alice"], 403, Row.thirdParty),
            Row(
                .post, "/verifications/verification-code",
                ["identifier": ["type": "email", "value": "alice@example.com"]], 403, Row.thirdParty),
            Row(
                .post, "/verifications/social", ["connectorId": "patreon00001", "state": "s", "redirectUri": "r"], 403,
                Row.thirdParty),
            Row(.delete, "/my-account/primary-email", 401, Row.denied),
            Row(.get, "/my-account/sessions", 401, Row.denied),
        ] {
            try await account.check(row)
        }
    }

    @Test func `any page may read it, one that names no origin included (§1.3)`() async throws {
        let account = try await Account()
        let origin = try await account.call(.get, "/my-account", headers: [.origin: "https://app.example"])
        #expect(origin.headers[.accessControlAllowOrigin] == "https://app.example")
        let none = try await account.call(.get, "/my-account")
        #expect(none.headers[.accessControlAllowOrigin] == "*")
    }

    @Test func `a body is checked after that, before what the route asks for`() async throws {
        let account = try await Account(Example.withAccount(fields: [:]))
        let answer = try await account.call(.post, "/my-account/primary-email", ["email": "nowhere"])
        #expect(answer.status == .badRequest)
        #expect(answer.json["code"] == "guard.invalid_input")
    }

    @Test func `everybody may read the account center's settings (§4.8)`() async throws {
        let management = try await Management(Example.withAccount)
        let answer = try await management.world.get("\(management.world.logto)/api/.well-known/account-center")
        #expect(answer.status == .ok)
        #expect(answer.json == (try await management.get("/account-center").json))
    }
}
