import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("From the authorization request to the code (spec §7.2)")
struct InteractionLifeCycleTests {
    @Test func `the official SDK's sign-in, hop by hop`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let world = party.world
        let browser = Browser(world)
        let first = try await browser.request(.get, party.authorizationURL())
        #expect(first.status == .seeOther)
        let page = try await browser.follow(first)
        #expect(page.status == .ok)
        let approval = try await browser.press("Continue with Patreon", on: page)
        let form = try #require(HTMLForm.all(in: approval.body).first)
        let fields =
            form.fields.filter { $0.name != "account" }.map { ($0.name, $0.value) }
            + [("account", "10001"), ("decision", "allow")]
        var answer = try await browser.request(.post, world.patreon + (form.action ?? ""), form: fields)
        var hops: [(Int, String)] = []
        while let location = answer.location {
            let address = location.hasPrefix("/") ? world.logto + location : location
            let path = String(location.prefix { $0 != "?" }).replacing(/[\w-]{43}/, with: "uid")
            hops.append((answer.status.code, path))
            guard world.serves(address) else { break }
            answer = try await browser.request(.get, address)
        }
        #expect(
            hops.map { "\($0.0) \($0.1)" } == [
                "302 http://localhost:3001/callback/patreon00001",
                "303 http://localhost:3001/oidc/auth/uid",
                "303 /consent",
                "302 http://localhost:3001/oidc/auth/uid",
                "303 http://localhost:3000/callback",
            ])
        #expect(browser.cookie("_interaction_resume") == nil)
    }

    /// The body of a resume that fails: like any answer of the authorization endpoint, with `iss`.
    private static func body(_ code: String, _ message: String, _ description: String) -> String {
        #"{"code":"\#(code)","message":"\#(message)","error":"invalid_request","error_description":"\#(description)","iss":"http://localhost:3001/oidc"}"#
    }

    private static let expired = Self.body(
        "session.not_found", "Session not found. Please go back and sign in again.",
        "authorization request has expired")

    @Test func `without the cookie there is nothing to resume`() async throws {
        let world = try await TestWorld()
        let answer = try await Browser(world).request(.get, "\(world.issuer)/auth/abc")
        #expect(answer.status == .badRequest)
        #expect(answer.body == Self.expired)
    }

    @Test func `after an hour the interaction has expired`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await browser.open(party.authorizationURL())
        party.world.advance(seconds: 3600)
        let uid = try #require(browser.cookie("_interaction_resume"))
        let answer = try await browser.request(.get, "\(party.world.issuer)/auth/\(uid)")
        #expect(answer.status == .badRequest)
        #expect(answer.body == Self.expired)
    }

    @Test func `a finished interaction cannot be resumed again`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let page = try await browser.open(party.authorizationURL())
        let uid = try #require(browser.cookie("_interaction_resume"))
        let cookie =
            "_interaction_resume=\(uid); _interaction_resume.sig=\(browser.cookie("_interaction_resume.sig") ?? "")"
        let approval = try await browser.press("Continue with Patreon", on: page)
        _ = try await browser.press("Allow", on: approval, filling: ["account": "10001"])
        let back = try await browser.request(.get, "\(party.world.issuer)/auth/\(uid)")
        #expect(back.body == Self.expired)
        // A browser that kept the cookie gets no further.
        let kept = try await party.world.get("\(party.world.issuer)/auth/\(uid)", headers: [.cookie: cookie])
        #expect(
            kept.body
                == Self.body(
                    "session.not_found", "Session not found. Please go back and sign in again.",
                    "interaction session not found"))
    }

    @Test func `a resume without a sign-in asks again, in a new interaction`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await browser.open(party.authorizationURL())
        let uid = try #require(browser.cookie("_interaction_resume"))
        let answer = try await browser.request(.get, "\(party.world.issuer)/auth/\(uid)")
        #expect(answer.location == "/sign-in?app_id=\(party.app.id)")
        #expect(browser.cookie("_interaction_resume") != uid)
        #expect(try await party.signIn(browser).locationParameters["code"] != nil)
    }

    @Test func `another account signed in meanwhile: the interaction is no longer this browser's`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        _ = try await party.code(browser, as: "10001")
        // Mika is asked for consent in one tab,
        let asked = try await browser.request(.get, party.authorizationURL())
        let consented = try await browser.request(.get, party.world.logto + (asked.location ?? ""))
        // and Sora signs in in the other.
        let changed = try await party.signIn(browser, as: "10002", ["prompt": "login", "state": "other"])
        _ = try await browser.submitOnlyForm(on: changed)
        let answer = try await browser.request(.get, consented.location ?? "")
        #expect(answer.status == .badRequest)
        #expect(
            answer.body
                == Self.body(
                    "oidc.invalid_request", "Request is invalid.",
                    "interaction session and authentication session mismatch"))
    }

    @Test func `someone else signs in: the old session ends by a form that sends itself`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let offline = try await party.tokens(browser, as: "10001")
        let bound = try await party.tokens(browser, as: "10001", ["prompt": nil, "scope": "openid"])
        let page = try await party.signIn(browser, as: "10002", ["prompt": "login consent"])
        #expect(page.status == .ok)
        let form = try #require(HTMLForm.all(in: page.body).first)
        #expect(form.action == "\(party.world.issuer)/session/end/confirm")
        #expect(form.fields.map(\.name) == ["xsrf", "logout"])
        let answer = try await browser.submitOnlyForm(on: page)
        let code = try #require(answer.locationParameters["code"])
        let tokens = try Tokens(try await party.redeem(code))
        #expect(try await party.userInfo(tokens.access).json["name"] == "Sora")
        #expect(try await party.userInfo(bound.access).status == .unauthorized)
        #expect(try await party.refresh(offline.refresh ?? "").status == .ok)
        let silent = try await party.askSilently(browser)
        let next = try Tokens(try await party.redeem(silent.locationParameters["code"] ?? ""))
        let sora = try #require(try await party.world.user(persona: "10002"))
        #expect(try party.claims(next.id ?? "")["sub"] == .string(sora.id.value))
    }
}
