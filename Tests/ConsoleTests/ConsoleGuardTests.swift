import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("Who may talk to the console")
struct ConsoleGuardTests {
    @Test(arguments: ["localhost:3002", "127.0.0.1:3002", "[::1]:3002", "LOCALHOST:3002"])
    func `whoever uses one of its names`(host: String) async throws {
        let world = try await TestWorld()
        #expect(try await world.get(world.console + "/console", headers: [.host: host]).status == .ok)
    }

    @Test(arguments: [
        "rebound.example:3002", "rebound.example", "localhost", "localhost:3001", "localhost:3002.rebound.example",
        "127.0.0.1", "user@localhost:3002", "192.168.1.5:3002", " ", "localhost:3002, rebound.example",
    ])
    func `nobody whose own name resolves to this machine`(host: String) async throws {
        let world = try await TestWorld()
        for path in ["/console", "/control/status", "/control/unknown", "/assets/style.css", "/"] {
            let answer = try await world.get(world.console + path, headers: [.host: host])
            #expect(answer.status == .misdirectedRequest, "\(path)")
            #expect(!answer.body.contains("Alice"))
        }
    }

    @Test(arguments: [
        "http://rebound.example", "http://localhost:3001", "https://localhost:3002", "null", "http://localhost:3002/",
    ])
    func `no page of another origin that wants to change something`(origin: String) async throws {
        let world = try await TestWorld()
        for method in [HTTPRequest.Method.post, .put, .delete, .patch] {
            let answer = try await world.send(method, world.console + "/control/status", headers: [.origin: origin])
            #expect(answer.status == .forbidden)
            #expect(answer.json["error"]?.string?.contains(origin) == true)
        }
    }

    @Test(arguments: ["http://localhost:3002", "http://127.0.0.1:3002", nil])
    func `its own pages, and programs, which send no origin`(origin: String?) async throws {
        let world = try await TestWorld()
        var headers = HTTPFields()
        headers[.origin] = origin
        let answer = try await world.send(.post, world.console + "/control/status", headers: headers)
        #expect(answer.status == .notFound, "it is only that nothing can be posted there")
    }

    @Test func `a link from elsewhere may be followed`() async throws {
        let world = try await TestWorld()
        let answer = try await world.get(world.console + "/console", headers: [.origin: "http://elsewhere.example"])
        #expect(answer.status == .ok)
    }
}
