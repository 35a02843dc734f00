import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1
import Web

extension Outbound {
    /// Real HTTP, as in production.
    package static let http = Outbound(
        rest: { milliseconds in try await Task.sleep(for: .milliseconds(milliseconds)) },
        perform: { request in
            do {
                return try await Self.perform(request)
            } catch let error as HTTPClientError where Self.timeouts.contains(error) {
                throw Failure.timedOut
            } catch {
                throw Failure.disconnected(error)
            }
        })

    /// As much of an answer as is read; a profile is a few kilobytes.
    private static let largestBody = 8 * 1024 * 1024

    // As shared as the library's own client, and like it never shut down.
    private static let client = Self.client(.singletonConfiguration)
    private static let clientWithoutRedirects = Self.client(HTTPClient.Configuration(redirectConfiguration: .disallow))

    /// Whoever takes no connection has answered: by itself the library would ask again until the time is over.
    private static func client(_ configuration: HTTPClient.Configuration) -> HTTPClient {
        var configuration = configuration
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    private static let timeouts: [HTTPClientError] = [
        .deadlineExceeded, .connectTimeout, .readTimeout, .writeTimeout, .getConnectionFromPoolTimeout,
    ]

    private static func perform(_ request: Request) async throws -> Response {
        var message = HTTPClientRequest(url: request.url)
        message.method = HTTPMethod(rawValue: request.method.rawValue)
        for field in request.headers { message.headers.add(name: field.name.rawName, value: field.value) }
        if !request.body.isEmpty { message.body = .bytes(ByteBuffer(bytes: request.body)) }
        let client = request.followsRedirects ? Self.client : Self.clientWithoutRedirects
        let answer = try await client.execute(message, timeout: .seconds(Int64(request.timeout)))
        let body = try await answer.body.collect(upTo: Self.largestBody)
        var headers = HTTPFields()
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
        }
        return Response(
            status: HTTPResponse.Status(code: Int(answer.status.code), reasonPhrase: answer.status.reasonPhrase),
            headers: headers,
            body: Array(body.readableBytesView))
    }
}
