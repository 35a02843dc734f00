import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("How the answer comes to the application (spec §5, §6.6)")
struct ResponseModeTests {
    @Test func `query is the default, and can be asked for`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        for mode in [nil, "query"] {
            let answer = try await party.signIn(Browser(party.world), ["response_mode": mode])
            #expect(answer.status == .seeOther)
            let shape =
                /http:\/\/localhost:3000\/callback\?code=[\w-]{43}&state=a-state&iss=http%3A%2F%2Flocalhost%3A3001%2Foidc/
            #expect(answer.location?.wholeMatch(of: shape) != nil)
        }
    }

    @Test func `fragment puts the parameters behind a hash`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.signIn(Browser(party.world), ["response_mode": "fragment"])
        let shape =
            /http:\/\/localhost:3000\/callback#code=[\w-]{43}&state=a-state&iss=http%3A%2F%2Flocalhost%3A3001%2Foidc/
        #expect(answer.location?.wholeMatch(of: shape) != nil)
        let refused = try await party.ask(["response_mode": "fragment", "prompt": "none"])
        #expect(refused.location?.hasPrefix("http://localhost:3000/callback#error=login_required&") == true)
    }

    @Test func `form_post is a page that sends itself`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.signIn(Browser(party.world), ["response_mode": "form_post", "state": "\"><b>"])
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(answer.body.contains("<title>Submitting Callback</title>"))
        let form = try #require(HTMLForm.all(in: answer.body).first)
        #expect(form.method == .post)
        #expect(form.action == party.app.redirectURI)
        #expect(form.fields.map(\.name) == ["code", "state", "iss"])
        #expect(form.fields.map(\.value).dropFirst() == ["\"><b>", party.world.issuer])
        #expect(!answer.body.contains("<b>"))
    }

    @Test func `a form that carries an error comes with 400`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.ask(["response_mode": "form_post", "prompt": "none"])
        #expect(answer.status == .badRequest)
        let form = try #require(HTMLForm.all(in: answer.body).first)
        #expect(form.fields.map(\.name) == ["error", "error_description", "state", "iss"])
        #expect(form.fields.first?.value == "login_required")
    }

    @Test(arguments: [
        ("https://app.example", "https://app.example/?code="),
        ("https://app.example/cb?x=1&code=old&y=a%20b", "https://app.example/cb?x=1&code="),
        ("HTTPS://App.Example/x/../cb", "https://app.example/cb?code="),
    ])
    func `parameters are set on the normalised address (§5)`(registered: String, prefix: String) async throws {
        let config = Example.config(
            replacing: #"{"redirectUris": ["http://localhost:3000/callback"]"#,
            with: #"{"redirectUris": ["\#(registered)"]"#)
        let party = RelyingParty(in: try await TestWorld(config))
        let answer = try await party.signIn(Browser(party.world), ["redirect_uri": registered])
        #expect(answer.location?.hasPrefix(prefix) == true, "\(answer.location ?? "")")
        #expect(answer.location?.contains("old") == false)
        #expect(answer.locationParameters["state"] == "a-state")
    }

    @Test func `an application of its own scheme is answered there`() async throws {
        let party = RelyingParty(Example.phoneApp, in: try await TestWorld())
        let answer = try await party.signIn(Browser(party.world))
        #expect(answer.location?.hasPrefix("io.bookstore.app://callback?code=") == true)
    }

    @Test(arguments: ["a b&c=d", "é日本\u{202E}", String(repeating: "s", count: 4000), "<script>", "%00"])
    func `the state comes back as it was sent`(state: String) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.signIn(Browser(party.world), ["state": state])
        #expect(answer.locationParameters["state"] == state)
    }

    @Test func `without a state there is none in the answer`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.signIn(Browser(party.world), ["state": nil])
        #expect(answer.location?.contains("state") == false)
        #expect(answer.locationParameters["iss"] == party.world.issuer)
    }
}
