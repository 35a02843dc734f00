import HTTPTypes
import Hummingbird

/// Compresses responses for those who ask for gzip, by the rules of Logto's middleware (koa-compress 5): text of at least
/// 1024 bytes, never for HEAD. The other encodings that it knows, br and deflate, are not offered.
package struct Compression: RouterMiddleware {
    private static let threshold = 1024

    package init() {}

    package func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.vary] = ["Accept-Encoding", response.headers[.vary]].compactMap(\.self).joined(
            separator: ", ")
        guard request.method != .head, Self.acceptsGzip(request), Self.mayCompress(response) else { return response }
        let bytes = try await response.body.bytes()
        response.headers[.contentEncoding] = "gzip"
        response.body = ResponseBody(bytes: try Gzip.compress(bytes))
        return response
    }

    private static func mayCompress(_ response: Response) -> Bool {
        guard
            let length = response.body.contentLength, length >= Self.threshold,
            response.headers[.contentEncoding] == nil,
            response.headers[.cacheControl]?.contains("no-transform") != true
        else { return false }
        let type = (response.headers[.contentType] ?? "").prefix { $0 != ";" }.lowercased()
        return type.hasPrefix("text/") || type.hasSuffix("json") || type.hasSuffix("+xml")
            || type.hasSuffix("javascript")
    }

    /// RFC 9110 §12.5.3: named, or meant by `*`, with a weight that is not zero.
    private static func acceptsGzip(_ request: Request) -> Bool {
        var anything = false
        for item in (request.headers[.acceptEncoding] ?? "").split(separator: ",") {
            let parts = item.split(separator: ";").map { part in part.filter { !$0.isWhitespace }.lowercased() }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            switch parts.first {
            case "gzip": return weight > 0
            case "*": anything = weight > 0
            default: break
            }
        }
        return anything
    }
}
