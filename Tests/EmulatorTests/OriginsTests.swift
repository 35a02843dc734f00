import Core
import HTTPTypes
import Logging
import TestSupport
import Testing
import Web

/// What holds on every origin.
@Suite struct OriginsTests {
    @Test(arguments: [
        (HTTPRequest.Method.get, "/"), (.get, "/unknown"), (.post, "/unknown"), (.delete, "/"), (.get, "/oidc/unknown"),
        (.get, "/oidc/auth"), (.post, "/oidc/token"), (.get, "/oidc/token"), (.get, "/oidc/me"), (.get, "/api/unknown"),
        (.get, "/sign-in"), (.get, "/callback/unknown"), (.get, "/oauth2/authorize"), (.post, "/api/oauth2/token"),
        (.get, "/api/oauth2/v2/identity"), (.get, "/oauth2/errors"), (.get, "/console"), (.get, "/control/status"),
        (.get, "/control/unknown"), (.get, "/assets/style.css"), (.head, "/"), (.options, "/oidc/token"),
        (.get, "/%00"), (.get, "/%FF%FE"), (.get, "/../../etc/passwd"), (.get, "//"),
        (.get, "/?" + String(repeating: "a=b&", count: 2000)),
        (HTTPRequest.Method("BREW") ?? .trace, "/"),
    ])
    func `every answer says that it is the emulator's, whatever was asked`(
        method: HTTPRequest.Method, path: String
    ) async throws {
        let world = try await TestWorld()
        for origin in [world.logto, world.patreon, world.console] {
            let answer = try await world.send(method, origin + path)
            #expect(answer.headers[.emulator] == Product.mark, "\(method) \(origin)\(path)")
            #expect(answer.status.code < 500, "\(method) \(origin)\(path)")
        }
        #expect(world.log.entries(.error).isEmpty)
        #expect(world.log.entries(.critical).isEmpty)
    }

    @Test func `a world behind a proxy speaks of its public origins`() async throws {
        let world = try await TestWorld(
            Example.config(replacing: #""logto": {"#, with: #""logto": {"endpoint": "https://id.example","#)
                .replacing(#""patreon": {"#, with: #""patreon": {"origin": "https://patreon.example","#))
        let discovery = try await world.get(
            world.logto + "/oidc/.well-known/openid-configuration", headers: [.host: "id.example"]
        ).json
        #expect(discovery["issuer"]?.string == "https://id.example/oidc")
        #expect(discovery["token_endpoint"]?.string == "https://id.example/oidc/token")
        let answer = try await Browser(world).request(.get, RelyingParty(in: world).authorizationURL())
        #expect(answer.setCookies.allSatisfy { $0.contains("; secure") })
        #expect(!answer.setCookies.isEmpty)
    }
}
