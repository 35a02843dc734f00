import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@Suite("Where an authorization request leads first (spec §6.1, §6.5)")
struct FirstPageTests {
    private static let id = Example.webApp.id

    static let pages: [(Changes, String)] = [
        ([:], "/sign-in?app_id=\(Self.id)"),
        (["first_screen": "sign_in"], "/sign-in?app_id=\(Self.id)"),
        (["first_screen": "signIn"], "/sign-in?app_id=\(Self.id)"),
        (["first_screen": "register"], "/register?app_id=\(Self.id)"),
        (["first_screen": "reset_password"], "/reset-password?app_id=\(Self.id)"),
        (["first_screen": "identifier:sign_in"], "/identifier-sign-in?app_id=\(Self.id)"),
        (["first_screen": "identifier:register"], "/identifier-register?app_id=\(Self.id)"),
        (["first_screen": "single_sign_on"], "/single-sign-on?app_id=\(Self.id)"),
        (["interaction_mode": "signIn"], "/sign-in?app_id=\(Self.id)"),
        (["interaction_mode": "signUp"], "/register?app_id=\(Self.id)"),
        (["interaction_mode": "signUp", "first_screen": "sign_in"], "/sign-in?app_id=\(Self.id)"),
        (["direct_sign_in": "social:patreon"], "/direct/social/patreon?app_id=\(Self.id)&fallback=sign-in"),
        (
            ["direct_sign_in": "social:patreon", "first_screen": "register"],
            "/direct/social/patreon?app_id=\(Self.id)&fallback=register"
        ),
        (["direct_sign_in": "sso:abc"], "/direct/sso/abc?app_id=\(Self.id)&fallback=sign-in"),
        (["direct_sign_in": "social:a/../b?c"], "/direct/social/a%2F..%2Fb%3Fc?app_id=\(Self.id)&fallback=sign-in"),
        (["direct_sign_in": "patreon"], "/direct/patreon?app_id=\(Self.id)&fallback=sign-in"),
        (["google_one_tap_credential": "a.b.c"], "/direct/social/google?app_id=\(Self.id)&fallback=sign-in"),
        (
            ["google_one_tap_credential": "a.b.c", "direct_sign_in": "social:patreon"],
            "/direct/social/patreon?app_id=\(Self.id)&fallback=sign-in"
        ),
        (["google_one_tap_credential": "a.b.c", "first_screen": "foo"], "/sign-in?app_id=\(Self.id)"),
        // One extra that fails its check takes the others with it (§6.1).
        (["first_screen": "foo", "login_hint": "a@b.example", "ui_locales": "ja"], "/sign-in?app_id=\(Self.id)"),
        (["interaction_mode": "foo", "direct_sign_in": "social:patreon"], "/sign-in?app_id=\(Self.id)"),
        (
            [
                "identifier": "email phone", "login_hint": "a@b.example", "one_time_token": "t", "ui_locales": "ja en",
                "organization_id": "o", "direct_sign_in": "social:patreon",
            ],
            "/direct/social/patreon?app_id=\(Self.id)&organization_id=o&ui_locales=ja+en&one_time_token=t"
                + "&login_hint=a%40b.example&identifier=email+phone&fallback=sign-in"
        ),
    ]

    @Test(arguments: pages)
    func `a relative address names the page, its query in Logto's order (§6.5)`(
        changes: Changes, location: String
    ) async throws {
        let answer = try await RelyingParty(in: try await TestWorld()).ask(changes)
        #expect(answer.status == .seeOther)
        #expect(answer.location == location)
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(answer.headers[.xContentTypeOptions] == "nosniff")
    }

    @Test(
        arguments: [
            ([:], #"{"appId":"\#(Self.id)"}"#),
            (
                ["organization_id": "o", "ui_locales": "ja"],
                #"{"appId":"\#(Self.id)","organizationId":"o","uiLocales":"ja"}"#
            ),
            (["ui_locales": "ja", "first_screen": "foo"], #"{"appId":"\#(Self.id)"}"#),
        ] as [(Changes, String)])
    func `a cookie tells the pages how to look (§7.1)`(changes: Changes, value: String) async throws {
        let answer = try await RelyingParty(in: try await TestWorld()).ask(changes)
        #expect(answer.setCookies.contains("_logto=\(value); path=/; samesite=lax"))
        #expect(answer.setCookies.contains { $0.hasPrefix("_logto.sig=") && $0.hasSuffix("; path=/; samesite=lax") })
    }

    @Test func `a credential of Google's is left in a cookie for ten seconds (§7.1)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let name = "_logto_google_one_tap_credential"
        let answer = try await party.ask(["google_one_tap_credential": "a.b-c_d"])
        #expect(
            answer.setCookies.contains(
                "\(name)=a.b-c_d; path=/; expires=Fri, 15 Jan 2027 08:00:10 GMT; samesite=lax"))
        #expect(answer.setCookies.contains { $0.hasPrefix("\(name).sig=") })
        for value in ["a; path=/x", "a\r\nb", "é"] {
            let refused = try await party.ask(["google_one_tap_credential": value])
            #expect(refused.status == .seeOther)
            #expect(!refused.setCookies.contains { $0.hasPrefix(name) })
        }
    }

    @Test(
        arguments: [
            (HTTPRequest.Method.post, "application/x-www-form-urlencoded", nil),
            (.post, "application/json", #"{"client_id":"\#(Self.id)","response_type":"code","scope":"openid"}"#),
            (.post, "application/json; charset=utf-8", #"{"client_id":"\#(Self.id)","response_type":"code"}"#),
            (.get, nil, nil),
        ] as [(HTTPRequest.Method, String?, String?)])
    func `the request comes by GET, by form or as JSON (§1.2, §1.3)`(
        method: HTTPRequest.Method, type: String?, body: String?
    ) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let query = try #require(party.authorizationURL().split(separator: "?").last)
        let answer = try await party.world.send(
            method, "\(party.world.issuer)/auth" + (method == .get ? "?\(query)" : ""),
            headers: type.map { [.contentType: $0] } ?? [:], body: method == .get ? "" : body ?? String(query))
        #expect(answer.status == .seeOther)
        #expect(answer.location == "/sign-in?app_id=\(Self.id)")
    }

    /// Such a body is not turned into a query, and there is no route for a POST (§1.3).
    @Test(
        arguments: [
            #"{"client_id":{"a":"b"}}"#, #"{"client_id":null}"#, #"{"client_id":[]}"#, #"{"client_id":["a"]}"#,
        ], ["auth", "session/end"])
    func `JSON that is no query makes the route unknown`(body: String, path: String) async throws {
        let world = try await TestWorld()
        let answer = try await world.send(
            .post, "\(world.issuer)/\(path)", headers: [.contentType: "application/json"], body: body)
        #expect(answer.status == .notFound)
        #expect(answer.errorDescription == "unrecognized route or not allowed method (POST on /\(path))")
    }

    @Test func `an array of two is a parameter sent twice (§1.3)`() async throws {
        let world = try await TestWorld()
        let answer = try await world.send(
            .post, "\(world.issuer)/auth", headers: [.contentType: "application/json"],
            body: #"{"client_id":"\#(Self.id)","display":["a","b"]}"#)
        #expect(answer.locationParameters["error_description"] == "'display' parameter must not be provided twice")
    }
}
