/// A password digest of Logto's format for the hashes of other systems, `["<algorithm>", [arguments…], "<hash>"]`: the
/// argument `@` stands for the password (spec `logto-management-api.md` §6.3).
package struct LegacyPassword: Equatable, Sendable {
    package enum Algorithm: Equatable, Sendable {
        /// All arguments in a row, hashed; in hexadecimal.
        case digest(name: String)
        /// In hexadecimal.
        case pbkdf2(salt: [UInt8], iterations: Int, count: Int, digest: String)
        /// In base64.
        case firebaseScrypt(salt: String, signerKey: String, saltSeparator: String, rounds: Int, memoryCost: Int)
    }

    package enum Flaw: Error, Equatable {
        case format
        case algorithm(String)
    }

    package let algorithm: Algorithm
    package let arguments: [String]
    package let hash: String

    package init(parsing text: String) throws(Flaw) {
        guard
            let parts = (try? JSON(parsing: text))?.array, parts.count == 3,
            let name = parts[0].string, let values = parts[1].array, let hash = parts[2].string,
            case let arguments = values.compactMap(\.string), arguments.count == values.count
        else { throw .format }
        guard name == "pbkdf2" || name == "firebase-scrypt" || Self.digests.contains(name.lowercased()) else {
            throw .algorithm(name)
        }
        guard arguments.contains("@") else { throw .format }
        self.arguments = arguments
        self.hash = hash
        switch name {
        case "pbkdf2": self.algorithm = try Self.pbkdf2(arguments)
        case "firebase-scrypt": self.algorithm = try Self.firebaseScrypt(arguments)
        default: self.algorithm = .digest(name: name)
        }
    }

    private static func pbkdf2(_ arguments: [String]) throws(Flaw) -> Algorithm {
        guard
            arguments.count >= 4, let salt = Self.salt(arguments[0]), let iterations = Int(arguments[1]),
            let count = Int(arguments[2])
        else { throw .format }
        return .pbkdf2(salt: salt, iterations: iterations, count: count, digest: arguments[3])
    }

    private static func firebaseScrypt(_ arguments: [String]) throws(Flaw) -> Algorithm {
        guard arguments.count >= 5, let rounds = Int(arguments[3]), let cost = Int(arguments[4]) else { throw .format }
        return .firebaseScrypt(
            salt: arguments[0], signerKey: arguments[1], saltSeparator: arguments[2], rounds: rounds, memoryCost: cost)
    }

    private static func salt(_ text: String) -> [UInt8]? {
        guard text.hasPrefix("hex:") else { return Array(text.utf8) }
        let digits = Array(text.dropFirst(4).utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// The hash functions by Node's names that libcrypto has without its legacy provider.
    package static let digests: Set<String> = [
        "md5", "md5-sha1", "sha1", "sha224", "sha256", "sha384", "sha512", "sha512-224", "sha512-256", "sha3-224",
        "sha3-256", "sha3-384", "sha3-512", "shake128", "shake256", "blake2b512", "blake2s256", "ripemd160", "sm3",
    ]
}
