import Core
import HTTPTypes
import Hummingbird
import Synchronization
import Web

/// Writes each exchange of an origin into the world's record, and its number into the answer.
package struct Recording: RouterMiddleware {
    private let surface: Surface
    private let recorder: Recorder
    private let time: TimeSource

    package init(_ surface: Surface, recorder: Recorder, time: TimeSource) {
        self.surface = surface
        self.recorder = recorder
        self.time = time
    }

    package func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let askedAt = self.time.now
        let tap = BodyTap()
        var response = try await next(tap.tapping(request), context)
        // What decorates pages is nobody's question.
        guard !Self.isScenery(response) else { return response }
        let number = self.recorder.add(
            Exchange(
                surface: self.surface, askedAt: askedAt, request: request.head, requestBody: tap.body,
                route: context.endpointPath, status: response.status, responseHeaders: response.headers,
                responseBody: try await Self.body(of: &response, to: request), note: context.decision.content))
        response.headers[.exchange] = String(number)
        return response
    }

    private static func isScenery(_ response: Response) -> Bool {
        let type = response.headers[.contentType] ?? ""
        return type.hasPrefix("text/css") || type.hasPrefix("image/")
    }

    /// JSON is kept; of a page, how long it is.
    private static func body(of response: inout Response, to request: Request) async throws -> Exchange.Body {
        var body = Exchange.Body()
        guard let length = response.body.contentLength else { return body }
        if request.method != .head, Exchange.isJSON(response.headers[.contentType]), length <= Exchange.Body.limit {
            let bytes = try await response.body.bytes()
            response.body = ResponseBody(bytes: bytes)
            body.append(bytes)
        } else {
            body.length = length
        }
        return body
    }
}

extension Exchange {
    static func isJSON(_ type: String?) -> Bool {
        let type = (type ?? "").prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
        return type == "application/json" || type.hasSuffix("+json")
    }

    static func isForm(_ type: String?) -> Bool {
        (type ?? "").prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
            == "application/x-www-form-urlencoded"
    }
}

/// Sees the body of a request while the endpoint reads it, so that recording changes nothing in how it is read.
private final class BodyTap: Sendable {
    private let seen = Mutex(Exchange.Body())

    var body: Exchange.Body { self.seen.withLock { $0 } }

    func tapping(_ request: Request) -> Request {
        let type = request.headers[.contentType]
        guard Exchange.isForm(type) || Exchange.isJSON(type) else { return request }
        var request = request
        request.body = RequestBody(
            asyncSequence: request.body.map { buffer in
                self.seen.withLock { $0.append(buffer.readableBytesView) }
                return buffer
            })
        return request
    }
}

extension HTTPField.Name {
    /// The number of the exchange in the world's record (`GET /control/exchanges/{number}`).
    package static let exchange = HTTPField.Name.wellFormed("X-Emulator-Exchange")
}
