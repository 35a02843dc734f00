/// A world's source of chance: every code, token and identifier is made from it.
package struct Entropy: Sendable {
    private let read: @Sendable (_ count: Int) -> [UInt8]

    /// - Parameter read: answers with as many bytes as it is asked for.
    package init(_ read: @escaping @Sendable (_ count: Int) -> [UInt8]) {
        self.read = read
    }

    package func bytes(_ count: Int) -> [UInt8] { self.read(count) }

    /// A string of evenly distributed characters. Bytes that would favour some characters are thrown away.
    package func string(_ count: Int, of alphabet: Alphabet) -> String {
        let size = alphabet.characters.count
        let limit = 256 - 256 % size
        var characters: [UInt8] = []
        characters.reserveCapacity(count)
        while characters.count < count {
            for byte in self.bytes(count - characters.count) where Int(byte) < limit {
                characters.append(alphabet.characters[Int(byte) % size])
            }
        }
        return String(decoding: characters, as: UTF8.self)
    }

    package struct Alphabet: Sendable {
        package let characters: [UInt8]

        package init(_ characters: String) {
            self.characters = Array(characters.utf8)
        }

        private static let digits = "0123456789"
        private static let lowercase = "abcdefghijklmnopqrstuvwxyz"
        private static let uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

        /// Logto's ids.
        package static let lowercaseAlphanumeric = Alphabet(digits + lowercase)
        /// Secrets, and Patreon's authorization codes.
        package static let alphanumeric = Alphabet(digits + uppercase + lowercase)
        /// Opaque tokens of both services.
        package static let urlSafe = Alphabet(uppercase + lowercase + digits + "-_")
        /// Verification codes.
        package static let decimal = Alphabet(digits)
        package static let hexadecimal = Alphabet(digits + "abcdef")
        /// Device flow (spec `logto-oidc.md` §16): no vowels, and nothing that looks like something else.
        package static let userCode = Alphabet("BCDFGHJKLMNPQRSTVWXZ")
    }
}

extension Entropy {
    /// 43 URL-safe characters: codes, opaque tokens, session and interaction ids (spec `logto-oidc.md` §18).
    package func token() -> String { self.string(43, of: .urlSafe) }

    /// Id of an application, a verification record, a role, a scope or a resource (§18).
    package func longID() -> String { self.string(21, of: .lowercaseAlphanumeric) }

    /// Id of a user, an organization or a connector (§18).
    package func shortID() -> String { self.string(12, of: .lowercaseAlphanumeric) }

    /// A version 4 UUID (RFC 9562 §5.4).
    package func uuid() -> String {
        var bytes = self.bytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0x0F)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
