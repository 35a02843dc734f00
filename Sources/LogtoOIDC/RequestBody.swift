import Core
import HTTPTypes
import Hummingbird
import OAuth
import Web

/// Reads what is posted to the provider (spec `logto-oidc.md` §1.3).
enum RequestBody {
    private static let limit = 56 * 1024

    /// The body's parameters; none where the request says nothing of its type, or its JSON does not parse.
    ///
    /// - Throws: `OAuthError` for another type of body; `HTTPError` 413 for a body that is too large.
    static func parameters(of request: Request) async throws -> FormParameters {
        switch request.mediaType {
        case nil:
            return FormParameters([])
        case "application/x-www-form-urlencoded":
            return try Self.withoutNulls(FormParameters(encoded: try await request.bodyText(upTo: Self.limit)))
        case "application/json":
            let json = try? JSON(parsing: try await request.bodyText(upTo: Self.limit))
            return try Self.withoutNulls(FormParameters(json?.formPairs ?? []))
        default:
            let path = request.uri.path.dropFirst("/oidc".count)
            throw OAuthError.invalidRequest(
                "only application/x-www-form-urlencoded content-type bodies are supported on POST \(path)")
        }
    }

    private static func withoutNulls(_ parameters: FormParameters) throws -> FormParameters {
        if parameters.pairs.contains(where: { $0.name.contains("\0") || $0.value.contains("\0") }) {
            throw OAuthError.invalidRequest("null bytes are not allowed in the request body")
        }
        return parameters
    }
}

extension JSON {
    /// An object's scalars, and the scalars of its lists, as a form would carry them.
    fileprivate var formPairs: [(name: String, value: String)] {
        (self.members ?? []).flatMap { member in
            (member.value.array ?? [member.value]).compactMap { value in
                value.scalarText.map { (name: member.name, value: $0) }
            }
        }
    }

    fileprivate var scalarText: String? {
        switch self {
        case .string(let text): text
        case .int, .double, .bool: self.text()
        case .null, .array, .object: nil
        }
    }
}
