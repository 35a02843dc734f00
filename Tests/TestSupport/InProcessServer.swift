import Core
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import OAuth
import Synchronization
import Web

/// The origins of a world without sockets: a request goes straight to the responder of its origin.
package final class InProcessServer: Sendable {
    private let responders = Mutex<[String: any HTTPResponder<WebContext>]>([:])
    private let logger: Logger

    package init(logger: Logger) {
        self.logger = logger
    }

    package func serve(_ origin: String, _ router: Router<WebContext>) {
        let responder = router.buildResponder()
        self.responders.withLock { $0[origin] = responder }
    }

    package func serves(_ url: String) -> Bool {
        self.responders.withLock { $0[Self.origin(of: url)] != nil }
    }

    /// - Throws: `Outbound.Failure.disconnected` where nobody serves the address, or the connection breaks off.
    package func send(
        _ method: HTTPRequest.Method, _ url: String, headers: HTTPFields = [:], body: [UInt8] = []
    ) async throws -> TestResponse {
        let origin = Self.origin(of: url)
        guard let responder = self.responders.withLock({ $0[origin] }) else {
            throw Outbound.Failure.disconnected(NobodyServes(url: url))
        }
        let path = url.dropFirst(origin.count).prefix { $0 != "#" }
        var headers = headers
        if !body.isEmpty { headers[.contentLength] = String(body.count) }
        // As over a socket, where the header is what the request's authority is read from.
        let authority = headers[.host] ?? origin.split(separator: "/").last.map(String.init)
        headers[.host] = nil
        let request = Request(
            head: HTTPRequest(
                method: method, scheme: "http", authority: authority, path: path.isEmpty ? "/" : String(path),
                headerFields: headers),
            body: RequestBody(buffer: ByteBuffer(bytes: body)))
        let context = WebContext(
            source: ApplicationRequestContextSource(channel: NIOAsyncTestingChannel(), logger: self.logger))
        let response = try await responder.respond(to: request, context: context)
        let writer = CollectingWriter()
        do {
            try await response.body.write(writer)
        } catch let error as WebContext.HungUp {
            throw Outbound.Failure.disconnected(error)
        }
        return TestResponse(
            url: url, status: response.status, headers: response.headers,
            body: String(decoding: writer.bytes, as: UTF8.self))
    }

    private struct NobodyServes: Error {
        let url: String
    }

    private static func origin(of url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return "" }
        let host = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
        return String(url[..<host.endIndex])
    }
}

extension HTTPField.Name {
    /// Whom a request is meant for, where that is not the origin that it is sent to.
    package static let host = HTTPField.Name.wellFormed("Host")
}

private final class CollectingWriter: ResponseBodyWriter, Sendable {
    private let collected = Mutex<[UInt8]>([])

    var bytes: [UInt8] { self.collected.withLock { $0 } }

    func write(_ buffer: ByteBuffer) async throws {
        self.collected.withLock { $0.append(contentsOf: buffer.readableBytesView) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
