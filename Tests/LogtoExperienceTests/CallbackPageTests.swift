import Core
import HTTPTypes
import Synchronization
import TestSupport
import Testing
import Web

@Suite("What comes back from Patreon (spec §9.1, §9.2)")
struct CallbackPageTests {
    private static let invalid = "The authorization is invalid"

    @Test(arguments: ["", "state=", "state=wrong", "code=x&state=wrong", "code=x", "error=access_denied"])
    func `an answer that nobody waits for is invalid`(query: String) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let page = try await party.firstPage(browser)
        _ = try await browser.press("Continue with Patreon", on: page)
        let answer = try await browser.open("\(party.world.logto)/callback/patreon00001?\(query)")
        #expect(answer.url == "\(party.world.logto)/sign-in?app_id=\(party.app.id)")
        #expect(answer.alert == Self.invalid)
    }

    @Test func `in Japanese`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world, language: "ja")
        _ = try await party.firstPage(browser)
        #expect(try await browser.open("\(party.world.logto)/callback/patreon00001?state=x").alert == "認証が無効です")
    }

    @Test func `the alert is said once`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.firstPage(browser)
        let page = try await browser.open("\(party.world.logto)/callback/patreon00001?state=x")
        #expect(page.alert == Self.invalid)
        #expect(try await browser.open(page.url).alert == nil)
    }

    @Test func `the answer to another connector is not ours`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let page = try await party.firstPage(browser)
        let address = try await party.callbackAddress(browser, from: page)
        let other = address.replacing("/callback/patreon00001", with: "/callback/other0000001")
        #expect(try await browser.open(other).alert == Self.invalid)
        #expect(try await browser.open(address).locationParameters["code"] != nil)
    }

    @Test func `an answer in another browser signs nobody in`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let address = try await party.callbackAddress(browser, from: try await party.firstPage(browser))
        let stranger = Browser(party.world)
        let lost = try await stranger.request(.get, address)
        #expect(lost.lacksSession)
        _ = try await party.firstPage(stranger)
        #expect(try await stranger.open(address).alert == Self.invalid)
        #expect(try await browser.open(address).locationParameters["code"] != nil)
    }

    @Test(arguments: [("a%20b", "a+b"), ("a%2541", "aA"), ("a%25", "a%25"), ("a%252B", "a%2B")])
    func `what the provider says is decoded twice (§9.1, step 7)`(sent: String, code: String) async throws {
        let asked = Mutex("")
        let world = try await TestWorld { request in
            if request.url.hasSuffix("/api/oauth2/token") {
                asked.withLock { $0 = String(decoding: request.body, as: UTF8.self) }
            }
            return nil
        }
        let party = RelyingParty(in: world)
        let browser = Browser(world)
        let address = try await party.callbackAddress(browser, from: try await party.firstPage(browser))
        _ = try await browser.open(address.replacing(/code=[^&]*/, with: "code=\(sent)"))
        #expect(asked.withLock { $0 }.contains("code=\(code)&"))
    }

    @Test func `a second answer is refused`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let address = try await party.callbackAddress(browser, from: try await party.firstPage(browser))
        let first = try await browser.request(.get, address)
        #expect(first.status == .seeOther)
        #expect(first.location?.hasPrefix("\(party.world.logto)/oidc/auth/") == true)
        #expect(try await browser.open(address).alert == Self.invalid)
        #expect(try await browser.follow(first).locationParameters["code"] != nil)
        // When the sign-in is over there is no interaction to speak of.
        #expect(try await browser.request(.get, address).lacksSession)
    }

    @Test func `a state is good for one answer, whether or not it leads anywhere (§9.2)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let address = try await party.callbackAddress(browser, from: try await party.firstPage(browser))
        let wrong = address.replacing(/code=[^&]*/, with: "code=wrong")
        #expect(try await browser.open(wrong).alert?.hasPrefix("Error occurred in connector:") == true)
        #expect(try await browser.open(address).alert == Self.invalid)
    }

    @Test(arguments: ["/callback/patreon00001", "/account/callback/social/patreon00001"])
    func `a form post becomes a query (step 5b, management §1.1)`(path: String) async throws {
        let world = try await TestWorld()
        let form = try await world.post("\(world.logto)\(path)", form: ["code": "a b", "state": "é&"])
        #expect(form.status == .seeOther)
        #expect(form.location == "\(path)?code=a+b&state=%C3%A9%26")
        let json = try await world.send(
            .post, "\(world.logto)\(path)", headers: [.contentType: "application/json"], body: #"{"code":"a b"}"#)
        #expect(json.status == .seeOther)
        #expect(json.location == "\(path)?code=a+b")
    }

    @Test(arguments: [
        ("application/json", #"{"code":1}"#), ("application/json", #"["code"]"#), ("text/plain", "code=a"),
        ("application/json", #"{"code":{"a":"b"}}"#), ("application/x-www-form-urlencoded", "code=a&code=b"),
    ])
    func `what is no list of texts is refused (management §1.1)`(type: String, body: String) async throws {
        let world = try await TestWorld()
        let answer = try await world.send(
            .post, "\(world.logto)/account/callback/social/patreon00001", headers: [.contentType: type], body: body)
        #expect(answer.status == .badRequest)
        #expect(answer.json["code"] == "oidc.invalid_request")
    }

    @Test func `two sign-ins in two tabs come back each to its own`() async throws {
        let world = try await TestWorld()
        let browser = Browser(world)
        let shop = RelyingParty(in: world)
        let reader = RelyingParty(Example.browserApp, in: world)
        let first = try await shop.callbackAddress(browser, from: try await shop.firstPage(browser, ["state": "shop"]))
        let second = try await reader.callbackAddress(
            browser, from: try await reader.firstPage(browser, ["state": "reader"]))
        #expect(try await browser.open(first).locationParameters["state"] == "shop")
        #expect(try await browser.open(second).locationParameters["state"] == "reader")
    }

    @Test func `the same application in two tabs: the later tab has the interaction`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let old = try await party.firstPage(browser, ["state": "old"])
        let new = try await party.firstPage(browser, ["state": "new"])
        // The old page's form carries the token of an interaction that the browser has left.
        let refused = try await browser.press("Continue with Patreon", on: old)
        #expect(refused.title == "404 Not Found")
        let approval = try await browser.press("Continue with Patreon", on: new)
        let answer = try await browser.press("Allow", on: approval, filling: ["account": "10001"])
        #expect(answer.locationParameters["state"] == "new")
    }

    @Test func `after an interaction that expired at Patreon there is no session (§7.3)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let address = try await party.callbackAddress(browser, from: try await party.firstPage(browser))
        party.world.advance(seconds: 3600)
        let answer = try await browser.open(address)
        #expect(answer.url == address)
        #expect(answer.lacksSession)
    }
}
