import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("/oidc/device and its page (spec §7.1, §16)")
struct DeviceVerificationTests {
    private let world: TestWorld
    private let browser: Browser

    init() async throws {
        self.world = try await TestWorld(Example.withDevices)
        self.browser = Browser(self.world)
    }

    private var endpoint: String { "\(self.world.logto)/oidc/device" }

    /// Posts to the endpoint in a session that has a form.
    private func post(_ form: [(String, String)]) async throws -> TestResponse {
        _ = try await self.browser.request(.get, self.endpoint)
        let xsrf = self.browser.cookie("_logto_device_flow_xsrf") ?? ""
        return try await self.browser.request(.post, self.endpoint, form: [("xsrf", xsrf)] + form)
    }

    @Test(arguments: ["", "?user_code=BCDF-GHJK", "?app_id=a&ui_locales=ja"])
    func `the page sends whoever has no token to the provider, with the query`(query: String) async throws {
        let answer = try await self.browser.request(.get, "\(self.world.logto)/device\(query)")
        #expect(answer.status == .found)
        #expect(answer.location == "/oidc/device\(query)")
    }

    @Test func `the provider sends the browser back with a token in a cookie for ten minutes`() async throws {
        let answer = try await self.browser.request(.get, self.endpoint)
        #expect(answer.status == .found)
        #expect(answer.location == "/device")
        #expect(answer.headers[.cacheControl] == "no-store")
        let cookie = try #require(answer.setCookies.first { $0.hasPrefix("_logto_device_flow_xsrf=") })
        #expect(
            cookie.wholeMatch(
                of:
                    /_logto_device_flow_xsrf=[0-9a-f]{48}; path=\/device; expires=Fri, 15 Jan 2027 08:10:00 GMT; samesite=lax/
            )
                != nil, "\(cookie)")
        #expect(answer.setCookies.contains { $0.hasPrefix("_logto_device_flow_xsrf.sig=") })
        #expect(answer.setCookies.contains { $0.hasPrefix("_session=") })
        let page = try await self.browser.request(.get, "\(self.world.logto)/device")
        #expect(page.status == .ok)
        #expect(page.body.contains("<h1>Device activation</h1>"))
        #expect(!page.body.contains("Cancel"))
    }

    @Test func `what concerns the looks of the page is kept, the rest is not`() async throws {
        let answer = try await self.browser.request(
            .get, self.endpoint + "?ui_locales=ja&foo=1&organization_id=o&app_id=a&error=x&input_code=y")
        #expect(answer.location == "/device?app_id=a&organization_id=o&ui_locales=ja")
        #expect(self.browser.cookie("_logto") == #"{"appId":"a","organizationId":"o","uiLocales":"ja"}"#)
        let page = try await self.browser.follow(answer)
        #expect(page.body.contains("<h1>デバイスの有効化</h1>"))
        #expect(page.body.contains(#"action="/oidc/device?app_id=a&amp;organization_id=o&amp;ui_locales=ja""#))
    }

    @Test func `a code in the address is posted by the browser itself, and then confirmed`() async throws {
        let device = try await Device(in: self.world)
        let form = try await self.browser.open(device.completePage)
        #expect(form.status == .ok)
        #expect(form.url == "\(self.endpoint)?user_code=\(device.userCode)")
        let page = try await self.browser.submitOnlyForm(on: form)
        #expect(page.url == device.completePage)
        #expect(page.body.contains("value=\"\(device.userCode)\""))
        #expect(page.body.contains("Cancel"))
        let signIn = try await self.browser.press("Continue", on: page)
        #expect(signIn.url == "\(self.world.logto)/sign-in?app_id=\(Example.television.id)")
    }

    @Test func `an entered code leads to the sign-in page with 303`() async throws {
        let device = try await Device(in: self.world)
        let answer = try await self.post([("user_code", device.userCode), ("confirm", "yes")])
        #expect(answer.status == .seeOther)
        #expect(answer.location == "/sign-in?app_id=\(Example.television.id)")
        let resume = try #require(answer.setCookies.first { $0.hasPrefix("_interaction_resume=") })
        #expect(resume.contains("; path=/oidc/device/"))
    }

    @Test(
        arguments: [
            { $0 }, { $0.lowercased() }, { $0.replacing("-", with: "") }, { " \($0.replacing("-", with: " - "))." },
            { $0.map { "\($0)・" }.joined() },
        ] as [@Sendable (String) -> String])
    func `case and punctuation of what is typed do not matter`(typing: @Sendable (String) -> String) async throws {
        let device = try await Device(in: self.world)
        let answer = try await self.post([("user_code", typing(device.userCode)), ("confirm", "yes")])
        #expect(answer.location?.hasPrefix("/sign-in?") == true, "\(answer.location ?? "")")
    }

    @Test func `without confirm the code comes back to be confirmed, as it is written`() async throws {
        let device = try await Device(
            in: self.world, ["scope": "openid", "ui_locales": "ja", "organization_id": "o"])
        let answer = try await self.post([("user_code", device.userCode.lowercased())])
        #expect(answer.status == .found)
        #expect(answer.location == "/device?organization_id=o&ui_locales=ja&user_code=\(device.userCode)")
        #expect(try await device.poll().oauthError == "authorization_pending")
    }

    static let failures: [(form: [(String, String)], location: String)] = [
        ([("confirm", "yes")], "/device?error=NoCodeError"),
        ([("user_code", ""), ("confirm", "yes")], "/device?error=NoCodeError"),
        ([("user_code", "BBBB-BBBB"), ("confirm", "yes")], "/device?input_code=BBBB-BBBB&error=NotFoundError"),
        ([("user_code", "b b"), ("abort", "yes")], "/device?input_code=b+b&error=NotFoundError"),
        ([("user_code", "...")], "/device?input_code=...&error=NotFoundError"),
        ([("user_code", "a"), ("user_code", "b")], "/device?error=InvalidRequest"),
        ([("xsrf", "again"), ("user_code", "a")], "/device?error=InvalidRequest"),
    ]

    @Test(arguments: failures)
    func `what is wrong with a code is said in the query`(
        form: [(String, String)], location: String
    ) async throws {
        let answer = try await self.post(form)
        #expect(answer.status == .found)
        #expect(answer.location == location)
        // With a form that will be taken.
        let device = try await Device(in: self.world)
        let page = try await self.browser.follow(answer)
        let next = try await self.browser.press("Continue", on: page, filling: ["user_code": device.userCode])
        #expect(next.url.contains("/sign-in?"))
    }

    @Test(arguments: [[], [("xsrf", "")], [("xsrf", "0123456789abcdef0123456789abcdef0123456789abcdef")]])
    func `a form that the session did not make is refused`(xsrf: [(String, String)]) async throws {
        let device = try await Device(in: self.world)
        _ = try await self.browser.request(.get, self.endpoint)
        let answer = try await self.browser.request(
            .post, self.endpoint, form: xsrf + [("user_code", device.userCode), ("confirm", "yes")])
        #expect(answer.location == "/device?error=InvalidRequest")
        let stranger = try await Browser(self.world).request(
            .post, self.endpoint, form: [("user_code", device.userCode), ("confirm", "yes")])
        #expect(stranger.location == "/device?error=InvalidRequest")
        #expect(try await device.poll().oauthError == "authorization_pending")
    }

    @Test func `a body of another type is refused in the query as well`() async throws {
        let answer = try await self.world.send(
            .post, self.endpoint, headers: [.contentType: "text/plain"], body: "user_code=x")
        #expect(answer.status == .found)
        #expect(answer.location == "/device?error=InvalidRequest")
    }

    @Test func `a code is good for one sign-in`() async throws {
        let device = try await Device(in: self.world)
        _ = try await self.post([("user_code", device.userCode), ("confirm", "yes")])
        let again = try await self.post([("user_code", device.userCode), ("confirm", "yes")])
        #expect(again.location == "/device?input_code=\(device.userCode)&error=AlreadyUsedError")
    }

    @Test func `a code counts for 600 seconds (§18)`() async throws {
        let device = try await Device(in: self.world)
        self.world.advance(seconds: 599)
        let inTime = try await self.post([("user_code", device.userCode)])
        #expect(inTime.location == "/device?user_code=\(device.userCode)")
        self.world.advance(seconds: 1)
        let late = try await self.post([("user_code", device.userCode), ("confirm", "yes")])
        #expect(late.location == "/device?input_code=\(device.userCode)&error=ExpiredError")
    }

    static let sentences: [(name: String, english: String, japanese: String)] = [
        ("NoCodeError", "Code is required.", "コードが必要です。"),
        ("NotFoundError", "The device code is invalid.", "デバイスコードが無効です。"),
        ("ExpiredError", "The device code is invalid.", "デバイスコードが無効です。"),
        ("AlreadyUsedError", "The device code is invalid.", "デバイスコードが無効です。"),
        ("AbortedError", "The sign-in request was interrupted.", "サインインリクエストが中断されました。"),
        ("SessionNotFound", "Something went wrong", "問題が発生しました"),
    ]

    @Test(arguments: sentences)
    func `the page words the error (§19)`(name: String, english: String, japanese: String) async throws {
        _ = try await self.browser.open("\(self.world.logto)/device")
        let page = try await self.browser.open("\(self.world.logto)/device?error=\(name)&input_code=%22%3Cb%3E")
        #expect(page.body.contains(english))
        #expect(page.body.contains("Enter the code displayed on your device."))
        #expect(page.body.contains("value=\"&quot;&lt;B&gt;\""))
        let translated = try await self.browser.open("\(self.world.logto)/device?error=\(name)&ui_locales=ja")
        #expect(translated.body.contains(japanese))
        let confirming = try await self.browser.open("\(self.world.logto)/device?error=\(name)&user_code=x")
        #expect(!confirming.body.contains(english))
    }
}
