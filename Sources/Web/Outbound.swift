import HTTPTypes

/// How a service of a world calls other servers. The real thing is an HTTP client; in tests it may be the other
/// service's router, in the same process.
package struct Outbound: Sendable {
    package struct Request: Sendable {
        package var method: HTTPRequest.Method
        package var url: String
        package var headers: HTTPFields
        package var body: [UInt8]
        /// Seconds until the attempt is given up.
        package var timeout: Int
        package var followsRedirects: Bool

        package init(
            method: HTTPRequest.Method, url: String, headers: HTTPFields = [:], body: [UInt8] = [], timeout: Int,
            followsRedirects: Bool = true
        ) {
            self.method = method
            self.url = url
            self.headers = headers
            self.body = body
            self.timeout = timeout
            self.followsRedirects = followsRedirects
        }
    }

    package struct Response: Sendable {
        package var status: HTTPResponse.Status
        package var headers: HTTPFields
        package var body: [UInt8]

        package init(status: HTTPResponse.Status, headers: HTTPFields, body: [UInt8]) {
            self.status = status
            self.headers = headers
            self.body = body
        }
    }

    /// No answer came.
    package enum Failure: Error {
        case timedOut
        /// A refused connection, a name that does not resolve, a broken answer.
        case disconnected(any Error)
    }

    private let perform: @Sendable (Request) async throws -> Response
    private let rest: @Sendable (_ milliseconds: Int) async throws -> Void

    /// - Parameters:
    ///   - rest: lets time pass between two attempts.
    ///   - perform: throws ``Failure`` when no answer came.
    package init(
        rest: @escaping @Sendable (_ milliseconds: Int) async throws -> Void,
        perform: @escaping @Sendable (Request) async throws -> Response
    ) {
        self.rest = rest
        self.perform = perform
    }

    package func send(_ request: Request) async throws -> Response {
        try await self.perform(request)
    }

    package func rest(milliseconds: Int) async throws {
        try await self.rest(milliseconds)
    }
}
