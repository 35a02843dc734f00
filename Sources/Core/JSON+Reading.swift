import Foundation

extension JSON {
    /// Reads JSON text. Members come out sorted by name: their order carries no meaning (RFC 8259 §4).
    ///
    /// - Throws: `DecodingError` for text that is not JSON; ``reason(_:)`` words it.
    package init(parsing bytes: some Sequence<UInt8>) throws {
        self = try JSONDecoder().decode(JSON.self, from: Data(bytes))
    }

    package init(parsing text: String) throws {
        try self.init(parsing: text.utf8)
    }

    /// What was wrong with the text, in the parser's words, with the place where it was noticed.
    package static func reason(_ error: any Error) -> String {
        guard case DecodingError.dataCorrupted(let context) = error else { return "it is not JSON" }
        let underlying = context.underlyingError as NSError?
        return underlying?.userInfo[NSDebugDescriptionErrorKey] as? String ?? context.debugDescription
    }
}

extension JSON: Decodable {
    package init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: Name.self) {
            self = .object(
                try object.allKeys.map { Member($0.stringValue, try object.decode(JSON.self, forKey: $0)) }
                    .sorted { $0.name < $1.name })
            return
        }
        if var array = try? decoder.unkeyedContainer() {
            var values: [JSON] = []
            while !array.isAtEnd { values.append(try array.decode(JSON.self)) }
            self = .array(values)
            return
        }
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let int = try? value.decode(Int64.self) {
            self = .int(int)
        } else if let double = try? value.decode(Double.self) {
            self = .double(double)
        } else {
            self = .string(try value.decode(String.self))
        }
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
