import Foundation
import HTTPTypes
import Hummingbird
import JOSE
import Web

/// Conditional requests (RFC 9110 §13), as Logto answers them (spec `logto-oidc.md` §1.4): a successful GET has a strong
/// ETag over its body, in the form of the npm package `etag`, and is not sent again to whoever has it.
package struct ETags: RouterMiddleware {
    package init() {}

    package func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard request.method == .get, response.status.kind == .successful, response.status != .noContent else {
            return response
        }
        let bytes = try await response.body.bytes()
        let tag = Self.tag(of: bytes)
        response.headers[.eTag] = tag
        if Self.has(tag, request) {
            response.status = .notModified
            response.body = ResponseBody()
            response.headers[.contentLength] = nil
            response.headers[.contentType] = nil
        } else {
            response.body = ResponseBody(bytes: bytes)
        }
        return response
    }

    /// Length in hexadecimal, and 27 characters of SHA-1 in base64.
    static func tag(of bytes: [UInt8]) -> String {
        let hash = Data(Digest.sha1.hash(bytes)).base64EncodedString().prefix(27)
        return "\"\(String(bytes.count, radix: 16))-\(hash)\""
    }

    /// The npm package `fresh`: `no-cache` has everything sent anew, and a weak tag counts as the strong one.
    private static func has(_ tag: String, _ request: Request) -> Bool {
        let directives = Self.list(request.headers[values: .cacheControl]).map { $0.lowercased() }
        guard !directives.contains("no-cache") else { return false }
        return Self.list(request.headers[values: .ifNoneMatch]).contains { known in
            known == "*" || known == tag || known == "W/" + tag
        }
    }

    private static func list(_ values: [String]) -> [String] {
        values.flatMap { $0.split(separator: ",") }.map { item in item.filter { !$0.isWhitespace } }
    }
}
