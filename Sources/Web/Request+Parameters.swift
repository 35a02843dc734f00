import Hummingbird

extension Request {
    package var queryParameters: FormParameters {
        FormParameters(encoded: self.uri.query ?? "")
    }

    /// The request's form; empty when the body is of another type.
    ///
    /// - Throws: `HTTPError` 413 for a body of more than `limit` bytes.
    package func formParameters(upTo limit: Int = 56 * 1024) async throws -> FormParameters {
        guard self.mediaType == "application/x-www-form-urlencoded" else { return FormParameters([]) }
        return FormParameters(encoded: try await self.bodyText(upTo: limit))
    }

    /// The body as UTF-8; what is not UTF-8 becomes U+FFFD.
    package func bodyText(upTo limit: Int) async throws -> String {
        let buffer = try await self.body.collect(upTo: limit)
        return String(decoding: buffer.readableBytesView, as: UTF8.self)
    }

    /// The type and subtype of the body, lower case, without parameters.
    package var mediaType: String? {
        guard let value = self.headers[.contentType] else { return nil }
        let type = value.utf8.prefix { $0 != UInt8(ascii: ";") }.filter { $0 > 0x20 }
        return String(decoding: type, as: UTF8.self).lowercased()
    }
}
