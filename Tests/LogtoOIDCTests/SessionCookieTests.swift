import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@Suite("Cookies of the provider (spec §7.1)")
struct SessionCookieTests {
    /// The attributes of every cookie that an answer sets, by name, values replaced by their shape.
    private static func attributes(of answer: TestResponse) -> [String: String] {
        Dictionary(
            answer.setCookies.map { header in
                let name = String(header.prefix { $0 != "=" })
                return (name, String(header.drop { $0 != ";" }).replacing("; ", with: ";"))
            }
        ) { first, _ in first }
    }

    @Test func `an interaction is tied to the browser by three cookies, each signed`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.ask()
        let uid = try #require(answer.setCookies.first { $0.hasPrefix("_interaction_resume=") })
            .drop { $0 != "=" }.dropFirst().prefix { $0 != ";" }
        #expect(uid.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
        // One hour after the beginning of every test.
        let expiry = "expires=Fri, 15 Jan 2027 09:00:00 GMT"
        #expect(
            Self.attributes(of: answer) == [
                "_interaction": ";path=/;\(expiry);samesite=lax;httponly",
                "_interaction.sig": ";path=/;\(expiry);samesite=lax;httponly",
                "_interaction_resume": ";path=/oidc/auth/\(uid);\(expiry);samesite=lax;httponly",
                "_interaction_resume.sig": ";path=/oidc/auth/\(uid);\(expiry);samesite=lax;httponly",
                "_logto": ";path=/;samesite=lax",
                "_logto.sig": ";path=/;samesite=lax",
            ])
        for header in answer.setCookies where header.contains(".sig=") {
            #expect(header.contains(/\.sig=[A-Za-z0-9_-]{27};/))
        }
    }

    @Test func `behind https they are secure`() async throws {
        let config = Example.config(
            replacing: #""logto": {"#, with: #""logto": { "endpoint": "https://login.example","#)
        let answer = try await RelyingParty(in: try await TestWorld(config)).ask()
        #expect(answer.setCookies.count == 6)
        for header in answer.setCookies { #expect(header.contains("; samesite=lax; secure")) }
    }

    @Test func `the session cookie lasts 14 days from its last use`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser)
        #expect(browser.cookie("_session")?.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
        party.world.advance(seconds: 13 * 24 * 3600)
        let again = try await party.askSilently(browser)
        #expect(
            Self.attributes(of: again)["_session"]
                == ";path=/;expires=Thu, 11 Feb 2027 08:00:00 GMT;samesite=lax;httponly")
        party.world.advance(seconds: 13 * 24 * 3600)
        #expect(try await party.askSilently(browser).locationParameters["code"] != nil)
        party.world.advance(seconds: 14 * 24 * 3600)
        #expect(try await party.askSilently(browser).locationParameters["error"] == "login_required")
    }

    @Test func `how long is the tenant's setting (§18)`() async throws {
        let config = Example.config(
            replacing: #""logto": {"#, with: #""logto": { "oidc": {"session": {"ttl": 600}},"#)
        let party = RelyingParty(in: try await TestWorld(config))
        let browser = Browser(party.world)
        let answer = try await party.signIn(browser)
        #expect(
            Self.attributes(of: answer)["_session"]
                == ";path=/;expires=Fri, 15 Jan 2027 08:10:00 GMT;samesite=lax;httponly")
        party.world.advance(seconds: 599)
        #expect(try await party.askSilently(browser).locationParameters["code"] != nil)
        party.world.advance(seconds: 600)
        #expect(try await party.askSilently(browser).locationParameters["error"] == "login_required")
    }

    @Test func `the session cookie is replaced at sign-in`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser)
        let first = browser.cookie("_session")
        _ = try await party.signIn(browser, ["prompt": "login"])
        #expect(browser.cookie("_session") != first)
    }

    @Test func `the interaction cookie has an entry for each application, and the latest`() async throws {
        let world = try await TestWorld()
        let browser = Browser(world)
        _ = try await browser.request(.get, RelyingParty(in: world).authorizationURL())
        _ = try await browser.request(.get, RelyingParty(Example.browserApp, in: world).authorizationURL())
        let map = try JSON(parsing: try #require(browser.cookie("_interaction")?.removingPercentEncoding))
        #expect(
            Set((map.members ?? []).map(\.name)) == [Example.webApp.id, Example.browserApp.id, "_legacy"])
        #expect(map["_legacy"] == map[Example.browserApp.id])
        #expect(map["_legacy"] != map[Example.webApp.id])
    }

    @Test func `two applications sign in side by side in one browser`() async throws {
        let world = try await TestWorld()
        let browser = Browser(world)
        let (shop, reader) = (RelyingParty(in: world), RelyingParty(Example.browserApp, in: world))
        let first = try await browser.open(shop.authorizationURL(["state": "shop"]))
        let second = try await browser.open(reader.authorizationURL(["state": "reader"]))
        for (page, state) in [(first, "shop"), (second, "reader")] {
            let approval = try await browser.press("Continue with Patreon", on: page)
            let answer = try await browser.press("Allow", on: approval, filling: ["account": "10001"])
            #expect(answer.locationParameters["code"] != nil, "\(state)")
            #expect(answer.locationParameters["state"] == state)
        }
    }

    @Test(arguments: [
        "_session={session}", "_session={session}; _session.sig=", "_session={session}x; _session.sig={signature}",
        "_session={session}; _session.sig={signature}x", "_session={signature}; _session.sig={session}",
        "_session.sig={signature}", "_session=; _session.sig={signature}",
        "_interaction={session}; _interaction.sig={signature}",
    ])
    func `a session cookie that is not ours counts for nothing`(cookies: String) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser)
        let session = try #require(browser.cookie("_session"))
        let signature = try #require(browser.cookie("_session.sig"))
        func silently(_ cookies: String) async throws -> String? {
            let header = cookies.replacing("{session}", with: session).replacing("{signature}", with: signature)
            let answer = try await party.world.get(
                party.authorizationURL(["prompt": "none"]), headers: [.cookie: header])
            return answer.locationParameters["error"]
        }
        #expect(try await silently("_session={session}; _session.sig={signature}") == nil)
        #expect(try await silently(cookies) == "login_required")
    }

    @Test func `a forged interaction cookie leads nowhere`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await browser.open(party.authorizationURL())
        let cookie = try #require(browser.cookie("_interaction"))
        for header in [
            "_interaction=\(cookie)", "_interaction=\(cookie); _interaction.sig=AAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "_interaction=%7B; _interaction.sig=x",
        ] {
            let answer = try await party.world.get(
                "\(party.world.logto)/sign-in?app_id=\(party.app.id)", headers: [.cookie: header])
            #expect(answer.status == .found)
            #expect(answer.location == "\(party.world.logto)/unknown-session")
        }
    }
}
