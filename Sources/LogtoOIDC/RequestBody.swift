import Core
import Foundation
import HTTPTypes
import Hummingbird
import OAuth
import Web

/// Reads what is posted to the provider (spec `logto-oidc.md` §1.3).
enum RequestBody {
    private static let limit = 56 * 1024

    /// The body's parameters; none where the request says nothing of its type, or its JSON does not parse.
    ///
    /// - Throws: `OAuthError` for another type of body, ``OIDCError`` for a NUL in it; `HTTPError` 413 for one that is
    ///   too large.
    static func parameters(of request: Request) async throws -> FormParameters {
        try Self.withoutNulls(FormParameters(try await Self.content(of: request).formPairs))
    }

    /// The parameters of a request that Logto turns into a GET; `nil` where it does not, so that there is no route for
    /// it: JSON whose members are not all scalars or lists of at least two.
    static func query(of request: Request) async throws -> FormParameters? {
        let content = try await Self.content(of: request)
        guard content.fitsIntoQuery else { return nil }
        return try Self.withoutNulls(FormParameters(content.formPairs))
    }

    fileprivate enum Content {
        case form([(name: String, value: String)])
        case json([JSON.Member])
    }

    private static func content(of request: Request) async throws -> Content {
        switch request.mediaType {
        case nil:
            return .form([])
        case "application/x-www-form-urlencoded":
            return .form(FormURLEncoding.decode(try await Self.text(of: request)))
        case "application/json":
            let text = try await Self.text(of: request)
            return .json((try? JSON(parsing: text))?.members ?? [])
        default:
            let path = request.uri.path.dropFirst("/oidc".count)
            throw OAuthError.invalidRequest(
                "only application/x-www-form-urlencoded content-type bodies are supported on POST \(path)")
        }
    }

    /// The body in the character set that it names; UTF-8 if that is unknown.
    private static func text(of request: Request) async throws -> String {
        let charset = request.headers[.contentType].flatMap(Self.charset(of:))
        let encoding: String.Encoding? =
            switch charset {
            case "latin1", "iso-8859-1": .isoLatin1
            case "utf16le", "utf-16le": .utf16LittleEndian
            default: nil
            }
        guard let encoding else { return try await request.bodyText(upTo: Self.limit) }
        let buffer = try await request.body.collect(upTo: Self.limit)
        return String(data: Data(buffer.readableBytesView), encoding: encoding) ?? ""
    }

    /// The parameter `charset` of a content type, lower case and without quotes.
    private static func charset(of contentType: String) -> String? {
        let parameters = contentType.lowercased().split(separator: ";").dropFirst()
        for parameter in parameters {
            let parts = parameter.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if parts.count == 2, parts[0] == "charset" { return parts[1].trimmingCharacters(in: ["\""]) }
        }
        return nil
    }

    private static func withoutNulls(_ parameters: FormParameters) throws -> FormParameters {
        if parameters.pairs.contains(where: { $0.name.contains("\0") || $0.value.contains("\0") }) {
            throw OIDCError(
                .invalidRequest("null bytes are not allowed in the request body"), reach: .beforeRouting)
        }
        return parameters
    }
}

extension RequestBody.Content {
    /// An object's scalars, and the scalars of its lists, as a form would carry them.
    fileprivate var formPairs: [(name: String, value: String)] {
        switch self {
        case .form(let pairs): pairs
        case .json(let members):
            members.flatMap { member in
                (member.value.array ?? [member.value]).compactMap { value in
                    value.scalarText.map { (name: member.name, value: $0) }
                }
            }
        }
    }

    fileprivate var fitsIntoQuery: Bool {
        switch self {
        case .form: true
        case .json(let members):
            members.allSatisfy { member in
                member.value.array.map { $0.count >= 2 } ?? (member.value.scalarText != nil)
            }
        }
    }
}

extension JSON {
    fileprivate var scalarText: String? {
        switch self {
        case .string(let text): text
        case .int, .double, .bool: self.text()
        case .null, .array, .object: nil
        }
    }
}
