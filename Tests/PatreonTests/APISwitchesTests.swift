import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("Switches of the API (spec §3.1, §3.4, §3.6, §10)")
struct APISwitchesTests {
    @Test(arguments: ["current_user", "current_user/campaigns", "campaigns/900020/pledges"])
    func `the first version may be shut down`(path: String) async throws {
        let personas = try await Personas(switches: #""v1": false"#)
        let answer = try await personas.v1(path)
        #expect(answer.status == .gone)
        #expect(answer.json["errors"]?.array?.first?["status"] == "410")
        #expect(try await personas.v2("identity").status == .ok)
    }

    @Test func `the first version may be content with one scope`() async throws {
        let personas = try await Personas(switches: #""v1WithIdentityOnly": true"#)
        #expect(try await personas.v1("current_user", as: "20001", scope: "identity").status == .ok)
        #expect(try await personas.v1("current_user", as: "20003", scope: "campaigns").status == .unauthorized)
    }

    @Test func `a bare identity may list memberships, as in 2020`() async throws {
        let personas = try await Personas(switches: #""bareIdentityListsMemberships": true"#)
        let bare = try await personas.v2("identity", as: "20010").json
        #expect(bare["data"]?["relationships"]?["memberships"]?["data"]?.array?.count == 1)
        #expect(bare["included"] == nil)
        let asked = try await personas.v2("identity?include=campaign", as: "20010").json
        #expect(asked["data"]?["relationships"]?["memberships"] == nil)
    }

    @Test func `the content type may be the plain one`() async throws {
        let personas = try await Personas(switches: #""v2ContentType": "application/json""#)
        #expect(try await personas.v2("identity").headers[.contentType] == "application/json")
        #expect(try await personas.v2("nothing").headers[.contentType] == "application/json")
    }

    @Test func `who does not say what it is may be dropped by the edge, with a page (§3.1)`() async throws {
        let patreon = try await PatreonOrigin(switches: #""requireUserAgent": true"#)
        for path in ["/api/oauth2/v2/identity", "/api/oauth2/api/current_user", "/oauth2/api/current_user"] {
            let answer = try await patreon.get(path)
            #expect(answer.status == .forbidden)
            #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
            let named = try await patreon.get(path, headers: [.userAgent: "test"])
            #expect(named.status == .unauthorized)
        }
        #expect(try await patreon.ask().status == .ok)
        #expect(try await patreon.post("/api/oauth2/token", []).status == .forbidden)
    }

    @Test func `every answer has a build and an id (§3.2)`() async throws {
        let answer = try await Personas().v2("identity")
        let sha = HTTPField.Name("x-patreon-sha").flatMap { answer.headers[$0] }
        #expect(sha?.wholeMatch(of: /[0-9a-f]{40}/) != nil)
    }
}

@Suite("Rate limits (spec §3.8)")
struct RateLimitsTests {
    private static let path = "/api/oauth2/v2/identity"

    @Test func `a client has a hundred requests in two seconds, a token a hundred in a minute`() async throws {
        let patreon = try await PatreonOrigin(switches: #""rateLimits": true"#)
        let tokens = [try await patreon.tokens(), try await patreon.tokens(as: "10002")]
            .map { $0["access_token"]?.string }
        for index in 0..<100 {
            #expect(try await patreon.get(Self.path, bearer: tokens[index % 2]).status == .ok)
        }
        let refused = try await patreon.get(Self.path, bearer: tokens[0])
        #expect(refused.status == .tooManyRequests)
        let id = refused.json["errors"]?.array?.first?["id"]?.string ?? ""
        let words = "You have made too many attempts. Please try again later."
        #expect(
            refused.body
                == #"{"errors": [{"code": null, "code_name": "RequestThrottled", "detail": "\#(words)", "id": "\#(id)", "#
                + #""retry_after_seconds": 2, "status": "429", "title": "\#(words)"}]}"#)
        patreon.world.advance(seconds: 2)
        for _ in 0..<50 { #expect(try await patreon.get(Self.path, bearer: tokens[0]).status == .ok) }
        let exhausted = try await patreon.get(Self.path, bearer: tokens[0])
        #expect(exhausted.json["errors"]?.array?.first?["retry_after_seconds"] == 58)
        #expect(try await patreon.get(Self.path, bearer: tokens[1]).status == .ok)
        patreon.world.advance(seconds: 60)
        #expect(try await patreon.get(Self.path, bearer: tokens[0]).status == .ok)
    }

    @Test func `more than two thousand bad answers in ten minutes close the edge for half an hour`() async throws {
        let patreon = try await PatreonOrigin(switches: #""rateLimits": true"#)
        for _ in 0..<2001 { #expect(try await patreon.get(Self.path).status == .unauthorized) }
        let blocked = try await patreon.get(Self.path)
        #expect(blocked.status == .tooManyRequests)
        #expect(
            blocked.body
                == #"{"errors": [{"detail": "Too many bad requests. Time to cool down.", "retry_after_seconds": 1800}]}"#
        )
        patreon.world.advance(seconds: 1800)
        #expect(try await patreon.get(Self.path).status == .unauthorized)
    }

    @Test func `there are none unless they are switched on`() async throws {
        let patreon = try await PatreonOrigin()
        let token = try await patreon.tokens()["access_token"]?.string
        for _ in 0..<150 { #expect(try await patreon.get(Self.path, bearer: token).status == .ok) }
    }
}
