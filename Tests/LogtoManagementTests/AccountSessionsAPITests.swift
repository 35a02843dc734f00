import Core
import HTTPTypes
import TestSupport
import Testing

/// `/my-account/sessions`, `/my-account/grants` (spec `logto-management-api.md` §6.13).
@Suite struct AccountSessionsAPITests {
    private static let sessions = "/my-account/sessions"
    private static let grants = "/my-account/grants"

    @Test func `sessions are those of the user, with the one that is asked from marked`() async throws {
        let management = try await Management(Example.withAccount)
        let first = try await Account(in: management.world)
        management.world.advance(seconds: 1)
        let second = try await Account(in: management.world).verified()
        _ = try await Account(persona: "10001", in: management.world)
        let all = try await management.get("/users/alice0000001/sessions").json["sessions"]?.array ?? []
        let answer = try await second.call(.get, Self.sessions)
        #expect(answer.status == .ok)
        #expect(
            answer.json == [
                "sessions": [all[0].adding(["isCurrent": false]), all[1].adding(["isCurrent": true])]
            ])
        let uid = all[0]["payload"]?["uid"]?.string ?? ""
        #expect(try await second.call(.delete, "\(Self.sessions)/\(uid)").status == .noContent)
        #expect(try await second.get(Self.sessions)["sessions"]?.array?.count == 1)
        let silent = RelyingParty(in: management.world).authorizationURL(["prompt": "none", "scope": "openid"])
        #expect(try await first.browser.request(.get, silent).locationParameters["error"] == "login_required")
        #expect(try await second.browser.request(.get, silent).locationParameters["code"] != nil)
    }

    @Test func `a grant is listed and revoked, with the token that asked`() async throws {
        let account = try await Account().verified()
        let grants = try await account.get(Self.grants)["grants"]?.array ?? []
        #expect(grants.map { $0["application"] } == [["id": .string(Example.webApp.id), "name": "Bookstore"]])
        #expect(try await account.get("\(Self.grants)?appType=thirdParty") == ["grants": []])
        try await account.check(
            Row(.delete, "\(Self.grants)/x", 404, code: "oidc.invalid_grant", "Grant request is invalid."))
        let id = grants.first?["id"]?.string ?? ""
        #expect(try await account.call(.delete, "\(Self.grants)/\(id)").status == .noContent)
        try await account.check(Row(.get, "/my-account", 401, Row.unauthorized))
    }

    @Test func `what is not there, or another's, is told with 400 and the status that was meant (§6.13)`() async throws
    {
        let account = try await Account().verified()
        let management = try await Management(in: account.world)
        _ = try await Account(persona: "10001", in: account.world)
        let users = try await management.ids("/users?page=1").filter { $0 != "alice0000001" && $0 != "suspended001" }
        let sessions = try await management.get("/users/\(users[0])/sessions").json["sessions"]?.array ?? []
        let uid = sessions.first?["payload"]?["uid"]?.string ?? ""
        try await account.check(
            Row(
                .delete, "\(Self.sessions)/x", 400,
                ["code": "oidc.session_not_found", "data": ["status": 404], "message": "Session not found."]))
        try await account.check(
            Row(
                .delete, "\(Self.sessions)/\(uid)", 400,
                [
                    "code": "oidc.invalid_session_account_id", "data": ["status": 404],
                    "message": "Session accountId mismatch.",
                ]))
    }

    private static let routes: [(method: HTTPRequest.Method, path: String)] = [
        (.get, Self.sessions), (.get, Self.grants), (.delete, "\(Self.sessions)/x"), (.delete, "\(Self.grants)/x"),
    ]

    @Test func `what they need, in its order`() async throws {
        let account = try await Account()
        let off = try await Account(Example.withAccount(fields: [:])).verified()
        let readOnly = try await Account(Example.withAccount(fields: [.session: .readOnly])).verified()
        let narrow = try await Account(scope: "openid profile").verified()
        for (method, path) in Self.routes {
            let isReading = method == .get
            try await account.check(Row(method, path, 401, Row.denied))
            try await off.check(Row(method, path, 400, isReading ? Row.notEnabled : Row.notEditable))
            if isReading {
                #expect(try await readOnly.call(method, path).status == .ok)
            } else {
                try await readOnly.check(Row(method, path, 400, Row.notEditable))
            }
            try await narrow.check(Row(method, path, 401, Row.unauthorized))
        }
    }
}
