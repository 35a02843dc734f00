/// The value of `scope`: names in the order they came, each once (RFC 6749 §3.3).
package struct Scope: Equatable, Sendable, CustomStringConvertible {
    package let names: [String]

    package init(_ names: some Sequence<String>) {
        var known: Set<String> = []
        self.names = names.filter { known.insert($0).inserted }
    }

    /// Reads a list with spaces between its names; more spaces than one count as one.
    package init(parsing text: String) {
        // Scalars, because a space and a combining mark after it are one `Character`.
        self.init(text.unicodeScalars.split(separator: " ").map(String.init))
    }

    /// The list as it is sent.
    package var description: String { self.names.joined(separator: " ") }

    package var isEmpty: Bool { self.names.isEmpty }

    package func contains(_ name: String) -> Bool { self.names.contains(name) }

    /// What Logto's engine asks of the text before it reads it: the grammar of RFC 6749 §3.3, which has no room for spaces
    /// at the ends nor for two in a row (spec `logto-oidc.md` §6.3).
    package static func check(_ text: String) throws(OAuthError) {
        let names = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        let isValid = names.allSatisfy { !$0.isEmpty && $0.allSatisfy(Self.isAllowed) }
        guard isValid else { throw .invalidScope("scope contains invalid characters") }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
}
