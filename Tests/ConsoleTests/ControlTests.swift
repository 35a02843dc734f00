import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("GET /control/status, and what is not there")
struct ControlTests {
    @Test func `the status tells what runs, where, and how much is in it`() async throws {
        let world = try await TestWorld()
        let answer = try await world.get(world.console + "/control/status")
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "application/json; charset=utf-8")
        let json = answer.json
        #expect(json["name"]?.string == Product.name)
        #expect(json["version"]?.string == Product.version)
        #expect(json["logto"]?.string == world.logto)
        #expect(json["patreon"]?.string == world.patreon)
        #expect(json["console"]?.string == world.console)
        #expect(try #require(json["uptimeSeconds"]?.int) >= 0)
        let counts: JSON = ["applications": 6, "connectors": 1, "users": 2, "patreonClients": 3, "patreonAccounts": 6]
        #expect(json["counts"] == counts)
    }

    @Test func `the counts follow what happens`() async throws {
        let world = try await TestWorld()
        _ = try await RelyingParty(in: world).code(Browser(world))
        #expect(try await world.get(world.console + "/control/status").json["counts"]?["users"] == 3)
    }

    @Test func `a public origin is told as such`() async throws {
        let world = try await TestWorld(
            Example.config(replacing: #""logto": {"#, with: #""logto": {"endpoint": "https://id.example","#))
        #expect(try await world.get(world.console + "/control/status").json["logto"]?.string == "https://id.example")
    }

    @Test(arguments: [(HTTPRequest.Method.get, "/control/unknown"), (.get, "/control"), (.delete, "/control/status")])
    func `under /control the answer is JSON that names what was asked for`(
        method: HTTPRequest.Method, path: String
    ) async throws {
        let world = try await TestWorld()
        let answer = try await world.send(method, world.console + path)
        #expect(answer.status == .notFound)
        #expect(
            answer.json["error"]?.string
                == "There is no \(method) \(path) here; docs/control-api.md lists what there is.")
    }

    @Test(arguments: ["/unknown", "/controls", "/console/unknown", "/%3Cscript%3E"])
    func `elsewhere it is a page that leads back`(path: String) async throws {
        let world = try await TestWorld()
        let answer = try await world.get(world.console + path)
        #expect(answer.status == .notFound)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        #expect(answer.body.contains(#"href="/console""#))
        #expect(!answer.body.contains("<script"))
    }
}
