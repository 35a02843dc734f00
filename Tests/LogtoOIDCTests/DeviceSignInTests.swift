import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("A device is signed in (spec §11.8, §16)")
struct DeviceSignInTests {
    private let world: TestWorld
    private let browser: Browser

    init() async throws {
        self.world = try await TestWorld(Example.withDevices)
        self.browser = Browser(self.world)
    }

    private var success: String { "\(self.world.logto)/device/success" }

    @Test func `someone types the code, signs in, and the device has tokens`() async throws {
        let device = try await Device(in: self.world, ["scope": "openid offline_access profile", "nonce": "n"])
        #expect(try await device.poll().oauthError == "authorization_pending")
        let end = try await device.signIn(self.browser)
        #expect(end.url == self.success)
        #expect(end.body.contains("Your device is now connected!"))
        #expect(end.body.contains("Return your device to continue."))
        #expect(self.browser.cookie("_logto_device_flow_xsrf") == nil)

        let answer = try await device.poll()
        let tokens = try Tokens(answer)
        #expect(
            (answer.json.members ?? []).map(\.name)
                == ["access_token", "expires_in", "id_token", "refresh_token", "scope", "token_type"])
        #expect(tokens.scope == "openid offline_access profile")
        let claims = try device.party.claims(try #require(tokens.id))
        #expect(claims["aud"]?.string == Example.television.id)
        #expect(claims["nonce"]?.string == "n")
        #expect(claims["auth_time"] == nil)
        #expect(claims["name"]?.string == "Mika Example")
        let user = try await device.party.userInfo(tokens.access)
        #expect(user.json["sub"] == claims["sub"])
    }

    @Test func `its refresh token turns at every use, as a native application's`() async throws {
        let device = try await Device(in: self.world)
        _ = try await device.signIn(self.browser)
        let first = try Tokens(try await device.poll())
        let second = try Tokens(try await device.party.refresh(try #require(first.refresh)))
        #expect(second.refresh != nil && second.refresh != first.refresh)
    }

    @Test func `without offline_access it gets none, and its token dies with the session (§12_3)`() async throws {
        let device = try await Device(in: self.world, ["scope": "openid"])
        _ = try await device.signIn(self.browser)
        let tokens = try Tokens(try await device.poll())
        #expect(tokens.refresh == nil)
        let logout = try await self.browser.open(
            "\(self.world.logto)/oidc/session/end?client_id=\(Example.television.id)")
        _ = try await self.browser.submitOnlyForm(on: logout)
        #expect(try await device.party.userInfo(tokens.access).status == .unauthorized)
    }

    @Test func `max_age lets it know when the user signed in, and 0 asks them again (§12_1)`() async throws {
        _ = try await RelyingParty(in: self.world).signIn(self.browser)
        let device = try await Device(in: self.world, ["scope": "openid", "max_age": "0"])
        self.world.advance(seconds: 9)
        #expect(try await device.signIn(self.browser).url == self.success)
        let tokens = try Tokens(try await device.poll())
        let claims = try device.party.claims(try #require(tokens.id))
        #expect(claims["auth_time"]?.int == TestWorld.beginning.seconds + 9)
    }

    @Test func `it can have a token for an API that it named, by the user's roles (§11_5)`() async throws {
        let device = try await Device(
            in: self.world, ["scope": "openid offline_access read:books write:books", "resource": Example.api])
        let page = try await device.enter(self.browser)
        let end = try await self.browser.press(
            "Sign in", on: page, filling: ["identifier": "alice", "password": "bookstore-alice"])
        #expect(end.url == self.success)
        let answer = try await device.poll(["resource": Example.api])
        #expect(answer.json["scope"]?.string == "read:books write:books")
        let tokens = try Tokens(answer)
        let claims = try device.party.accessClaims(answer)
        #expect(claims["aud"]?.string == Example.api)
        #expect(claims["sub"]?.string == "alice0000001")
        let opaque = try await device.party.refresh(try #require(tokens.refresh))
        #expect(try await device.party.userInfo(try Tokens(opaque).access).json["sub"] == claims["sub"])
        let other = try await device.party.refresh(
            try #require(opaque.json["refresh_token"]?.string), ["resource": "https://cafe.example/api"])
        #expect(other.oauthError == "invalid_target")
    }

    @Test func `another company's device has its user asked, with nowhere to go back to (§7_4)`() async throws {
        let device = try await Device(Example.foreignTelevision, in: self.world, ["scope": "openid profile"])
        let consent = try await device.signIn(self.browser)
        #expect(consent.url == "\(self.world.logto)/consent?app_id=\(Example.foreignTelevision.id)")
        #expect(consent.body.contains("Authorize Foreign"))
        #expect(!consent.body.contains("Cancel"))
        #expect(try await device.poll().oauthError == "authorization_pending")
        #expect(try await self.browser.press("Authorize", on: consent).url == self.success)
        let tokens = try Tokens(try await device.poll())
        #expect(try await device.party.userInfo(tokens.access).json["name"]?.string == "Mika Example")
        let refused = try await device.party.askForDevice(["scope": "openid email"])
        #expect(refused.oauthError == "invalid_scope")
        #expect(refused.json["scope"]?.string == "email")
    }

    @Test func `whoever is signed in has only the code to type, and consents unasked`() async throws {
        _ = try await RelyingParty(in: self.world).signIn(self.browser)
        let device = try await Device(in: self.world)
        let page = try await self.browser.open(device.page)
        let xsrf = try #require(self.browser.cookie("_logto_device_flow_xsrf"))
        let answer = try await self.browser.request(
            .post, "\(self.world.logto)/oidc/device",
            form: [("xsrf", xsrf), ("user_code", device.userCode), ("confirm", "yes")])
        #expect(page.status == .ok)
        #expect(answer.status == .seeOther)
        #expect(answer.location == "/consent?app_id=\(Example.television.id)")
        let consent = try await self.browser.request(.get, self.world.logto + (answer.location ?? ""))
        #expect(consent.status == .found)
        #expect(consent.location?.hasPrefix("\(self.world.logto)/oidc/device/") == true)
        let end = try await self.browser.request(.get, try #require(consent.location))
        #expect(end.status == .found)
        #expect(end.location == "/device/success")
        _ = try Tokens(try await device.poll())
    }

    @Test func `two devices are signed in side by side, each as whoever entered its code`() async throws {
        let (one, other) = (try await Device(in: self.world), try await Device(in: self.world))
        let second = Browser(self.world)
        let pages = (try await one.enter(self.browser), try await other.enter(second))
        #expect(try await second.signInAtPatreon(pages.1, as: "10002").url == self.success)
        #expect(try await one.poll().oauthError == "authorization_pending")
        let otherTokens = try Tokens(try await other.poll())
        #expect(try await self.browser.signInAtPatreon(pages.0).url == self.success)
        let oneTokens = try Tokens(try await one.poll())
        let names = (
            try await one.party.userInfo(oneTokens.access).json["name"]?.string,
            try await one.party.userInfo(otherTokens.access).json["name"]?.string
        )
        #expect(names == ("Mika Example", "Sora"))
    }

    @Test func `two devices of different makes can be under way in one browser`() async throws {
        let one = try await Device(in: self.world)
        let other = try await Device(Example.otherTelevision, in: self.world)
        let first = try await one.enter(self.browser)
        // The page still has the token that was used up, as in Logto; it is given another one.
        let refused = try await other.enter(self.browser)
        #expect(refused.url == "\(self.world.logto)/device?error=InvalidRequest")
        let second = try await self.browser.press("Continue", on: refused, filling: ["user_code": other.userCode])
        #expect(try await self.browser.signInAtPatreon(first).url == self.success)
        #expect(try await self.browser.signInAtPatreon(second).url == self.success)
        _ = try Tokens(try await one.poll())
        _ = try Tokens(try await other.poll())
    }

    @Test func `calling it off is told to the device once (§11_8)`() async throws {
        let device = try await Device(in: self.world)
        let page = try await self.browser.submitOnlyForm(on: try await self.browser.open(device.completePage))
        let aborted = try await self.browser.press("Cancel", on: page)
        #expect(aborted.url == "\(self.world.logto)/device?error=AbortedError")
        #expect(aborted.body.contains("The sign-in request was interrupted."))
        let answer = try await device.poll()
        #expect(answer.status == .badRequest)
        #expect(answer.oauthError == "access_denied")
        #expect(answer.errorDescription == "End-User aborted interaction")
        #expect(try await device.poll().oauthError == "invalid_grant")
        let retry = try await device.enter(self.browser)
        #expect(retry.url.hasSuffix("/device?input_code=\(device.userCode)&error=AlreadyUsedError"))
    }

    @Test func `a code that expires during the sign-in is told to both sides`() async throws {
        let device = try await Device(in: self.world)
        let page = try await device.enter(self.browser)
        self.world.advance(seconds: 600)
        #expect(try await self.browser.signInAtPatreon(page).url == "\(self.world.logto)/device?error=ExpiredError")
        #expect(try await device.poll().oauthError == "expired_token")
    }

    @Test func `a sign-in without any scope that could be granted is called off`() async throws {
        let device = try await Device(in: self.world, ["scope": "unknown"])
        let end = try await device.signIn(self.browser)
        #expect(end.url == "\(self.world.logto)/device?error=AbortedError")
        let answer = try await device.poll()
        #expect(answer.oauthError == "access_denied")
        #expect(answer.errorDescription == nil)
    }

    @Test func `a user who is suspended while the session lives is no one to sign in (§6_7)`() async throws {
        _ = try await RelyingParty(in: self.world).signIn(self.browser)
        try await self.world.suspend(persona: "10001")
        let device = try await Device(in: self.world)
        let end = try await device.enter(self.browser)
        #expect(end.url == "\(self.world.logto)/device?error=InvalidGrant")
        #expect(try await device.poll().oauthError == "invalid_grant")
    }

    @Test func `someone else is signed out first (§7_2)`() async throws {
        _ = try await RelyingParty(in: self.world).signIn(self.browser)
        let device = try await Device(in: self.world, ["scope": "openid profile", "max_age": "0"])
        let form = try await device.signIn(self.browser, as: "10002")
        #expect(form.body.contains("op.logoutForm"))
        let end = try await self.browser.submitOnlyForm(on: form)
        #expect(end.url == self.success)
        let tokens = try Tokens(try await device.poll())
        #expect(try await device.party.userInfo(tokens.access).json["name"]?.string == "Sora")
    }

    @Test func `coming back without a sign-in under way leads to the page (§7_2)`() async throws {
        let lost = try await self.browser.request(.get, "\(self.world.logto)/oidc/device/nothing")
        #expect(lost.status == .found)
        #expect(lost.location == "/device?error=SessionNotFound")
    }

    @Test func `a sign-in in whose session someone else appears is over for the device too (§7_2)`() async throws {
        _ = try await RelyingParty(in: self.world).signIn(self.browser)
        let device = try await Device(in: self.world)
        _ = try await self.browser.open(device.page)
        let xsrf = try #require(self.browser.cookie("_logto_device_flow_xsrf"))
        let begun = try await self.browser.request(
            .post, "\(self.world.logto)/oidc/device",
            form: [("xsrf", xsrf), ("user_code", device.userCode), ("confirm", "yes")])
        #expect(begun.location?.hasPrefix("/consent?") == true)
        let logout = try await self.browser.open("\(self.world.logto)/oidc/session/end")
        _ = try await self.browser.submitOnlyForm(on: logout)
        _ = try await RelyingParty(in: self.world).signIn(self.browser, as: "10002")
        let consent = try await self.browser.open("\(self.world.logto)/consent?app_id=\(Example.television.id)")
        #expect(consent.url == "\(self.world.logto)/device?error=SessionNotFound")
        let answer = try await device.poll()
        #expect(answer.oauthError == "invalid_request")
        #expect(answer.errorDescription == "interaction session and authentication session mismatch")
    }
}
