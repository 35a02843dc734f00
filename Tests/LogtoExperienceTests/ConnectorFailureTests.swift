import Core
import HTTPTypes
import Storage
import TestSupport
import Testing
import Web

@Suite("When Patreon does not answer as it should (spec §9.5, §10)")
struct ConnectorFailureTests {
    struct Failure: Sendable, CustomTestStringConvertible {
        /// The end of the address that fails.
        let path: String
        var status = HTTPResponse.Status.ok
        let body: String
        let english: String
        var japanese: String?
        var testDescription: String { "\(self.path) \(self.status) \(self.body)" }
    }

    private static let token = "/api/oauth2/token"
    private static let user = "/current_user"
    private static let invalid = "The connector's response is invalid."
    private static let lost = #"Error occurred in connector: {"message":"{}"}"#

    static let failures: [Failure] = [
        Failure(
            path: Self.token, status: .internalServerError, body: "down", english: Self.lost,
            japanese: #"コネクタでエラーが発生しました：{"message":"{}"}"#),
        Failure(path: Self.token, status: .badRequest, body: #"{"error":"invalid_grant"}"#, english: Self.lost),
        Failure(path: Self.token, status: .found, body: "", english: Self.lost),
        Failure(
            path: Self.token, body: #"{"access_token":"a","token_type":"Bearer"}"#, english: Self.invalid,
            japanese: "コネクタのレスポンスが無効です。"),
        Failure(
            path: Self.token, body: #"{"access_token":"a","token_type":"Bearer","scope":"x","expires_in":"1"}"#,
            english: Self.invalid),
        Failure(path: Self.token, body: "[]", english: Self.invalid),
        Failure(
            path: Self.token, body: #"{"access_token":"","token_type":"Bearer","scope":"x"}"#,
            english: "Unable to get access token, please check authorization code.",
            japanese: "アクセストークンを取得できません。承認コードを確認してください。"),
        Failure(
            path: Self.user, status: .unauthorized, body: "{}", english: "The connector's access token is invalid.",
            japanese: "コネクタのアクセストークンが無効です。"),
        Failure(
            path: Self.user, status: .forbidden, body: #"<b>"no"</b>"#,
            english: #"Error occurred in connector: {"message":"<b>\"no\"</b>"}"#),
        Failure(
            path: Self.user, status: .internalServerError, body: "",
            english: #"Error occurred in connector: {"message":""}"#),
        Failure(path: Self.user, body: "<!DOCTYPE html><title>Patreon</title>", english: Self.invalid),
        Failure(path: Self.user, body: #"{"data":{"id":10001,"attributes":{}}}"#, english: Self.invalid),
        Failure(path: Self.user, body: #"{"data":{"id":"10001"}}"#, english: Self.invalid),
        Failure(
            path: Self.user, body: #"{"data":{"id":"1","attributes":{"is_email_verified":null}}}"#,
            english: Self.invalid),
    ]

    @Test(arguments: failures)
    func `the sign-in page says it in Logto's words`(failure: Failure) async throws {
        let world = try await TestWorld { request in
            guard request.url.hasSuffix(failure.path) else { return nil }
            return Outbound.Response(status: failure.status, headers: [:], body: Array(failure.body.utf8))
        }
        let party = RelyingParty(in: world)
        let browser = Browser(world)
        let page = try await party.signIn(browser)
        #expect(page.status == .ok)
        #expect(page.url == "\(world.logto)/sign-in?app_id=\(party.app.id)")
        #expect(page.alert == failure.english)
        #expect(!page.body.contains("<b>"))
        #expect(try await world.store.read { try $0.userCount() } == 2)
        if let japanese = failure.japanese {
            let address = try await party.callbackAddress(browser, from: page)
            let answer = try await Self.open(address, in: browser, language: "ja")
            #expect(answer.alert == japanese)
        }
    }

    /// The answer to the callback, in another language than the page before it.
    private static func open(_ address: String, in browser: Browser, language: String) async throws -> TestResponse {
        let cookies = ["_interaction", "_interaction.sig"].map { "\($0)=\(browser.cookie($0) ?? "")" }
        let headers: HTTPFields = [.cookie: cookies.joined(separator: "; "), .acceptLanguage: language]
        let answer = try await browser.world.get(address, headers: headers)
        return try await browser.world.get(browser.world.logto + (answer.location ?? ""), headers: headers)
    }

    @Test func `a token answer that is not JSON is told in the parser's words`() async throws {
        let world = try await TestWorld { request in
            guard request.url.hasSuffix(Self.token) else { return nil }
            return Outbound.Response(status: .ok, headers: [:], body: Array("<html>".utf8))
        }
        let page = try await RelyingParty(in: world).signIn(Browser(world))
        #expect(page.title == "Sign in to your account")
        #expect(page.alert?.isEmpty == false)
        #expect(page.alert?.hasPrefix("Error occurred") == false)
    }

    @Test(arguments: [(1, true), (2, true), (3, false)], [408, 429, 500, 502, 503, 504])
    func `the profile is asked for up to three times`(failures: (Int, Bool), status: Int) async throws {
        let calls = Counter()
        let world = try await TestWorld { request in
            guard request.url.hasSuffix(Self.user), calls.note() <= failures.0 else { return nil }
            return Outbound.Response(status: .init(code: status), headers: [:], body: Array("busy".utf8))
        }
        let answer = try await RelyingParty(in: world).signIn(Browser(world))
        #expect(calls.count == min(failures.0 + 1, 3))
        #expect((answer.locationParameters["code"] != nil) == failures.1)
        if !failures.1 { #expect(answer.alert == #"Error occurred in connector: {"message":"busy"}"#) }
    }

    @Test(arguments: [400, 401, 403, 404, 413, 501])
    func `other answers stand`(status: Int) async throws {
        let calls = Counter()
        let world = try await TestWorld { request in
            guard request.url.hasSuffix(Self.user) else { return nil }
            calls.note()
            return Outbound.Response(status: .init(code: status), headers: [:], body: [])
        }
        #expect(try await RelyingParty(in: world).signIn(Browser(world)).alert != nil)
        #expect(calls.count == 1)
    }

    @Test(arguments: [Self.token, Self.user])
    func `nobody answers in time: Logto's own 500, and no second try`(path: String) async throws {
        let calls = Counter()
        let world = try await TestWorld { request in
            guard request.url.hasSuffix(path) else { return nil }
            calls.note()
            throw Outbound.Failure.timedOut
        }
        let page = try await RelyingParty(in: world).signIn(Browser(world))
        #expect(page.title == "Sign in to your account")
        #expect(page.alert == "Internal server error.")
        #expect(calls.count == 1)
    }

    @Test(arguments: [(Self.token, 1), (Self.user, 3)])
    func `nobody is there`(path: String, tries: Int) async throws {
        struct Refused: Error {}
        let calls = Counter()
        let world = try await TestWorld { request in
            guard request.url.hasSuffix(path) else { return nil }
            calls.note()
            throw Outbound.Failure.disconnected(Refused())
        }
        #expect(try await RelyingParty(in: world).signIn(Browser(world)).alert == "Internal server error.")
        #expect(calls.count == tries)
    }

    @Test func `a connector whose secret is wrong fails at the token endpoint`() async throws {
        let config = Example.config(
            replacing: #""clientSecret": "bookstore-client-secret""#, with: #""clientSecret": "wrong""#)
        let world = try await TestWorld(config)
        #expect(try await RelyingParty(in: world).signIn(Browser(world)).alert == Self.lost)
    }
}
