import Core
import HTTPTypes
import TestSupport
import Testing

/// A program that administers the tenant: it has a machine's token for the Management API.
struct Management: Sendable {
    static let indicator = "https://default.logto.app/api"

    let world: TestWorld
    let token: String

    init(_ config: String = Example.config) async throws {
        try await self.init(in: try await TestWorld(config))
    }

    init(in world: TestWorld) async throws {
        self.world = world
        let answer = try await RelyingParty(Example.machine, in: world).token([
            "grant_type": "client_credentials", "resource": Self.indicator, "scope": "all",
        ])
        guard let token = answer.json["access_token"]?.string else { throw NoToken(answer: answer) }
        self.token = token
    }

    func call(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil, headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        if headers[.authorization] == nil { headers[.authorization] = "Bearer \(self.token)" }
        if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        let url = "\(self.world.logto)/api\(path)"
        let answer = try await self.world.send(method, url, headers: headers, body: body?.text() ?? "")
        try await Description.check(answer, to: method, url)
        return answer
    }

    func get(_ path: String) async throws -> TestResponse { try await self.call(.get, path) }

    /// What a request that creates something answers.
    func create(_ path: String, _ body: JSON) async throws -> JSON {
        let answer = try await self.call(.post, path, body)
        #expect([.ok, .created].contains(answer.status), "\(path) \(answer.body)")
        return answer.json
    }

    /// The ids in the order of a list.
    func ids(_ path: String) async throws -> [String] {
        try await self.get(path).json.ids
    }

    struct NoToken: Error {
        let answer: TestResponse
    }
}

extension JSON {
    var ids: [String] { (self.array ?? []).compactMap { $0["id"]?.string } }

    /// With some members in place of its own; a `nil` takes one away.
    func with(_ changes: KeyValuePairs<String, JSON?>) -> JSON {
        var members = self.members ?? []
        for (name, value) in changes {
            members.removeAll { $0.name == name }
            if let value { members.append(JSON.Member(name, value)) }
        }
        return .object(members)
    }
}

/// A request and its exact answer.
struct Row: Sendable, CustomTestStringConvertible {
    let method: HTTPRequest.Method
    let path: String
    let body: JSON?
    let status: Int
    let answer: JSON

    init(_ method: HTTPRequest.Method, _ path: String, _ status: Int, _ answer: JSON) {
        self.init(method, path, nil, status, answer)
    }

    init(_ method: HTTPRequest.Method, _ path: String, _ status: Int, code: String, _ message: String) {
        self.init(method, path, nil, status, code: code, message)
    }

    init(_ method: HTTPRequest.Method, _ path: String, _ body: JSON?, _ status: Int, _ answer: JSON) {
        self.method = method
        self.path = path
        self.body = body
        self.status = status
        self.answer = answer
    }

    /// An answer that is an error without data.
    init(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSON?, _ status: Int, code: String,
        _ message: String
    ) {
        self.init(method, path, body, status, ["code": .string(code), "message": .string(message)])
    }

    var testDescription: String { "\(self.method) \(self.path) \(self.body?.text() ?? "") → \(self.status)" }

    func check(_ management: Management) async throws {
        let answer = try await management.call(self.method, self.path, self.body)
        #expect(answer.status.code == self.status, "\(answer.body)")
        #expect(answer.json == self.answer, "\(answer.body)")
    }
}
