import Core
import HTTPTypes
import Logging
import Storage
import TestSupport
import Testing

@Suite("What is logged, and what happens when something breaks")
struct PatreonErrorsTests {
    @Test func `a mismatch is a warning with the requested and the registered URIs`() async throws {
        let patreon = try await PatreonOrigin()
        _ = try await patreon.ask(PatreonOrigin.request(redirectURI: PatreonOrigin.callback + "/"))
        let entry = try #require(patreon.world.log.entries(.warning).first)
        #expect(entry.message == "authorization refused")
        #expect(entry.metadata["requested_redirect_uri"] == .string(PatreonOrigin.callback + "/"))
        #expect(
            entry.metadata["registered_redirect_uris"]
                == [
                    .string(PatreonOrigin.callback), .string(PatreonOrigin.otherCallback),
                    "https://app.test/cb?keep=1",
                ])
        #expect(entry.metadata["client_id"] == "second")
    }

    @Test func `so is one at the token endpoint`() async throws {
        let patreon = try await PatreonOrigin()
        _ = try await patreon.redeem(try await patreon.code(), redirectURI: PatreonOrigin.otherCallback)
        let entry = try #require(patreon.world.log.entries(.warning).first)
        #expect(entry.message == "token request refused")
        #expect(entry.metadata["requested_redirect_uri"] == .string(PatreonOrigin.otherCallback))
        #expect(entry.metadata["authorized_redirect_uri"] == .string(PatreonOrigin.callback))
    }

    @Test(arguments: [
        PatreonOrigin.request(client: "nobody"), PatreonOrigin.request(redirectURI: nil),
        PatreonOrigin.request(scope: "openid"),
    ])
    func `every refusal is a warning`(request: [(String, String)]) async throws {
        let patreon = try await PatreonOrigin()
        _ = try await patreon.ask(request)
        #expect(patreon.world.log.entries(.warning).map(\.message) == ["authorization refused"])
    }

    @Test func `neither codes nor tokens nor secrets nor states are logged`() async throws {
        let patreon = try await PatreonOrigin()
        let state = "a-state-to-be-kept"
        let code = try await patreon.code(PatreonOrigin.request(state: state))
        _ = try await patreon.redeem(code, authorization: PatreonOrigin.basic("second:a-wrong-secret"))
        _ = try await patreon.redeem(code, redirectURI: "")
        let tokens = try await patreon.redeem(code).json
        _ = try await patreon.redeem(code)
        _ = try await patreon.get("/api/oauth2/v2/identity", bearer: tokens["access_token"]?.string)
        _ = try await patreon.get("/api/oauth2/api/current_user", bearer: "a-token-of-nobody")
        _ = try await patreon.ask(PatreonOrigin.request(scope: "openid", state: state))
        let log = patreon.world.log.text
        for secret in [
            state, code, tokens["access_token"]?.string ?? "", tokens["refresh_token"]?.string ?? "", "second secret",
            "a-wrong-secret", "a-token-of-nobody",
        ] {
            #expect(!log.contains(secret), "\(secret)")
        }
    }

    /// Two worlds whose chance is the same, over one store: the second one's first code or token is taken.
    private static func twins(over store: Store) async throws -> (PatreonOrigin, PatreonOrigin) {
        (try await PatreonOrigin(store: store), try await PatreonOrigin(store: store))
    }

    @Test func `a code that cannot be kept is a page, and an error in the log`() async throws {
        let (_, store) = try await Self.seeded()
        let (first, second) = try await Self.twins(over: store)
        #expect(try await first.decide("allow").status == .found)
        let answer = try await second.decide("allow")
        #expect(answer.status == .internalServerError)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        #expect(!answer.body.contains("SQL"))
        #expect(second.world.log.entries(.error).map(\.message) == ["request failed"])
    }

    @Test func `tokens that cannot be kept are a 500 of JSON:API, and leave the code as it was`() async throws {
        let (patreon, store) = try await Self.seeded()
        let codes = (try await patreon.code(), try await patreon.code())
        let (first, second) = try await Self.twins(over: store)
        #expect(try await first.redeem(codes.0).status == .ok)
        let answer = try await second.redeem(codes.1)
        #expect(answer.status == .internalServerError)
        #expect(answer.json["errors"]?.array?.first?["code_name"] == "InternalServerError")
        #expect(answer.headers[.contentType] == "application/json")
        #expect(second.world.log.entries(.error).map(\.message) == ["request failed"])
        #expect(!second.world.log.text.contains(codes.1))
        #expect(try await patreon.redeem(codes.1).status == .ok)
    }

    private static func seeded() async throws -> (PatreonOrigin, Store) {
        let store = try Store.inMemory()
        return (try await PatreonOrigin(store: store), store)
    }
}
