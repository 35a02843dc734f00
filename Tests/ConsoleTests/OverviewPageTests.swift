import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("GET /console")
struct OverviewPageTests {
    private static let registered = #"<span class="badge ok">registered</span>"#
    private static let notRegistered = #"<span class="badge warning">not registered</span>"#
    private static let noSuchClient = #"<span class="badge warning">no such Patreon client</span>"#

    @Test func `everything in the world is on it`() async throws {
        let world = try await TestWorld()
        let page = try await world.get(world.console + "/console")
        #expect(page.status == .ok)
        for text in [
            world.logto, world.patreon, world.console, "Bookstore", Example.webApp.id, Example.webApp.redirectURI,
            Example.webApp.signedOutURI, "MachineToMachine", "patreon-universal",
            world.logto + "/callback/" + Example.connectorID, "Alice Example", "alice@example.com", "suspended",
            "Bookstore sign-in", "bookstore-client", "API version 1", "Mika Example", "Everything in order.",
            "not verified",
        ] {
            #expect(page.body.contains(text), "\(text)")
        }
    }

    @Test(arguments: ["BookstoreSecret", "bookstore-client-secret", "bookstore-alice"])
    func `no secret is on it`(secret: String) async throws {
        let world = try await TestWorld()
        #expect(!(try await world.get(world.console + "/console")).body.contains(secret))
    }

    @Test(arguments: [
        ("${logto}/callback/patreon00001", Self.registered),
        ("${logto}/callback/patreon00001/", Self.notRegistered),
        ("https://localhost:3001/callback/patreon00001", Self.notRegistered),
        ("http://localhost:3000/callback", Self.notRegistered),
    ])
    func `a badge says whether the second hop fits, to the letter`(uri: String, badge: String) async throws {
        let world = try await TestWorld(
            Example.config(
                replacing: #""redirectUris": ["${logto}/callback/patreon00001"]"#, with: #""redirectUris": ["\#(uri)"]"#
            ))
        let html = try await world.get(world.console + "/console").body
        #expect(html.contains(badge))
        #expect(html.matches(of: /class="badge\b/).count == 1)
    }

    @Test func `a badge says that the connector's client does not exist`() async throws {
        let world = try await TestWorld(
            Example.config(replacing: #""clientId": "bookstore-client""#, with: #""clientId": "nobody""#))
        #expect(try await world.get(world.console + "/console").body.contains(Self.noSuchClient))
    }

    @Test func `who signed in is on it, with the identity`() async throws {
        let world = try await TestWorld()
        _ = try await RelyingParty(in: world).code(Browser(world))
        let html = try await world.get(world.console + "/console").body
        #expect(html.contains("patreon: 10001"))
        #expect(html.contains(##"<a href="#users">Users <span class="count">3</span></a>"##))
    }

    @Test func `an empty world says what to declare`() async throws {
        let world = try await TestWorld("{}")
        let html = try await world.get(world.console + "/console").body
        for part in ["logto.applications", "logto.connectors", "patreon.clients", "patreon.accounts"] {
            #expect(html.contains("declare one under \(part)"))
        }
        #expect(html.contains("Nobody has signed in yet."))
    }

    @Test func `the console's own address leads there`() async throws {
        let world = try await TestWorld()
        let answer = try await world.get(world.console + "/")
        #expect(answer.status == .found)
        #expect(answer.location == "/console")
    }
}
