import Core
import Emulator
import TestSupport
import Testing

@Suite struct RedirectCheckTests {
    private func findings(_ text: String, origins: Origins = TestWorld.origins) throws -> [String] {
        let config = try Config(text: text.utf8, listening: origins)
        return RedirectCheck(config, origins: config.origins(listening: origins)).findings
    }

    @Test func `the example has nothing to find, on whatever ports it is served`() throws {
        #expect(try self.findings(Example.config) == [])
        let elsewhere = Origins(
            logto: "http://localhost:1", patreon: "http://localhost:2", console: "http://localhost:3")
        #expect(try self.findings(Example.config, origins: elsewhere) == [])
    }

    @Test(arguments: [
        "${logto}/callback/patreon00001/", "${logto}/callback/patreon", "${logto}/Callback/patreon00001",
        "http://127.0.0.1:3001/callback/patreon00001", "http://localhost/callback/patreon00001",
        "http://localhost:3000/callback",
    ])
    func `a redirect URI that is not Logto's to the letter is found, with what to add`(uri: String) throws {
        let broken = Example.config(
            replacing: #""redirectUris": ["${logto}/callback/patreon00001"]"#, with: #""redirectUris": ["\#(uri)"]"#)
        #expect(
            try self.findings(broken) == [
                "patreon.clients[0].redirectUris: lacks http://localhost:3001/callback/patreon00001; Patreon will say "
                    + "\"Mismatching redirect URI.\"; add \"${logto}/callback/patreon00001\""
            ])
    }

    @Test func `a public origin changes what has to be registered`() throws {
        let fixed = Example.config(
            replacing: "${logto}/callback/patreon00001", with: "http://localhost:3001/callback/patreon00001")
        #expect(try self.findings(fixed) == [])
        let moved = fixed.replacing(#""logto": {"#, with: #""logto": {"endpoint": "https://id.example","#)
        #expect(
            try self.findings(moved).map { $0.prefix(88) }
                == ["patreon.clients[0].redirectUris: lacks https://id.example/callback/patreon00001; Patreon"])
    }

    @Test func `a connector for a client that does not exist is found`() throws {
        let broken = Example.config(replacing: #""clientId": "bookstore-client""#, with: #""clientId": "nobody""#)
        #expect(
            try self.findings(broken) == [
                "logto.connectors[0].config.clientId: is \"nobody\", but patreon.clients has no client with that id; "
                    + "Patreon will refuse the sign-in"
            ])
    }

    @Test func `a connector with another secret than its client's is found`() throws {
        let broken = Example.config(
            replacing: #""clientSecret": "bookstore-client-secret""#, with: #""clientSecret": "other""#)
        #expect(
            try self.findings(broken) == [
                "logto.connectors[0].config.clientSecret: is not the secret of patreon.clients[0]; Patreon will refuse "
                    + "the connector"
            ])
    }

    @Test func `connectors that lead elsewhere have nothing to be registered at Patreon`() throws {
        let more = Example.config(
            replacing: #""connectors": ["#,
            with: #""connectors": [{"id": "emails000001", "connectorId": "mock-email-service-alternative"}, "#)
        #expect(try self.findings(more) == [])
        let broken = more.replacing(#""clientId": "bookstore-client""#, with: #""clientId": "nobody""#)
        #expect(try self.findings(broken).map { $0.hasPrefix("logto.connectors[1].config.clientId") } == [true])
    }

    @Test func `what is found is what happens`() async throws {
        let broken = Example.config(replacing: "${logto}/callback/patreon00001", with: "${logto}/callback/patreon")
        let world = try await TestWorld(broken)
        let browser = Browser(world)
        let page = try await browser.open(RelyingParty(in: world).authorizationURL())
        let refusal = try await browser.press("Continue with Patreon", on: page)
        #expect(refusal.url.contains("error_description=Mismatching+redirect+URI."))
    }
}
