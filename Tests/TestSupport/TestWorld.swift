import Core
import Emulator
import Foundation
import HTTPTypes
import Storage
import Web

/// The whole emulator in the test's process: a store in memory, a clock that stands still until it is moved, chance that
/// is the same in every run.
package struct TestWorld: Sendable {
    package let world: World
    package let log: RecordedLog
    /// How long, in milliseconds, the world rested where the real one would let time pass.
    package let rests: RecordedRests
    private let server: InProcessServer
    /// Where a world that lets Logto's own tests in writes what was sent.
    package let messageFolder: URL

    /// When every test begins.
    package static let beginning = Instant(seconds: 1_800_000_000)

    /// What a world's clock shows once it is set to the real time, which stands still as well.
    package static let realTime = Instant(seconds: 1_900_000_000)

    package static let origins = Origins(
        logto: "http://localhost:3001", patreon: "http://localhost:3003", console: "http://localhost:3002")

    /// - Parameters:
    ///   - config: the text of a configuration.
    ///   - isIntegrationTest: whether Logto's own tests are let in without a token.
    ///   - statusKey: for whom `/api/status` says which tenant it is.
    ///   - intercept: answers a call of Logto's to another server in that server's place, where it does not say `nil`.
    package init(
        _ config: String = Example.config,
        store: Store? = nil,
        isIntegrationTest: Bool = false,
        statusKey: String? = nil,
        intercept: (@Sendable (Outbound.Request) async throws -> Outbound.Response?)? = nil
    ) async throws {
        let log = RecordedLog()
        let rests = RecordedRests()
        let server = InProcessServer(logger: log.logger)
        let outbound = Outbound(
            rest: { rests.note($0) },
            perform: { request in
                if let answer = try await intercept?(request) { return answer }
                let response = try await server.send(
                    request.method, request.url, headers: request.headers, body: request.body)
                return Outbound.Response(
                    status: response.status, headers: response.headers, body: Array(response.body.utf8))
            })
        let folder = FileManager.default.temporaryDirectory.appending(path: "messages-\(UUID().uuidString)")
        self.messageFolder = folder
        self.world = try await World(
            config: try Config(text: config.utf8, listening: Self.origins), listening: Self.origins,
            store: try store ?? Store.inMemory(),
            clock: AdjustableTime(.frozen(Self.beginning), over: TimeSource { Self.realTime }), entropy: .seeded(),
            outbound: outbound,
            integrationTest: isIntegrationTest ? IntegrationTest(messageFolder: folder.path) : nil, statusKey: statusKey
        )
        server.serve(Self.origins.logto, self.world.logtoRouter())
        server.serve(Self.origins.patreon, self.world.patreonRouter())
        server.serve(Self.origins.console, self.world.consoleRouter())
        self.server = server
        self.log = log
        self.rests = rests
    }

    package var logto: String { Self.origins.logto }
    package var patreon: String { Self.origins.patreon }
    package var console: String { Self.origins.console }
    package var store: Store { self.world.store }

    package func advance(seconds: Int64) {
        self.world.clock.advance(byMilliseconds: seconds * 1000)
    }

    /// Has done what Patreon does by itself: charges that the clock has made due, and calls of webhooks.
    package func work() async throws {
        try await self.world.work(self.log.logger)
    }

    /// Waits until Logto's webhooks were called.
    package func settleHooks() async { await self.world.settleHooks() }

    /// Whether an address is on one of the world's origins.
    package func serves(_ url: String) -> Bool { self.server.serves(url) }

    package func get(_ url: String, headers: HTTPFields = [:]) async throws -> TestResponse {
        try await self.server.send(.get, url, headers: headers)
    }

    package func send(
        _ method: HTTPRequest.Method, _ url: String, headers: HTTPFields = [:], body: String = ""
    ) async throws -> TestResponse {
        try await self.send(method, url, headers: headers, bytes: Array(body.utf8))
    }

    package func send(
        _ method: HTTPRequest.Method, _ url: String, headers: HTTPFields = [:], bytes: [UInt8]
    ) async throws -> TestResponse {
        try await self.server.send(method, url, headers: headers, body: bytes)
    }

    package func post(
        _ url: String, form: KeyValuePairs<String, String>, headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        if headers[.contentType] == nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        return try await self.send(
            .post, url, headers: headers, body: FormURLEncoding.encode(form.map { ($0.key, $0.value) }))
    }
}
