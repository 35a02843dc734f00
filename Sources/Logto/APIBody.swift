import Core
import HTTPTypes
import Hummingbird
import Web

/// Reads the body of a request to Logto's APIs (spec `logto-management-api.md` §1.2).
package enum APIBody {
    private static let jsonLimit = 1024 * 1024
    private static let formLimit = 56 * 1024

    /// An object or an array; an empty object where there is no body, or none that Logto reads. Text stays text, which
    /// no route takes.
    ///
    /// - Throws: a ``LogtoError`` without a code for text that is not JSON; `HTTPError` 413 for a body that is too large.
    package static func json(of request: Request) async throws -> JSON {
        guard let type = request.mediaType else { return [:] }
        if type == "application/x-www-form-urlencoded" {
            let form = FormParameters(encoded: try await request.bodyText(upTo: Self.formLimit))
            return .object(form.pairs.map { JSON.Member($0.name, .string($0.value)) })
        }
        if type.hasPrefix("text/") { return .string(try await request.bodyText(upTo: Self.formLimit)) }
        guard type == "application/json" || type.hasSuffix("+json") else { return [:] }
        let text = try await request.bodyText(upTo: Self.jsonLimit)
        guard !text.isEmpty else { return [:] }
        guard let first = text.first(where: { !$0.isWhitespace }), first == "{" || first == "[" else {
            throw LogtoError(nil, message: "invalid JSON, only supports object and array")
        }
        do {
            return try JSON(parsing: text)
        } catch {
            throw LogtoError(nil, message: JSON.reason(error))
        }
    }
}
