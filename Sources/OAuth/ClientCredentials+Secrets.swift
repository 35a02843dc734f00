/// What Logto's own code makes of a request before its engine sees it: the engine knows one secret of a client, so that
/// Logto looks up which of the client's secrets was sent (`packages/core/src/middleware/koa-app-secret-transpilation.ts`;
/// spec `logto-oidc.md` §11.1, "expired secret").
extension ClientCredentials {
    /// - Parameters:
    ///   - authorization: the header.
    ///   - id: `client_id` of the body, if it came once.
    ///   - secret: `client_secret` of the body, if it came once.
    /// - Returns: `nil` where Logto looks nothing up and leaves the request to the engine.
    /// - Throws: `malformedEscape`.
    package static func lookedUpByLogto(
        authorization: String?, id: String?, secret: String?
    ) throws(LogtoRefusal) -> ClientCredentials? {
        let header = try Self.header(authorization)
        let isInHeader = header.id?.isEmpty == false
        if isInHeader {
            if let id, !id.isEmpty, id != header.id { return nil }
            // Whoever begins with the header has to end with it.
            if header.secret?.isEmpty ?? true || secret?.isEmpty == false { return nil }
        }
        guard let id = header.id ?? id, let secret = header.secret ?? secret, !id.isEmpty, !secret.isEmpty else {
            return nil
        }
        return ClientCredentials(id: id, secret: secret)
    }

    private typealias Header = (id: String?, secret: String?)

    /// What stands before the first colon, and between it and the second.
    private static func header(_ text: String?) throws(LogtoRefusal) -> Header {
        guard let text, let bytes = Self.logtoBasicText(text), text.utf8.last != UInt8(ascii: " ") else {
            return Header(nil, nil)
        }
        let parts = bytes.split(separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
        for part in parts.prefix(2) where Self.formDecoded(part) == nil { throw .malformedEscape }
        return Header(Self.printable(parts[0]), parts.count > 1 ? Self.printable(parts[1]) : nil)
    }
}
