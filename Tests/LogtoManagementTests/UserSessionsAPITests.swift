import Core
import HTTPTypes
import TestSupport
import Testing

/// `/users/:userId/sessions` and `/grants` (spec `logto-management-api.md` §4.2, §6.4).
@Suite struct UserSessionsAPITests {
    private static let sessions = "/users/alice0000001/sessions"
    private static let grants = "/users/alice0000001/grants"

    private struct SignedIn {
        let management: Management
        let browser: Browser
        let tokens: JSON

        init() async throws {
            let management = try await Management()
            let browser = Browser(management.world)
            let party = RelyingParty(in: management.world)
            let answer = try await party.signInAsAlice(browser)
            self.tokens = try await party.redeem(answer.locationParameters["code"] ?? "").json
            self.management = management
            self.browser = browser
        }

        var party: RelyingParty { RelyingParty(in: self.management.world) }

        func session() async throws -> JSON {
            try #require(try await self.management.get(sessions).json["sessions"]?.array?.first)
        }

        func grant() async throws -> JSON {
            try #require(try await self.management.get(grants).json["grants"]?.array?.first)
        }

        /// Whether the browser needs no page to be signed in.
        func isSignedIn() async throws -> Bool {
            let answer = try await self.browser.open(
                self.party.authorizationURL(["prompt": "none", "scope": "openid"]))
            return answer.locationParameters["code"] != nil
        }

        func refreshes() async throws -> Bool {
            try await self.party.refresh(self.tokens["refresh_token"]?.string ?? "").status == .ok
        }
    }

    @Test func `a session is shown as the engine keeps it, with the last submission (§6.4)`() async throws {
        let signedIn = try await SignedIn()
        let (session, grant) = (try await signedIn.session(), try await signedIn.grant())
        let now = TestWorld.beginning.seconds
        let payload = try #require(session["payload"])
        let uid = payload["uid"]?.string ?? ""
        #expect(uid.count == 43)
        let sid = payload["authorizations"]?[Example.webApp.id]?["sid"]
        #expect(sid?.string?.isEmpty == false)
        #expect(
            payload == [
                "exp": .int(now + 1_209_600), "iat": .int(now), "jti": payload["jti"], "uid": .string(uid),
                "kind": "Session", "loginTs": .int(now), "accountId": "alice0000001",
                "authorizations": .object([
                    .init(Example.webApp.id, ["sid": sid, "grantId": grant["id"], "persistsLogout": true])
                ]),
            ])
        let submission = try #require(session["lastSubmission"])
        #expect(submission.members?.map(\.name) == ["interactionEvent", "userId", "verificationRecords"])
        #expect(submission["interactionEvent"] == "SignIn")
        #expect(submission["userId"] == "alice0000001")
        #expect(submission["verificationRecords"]?.array?.first?["type"] == "Password")
        #expect(
            session == [
                "payload": payload, "lastSubmission": submission, "clientId": .string(Example.webApp.id),
                "accountId": "alice0000001", "expiresAt": .int((now + 1_209_600) * 1000),
            ])
        #expect(try await signedIn.management.get("\(Self.sessions)/\(uid)").json == session)
    }

    @Test func `a grant is shown with its application (§6.4)`() async throws {
        let signedIn = try await SignedIn()
        let grant = try await signedIn.grant()
        let now = TestWorld.beginning.seconds
        let end = now + 180 * 24 * 3600
        let scope = grant["payload"]?["openid"]?["scope"]?.string ?? ""
        #expect(Set(scope.split(separator: " ")).isSuperset(of: ["openid", "offline_access", "profile"]))
        #expect(
            grant == [
                "id": grant["id"],
                "payload": [
                    "exp": .int(end), "iat": .int(now), "jti": grant["id"], "kind": "Grant",
                    "clientId": .string(Example.webApp.id), "accountId": "alice0000001",
                    "openid": ["scope": .string(scope)],
                ],
                "expiresAt": .int(end * 1000), "application": ["id": .string(Example.webApp.id), "name": "Bookstore"],
            ])
        #expect(try await signedIn.management.get("\(Self.grants)?appType=firstParty").json["grants"]?.ids.count == 1)
        #expect(try await signedIn.management.get("\(Self.grants)?appType=thirdParty").json == ["grants": []])
    }

    @Test func `a session that is ended signs the browser out; what outlives sessions stays`() async throws {
        let signedIn = try await SignedIn()
        #expect(try await signedIn.isSignedIn())
        let uid = try await signedIn.session()["payload"]?["uid"]?.string ?? ""
        #expect(try await signedIn.management.call(.delete, "\(Self.sessions)/\(uid)").status == .noContent)
        #expect(try await signedIn.isSignedIn() == false)
        #expect(try await signedIn.management.get(Self.sessions).json == ["sessions": []])
        #expect(try await signedIn.refreshes())
    }

    @Test(arguments: ["all", "firstParty"])
    func `with a target its grants are revoked`(target: String) async throws {
        let signedIn = try await SignedIn()
        let uid = try await signedIn.session()["payload"]?["uid"]?.string ?? ""
        let path = "\(Self.sessions)/\(uid)?revokeGrantsTarget=\(target)"
        #expect(try await signedIn.management.call(.delete, path).status == .noContent)
        #expect(try await signedIn.refreshes() == false)
        #expect(try await signedIn.management.get(Self.grants).json == ["grants": []])
    }

    @Test func `with the target firstParty those of third parties stay`() async throws {
        let management = try await Management()
        let (browser, party) = (Browser(management.world), RelyingParty(Example.thirdParty, in: management.world))
        let consent = try await party.signInAsAlice(browser, ["scope": "openid offline_access profile"])
        _ = try await browser.press("Authorize", on: consent)
        let session = try await management.get(Self.sessions).json["sessions"]?.array?.first
        let uid = session?["payload"]?["uid"]?.string ?? ""
        let grants = "\(Self.grants)?appType=thirdParty"
        let before = try await management.get(grants).json["grants"]?.ids
        #expect(before?.count == 1)
        let path = "\(Self.sessions)/\(uid)?revokeGrantsTarget=firstParty"
        #expect(try await management.call(.delete, path).status == .noContent)
        #expect(try await management.get(grants).json["grants"]?.ids == before)
    }

    @Test func `a grant that is revoked takes its tokens along, and the session's cookie is good no longer`()
        async throws
    {
        let signedIn = try await SignedIn()
        let id = try await signedIn.grant()["id"]?.string ?? ""
        #expect(try await signedIn.management.call(.delete, "\(Self.grants)/\(id)").status == .noContent)
        #expect(try await signedIn.refreshes() == false)
        #expect(try await signedIn.session()["payload"]?["authorizations"] == nil)
        #expect(try await signedIn.isSignedIn() == false)
        try await Row(.delete, "\(Self.grants)/\(id)", 404, code: "oidc.invalid_grant", "Grant request is invalid.")
            .check(signedIn.management)
    }

    @Test(arguments: [
        Row(.get, "/users/nobody/sessions", 200, ["sessions": []]),
        Row(.get, "/users/nobody/grants", 200, ["grants": []]),
        Row(.get, "\(Self.sessions)/x", 404, code: "oidc.session_not_found", "Session not found."),
        Row(.delete, "\(Self.sessions)/x", 404, code: "oidc.session_not_found", "Session not found."),
        Row(.delete, "\(Self.grants)/x", 404, code: "oidc.invalid_grant", "Grant request is invalid."),
    ])
    func `what there is none of (§6.4)`(row: Row) async throws {
        try await row.check(try await Management())
    }

    @Test func `another user's session and grant are refused, each in its way (§6.4)`() async throws {
        let signedIn = try await SignedIn()
        let uid = try await signedIn.session()["payload"]?["uid"]?.string ?? ""
        let id = try await signedIn.grant()["id"]?.string ?? ""
        for row in [
            Row(.get, "/users/suspended001/sessions/\(uid)", 404, code: "oidc.session_not_found", "Session not found."),
            Row(
                .delete, "/users/suspended001/sessions/\(uid)", 404, code: "oidc.invalid_session_account_id",
                "Session accountId mismatch."),
            Row(
                .delete, "/users/suspended001/grants/\(id)", 404, code: "oidc.invalid_grant",
                "Grant request is invalid."),
        ] {
            try await row.check(signedIn.management)
        }
        #expect(try await signedIn.isSignedIn())
    }

    @Test(arguments: ["/sessions/x?revokeGrantsTarget=some", "/grants?appType=other"])
    func `parameters of the query have their words`(path: String) async throws {
        let management = try await Management()
        let answer = try await management.call(
            path.hasPrefix("/grants") ? .get : .delete, "/users/alice0000001\(path)")
        #expect(answer.status == .badRequest)
        #expect(answer.json["message"] == "The request query is invalid.")
    }
}
