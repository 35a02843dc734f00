import Core
import HTTPTypes
import Storage
import TestSupport
import Testing
import Web

@Suite("A custom sign-in page walks the ordinary flows (spec §8.6, §9.3)")
struct CustomUITests {
    /// The example in a fresh instance's words: people register with a username and a password.
    private static let withUsername = Example.config(
        replacing: #""signUp": {"identifiers": [], "password": false}"#,
        with: #""signUp": {"identifiers": ["username"], "password": true}"#)

    private static func config(_ socialSignIn: String) -> String {
        Example.config(signInExperience: #""socialSignIn": \#(socialSignIn)"#)
    }

    @Test func `signing in with a password`() async throws {
        let page = try await CustomUI()
        let proof = try await page.checkPassword()
        #expect(proof.status == .ok)
        #expect(proof.verificationID?.wholeMatch(of: /[0-9a-z]{21}/) != nil)
        let identified = try await page.identify(proof.verificationID)
        #expect(identified.status == .noContent)
        #expect(identified.body.isEmpty)
        page.world.advance(seconds: 60)
        let submission = try await page.submit()
        #expect(submission.status == .ok)
        #expect(submission.headers[.contentType] == "application/json; charset=utf-8")
        #expect(
            submission.json["redirectTo"]?.string?.wholeMatch(
                of: /http:\/\/localhost:3001\/oidc\/auth\/[A-Za-z0-9_-]{43}/) != nil)
        #expect(try await page.claims(after: submission)["sub"] == "alice0000001")
        let alice = try await page.world.store.read { try $0.user("alice0000001") }
        #expect(alice?.lastSignInAt == TestWorld.beginning.advanced(bySeconds: 60))
    }

    @Test(arguments: ["alice@example.com", "ALICE@Example.com"])
    func `signing in with an address and a password`(address: String) async throws {
        let page = try await CustomUI(
            Example.config(signInExperience: #""signIn": {"methods": [{"identifier": "email"}]}"#))
        let proof = try await page.checkPassword(address, type: "email")
        #expect(try await page.identify(proof.verificationID).status == .noContent)
        #expect(try await page.claims(after: try await page.submit())["sub"] == "alice0000001")
    }

    @Test func `registering in one step`() async throws {
        let page = try await CustomUI(Self.withUsername, "Register")
        let proof = try await page.createIdentity("neko")
        let made = try await page.identify(proof.verificationID)
        #expect(made.status == .created)
        #expect(made.body == "Created")
        let claims = try await page.claims(after: try await page.submit())
        let user = try #require(try await page.world.store.read { try $0.user(username: "neko") })
        #expect(claims["sub"] == .string(user.id.value))
        #expect(user.id.value.wholeMatch(of: /[0-9a-z]{12}/) != nil)
        #expect(user.applicationID == ID(page.party.app.id))
        #expect(user.lastSignInAt == TestWorld.beginning)
        // And the password is theirs.
        let again = try await CustomUI(world: page.world)
        #expect(try await again.checkPassword("neko", "a-new-password-1").status == .ok)
    }

    @Test func `registering as Logto's own page does it`() async throws {
        let page = try await CustomUI(Self.withUsername, "Register")
        #expect(try await page.addToProfile(["type": "username", "value": "neko"]).status == .noContent)
        #expect(try await page.addToProfile(["type": "password", "value": "a-new-password-1"]).status == .noContent)
        #expect(try await page.identify(nil).status == .created)
        #expect(try await page.claims(after: try await page.submit())["username"] == "neko")
    }

    @Test func `registering through Patreon`() async throws {
        let page = try await CustomUI()
        let proof = try await page.proveSocial()
        let unknown = try await page.identify(proof)
        #expect(unknown.status == .notFound)
        #expect(
            unknown.json == [
                "code": "user.identity_not_exist", "data": [:],
                "message": "The social account has not been registered yet.",
            ])
        #expect(try await page.change(to: "Register").status == .noContent)
        #expect(try await page.identify(proof).status == .created)
        let claims = try await page.claims(after: try await page.submit())
        #expect(claims["name"] == "Mika Example")
        #expect(claims["email"] == "mika@example.test")
        // The next time one is known.
        let again = try await CustomUI(world: page.world)
        #expect(try await again.identify(try await again.proveSocial()).status == .noContent)
        #expect(try await again.claims(after: try await again.submit())["sub"] == claims["sub"])
    }

    @Test func `linking to the user of the same address`() async throws {
        let page = try await CustomUI()
        let proof = try await page.proveSocial(as: "10008")
        let known = try await page.identify(proof)
        #expect(
            known.json["data"] == ["relatedUser": ["type": "email", "value": "alice@example.com"]])
        #expect(try await page.change(to: "SignIn").status == .noContent)
        #expect(try await page.identify(proof, links: true).status == .noContent)
        #expect(try await page.claims(after: try await page.submit())["sub"] == "alice0000001")
        let owner = try await page.world.store.read { try $0.user(identity: "10008", at: "patreon") }
        #expect(owner?.id == "alice0000001")
        #expect(owner?.name == "Alice Example")
    }

    @Test func `creating another user in place of linking leaves the address where it is`() async throws {
        let page = try await CustomUI()
        let proof = try await page.proveSocial(as: "10008")
        #expect(try await page.change(to: "Register").status == .noContent)
        #expect(try await page.identify(proof).status == .created)
        #expect(try await page.claims(after: try await page.submit())["email"] == .null)
    }

    @Test func `what is missing is filled in, and the registration goes on`() async throws {
        let page = try await CustomUI(Self.withUsername)
        let proof = try await page.proveSocial()
        _ = try await page.change(to: "Register")
        let missing = try await page.identify(proof)
        #expect(missing.status == .unprocessableContent)
        #expect(
            missing.json == [
                "code": "user.missing_profile", "data": ["missingProfile": ["username"]],
                "message": "You need to provide additional info before signing-in.",
            ])
        #expect(try await page.addToProfile(["type": "username", "value": "mika"]).status == .noContent)
        #expect(try await page.identify(nil).status == .created)
        let claims = try await page.claims(after: try await page.submit())
        #expect(claims["username"] == "mika")
        #expect(claims["email"] == "mika@example.test")
    }

    @Test func `what a user lacks is asked for at the next sign-in`() async throws {
        let world = try await TestWorld(Self.withUsername)
        let page = try await CustomUI(world: world)
        try await world.store.transaction { db in
            try db.put(
                LogtoUser.Identity(
                    target: "patreon", userID: "10001", details: ["id": "10001", "rawData": [:]]),
                of: "alice0000001")
            guard var alice = try db.user("alice0000001") else { return }
            alice.username = nil
            try db.update(alice)
        }
        #expect(try await page.identify(try await page.proveSocial()).status == .noContent)
        #expect(try await page.submit().refusal == "422 user.missing_profile")
        #expect(try await page.addToProfile(["type": "username", "value": "alice2"]).status == .noContent)
        #expect(try await page.claims(after: try await page.submit())["username"] == "alice2")
    }

    @Test(arguments: [(#"{"skipRequiredIdentifiers": true}"#, 201), ("{}", 422)])
    func `a tenant may ask nothing of those who come through a provider`(
        socialSignIn: String, status: Int
    ) async throws {
        let config = Self.withUsername.replacing(
            #""signInExperience": {"#, with: #""signInExperience": {"socialSignIn": \#(socialSignIn), "#)
        let page = try await CustomUI(config)
        let proof = try await page.proveSocial()
        _ = try await page.change(to: "Register")
        #expect(try await page.identify(proof).status.code == status)
    }

    @Test func `two applications sign in in two tabs of one browser`() async throws {
        let world = try await TestWorld()
        let browser = Browser(world)
        let web = RelyingParty(in: world)
        let spa = RelyingParty(Example.browserApp, in: world)
        _ = try await web.firstPage(browser)
        _ = try await spa.firstPage(browser)
        var answers: [String: TestResponse] = [:]
        for step in ["", "/verification/password", "/identification", "/submit"] {
            for app in [web.app.id, spa.app.id] {
                let body: JSON =
                    switch step {
                    case "": ["interactionEvent": "SignIn"]
                    case "/verification/password":
                        ["identifier": ["type": "username", "value": "alice"], "password": "bookstore-alice"]
                    case "/identification": ["verificationId": answers[app]?.json["verificationId"]]
                    default: [:]
                    }
                answers[app] = try await browser.request(
                    step.isEmpty ? .put : .post, "\(world.logto)/api/experience\(step)",
                    headers: [.wellFormed("Logto-App-Id"): app, .contentType: "application/json"], body: body.text())
            }
        }
        for (app, redirectURI) in [(web.app.id, web.app.redirectURI), (spa.app.id, spa.app.redirectURI)] {
            let address = try #require(answers[app]?.json["redirectTo"]?.string)
            let answer = try await browser.open(address)
            #expect(answer.location?.hasPrefix(redirectURI) == true)
        }
    }
}
