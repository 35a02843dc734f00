import Foundation

/// A password hashed with Argon2 (RFC 9106), in the PHC string format: to be checked, for people whose passwords come from
/// elsewhere. libcrypto has it only from 3.2 on.
package struct Argon2: Sendable {
    package enum Kind: String, Sendable {
        case d = "argon2d"
        case i = "argon2i"
        case id = "argon2id"

        fileprivate var number: UInt32 {
            switch self {
            case .d: 0
            case .i: 1
            case .id: 2
            }
        }
    }

    package let kind: Kind
    /// KiB.
    let memory: Int
    let passes: Int
    let lanes: Int
    let salt: [UInt8]
    let hash: [UInt8]

    /// Blocks written in one hashing: what comes from outside must not stop the server for long.
    private static let limit = 1 << 20

    /// `$argon2id$v=19$m=8192,t=8,p=1$<salt>$<hash>`; `nil` for what is malformed, of another version, or too costly.
    package init?(_ text: String) {
        let fields = text.split(separator: "$", omittingEmptySubsequences: false)
        guard fields.count == 6, fields[0].isEmpty, let kind = Kind(rawValue: String(fields[1])), fields[2] == "v=19",
            let cost = fields[3].wholeMatch(of: /m=(\d{1,9}),t=(\d{1,9}),p=(\d{1,9})/),
            let memory = Int(cost.output.1), let passes = Int(cost.output.2), let lanes = Int(cost.output.3),
            let salt = Self.bytes(fields[4]), let hash = Self.bytes(fields[5])
        else { return nil }
        self.init(kind: kind, memory: memory, passes: passes, lanes: lanes, salt: salt, hash: hash)
    }

    init?(kind: Kind, memory: Int, passes: Int, lanes: Int, salt: [UInt8], hash: [UInt8]) {
        guard (1...16).contains(lanes), memory >= 8 * lanes, passes >= 1, memory <= Self.limit,
            memory * passes <= Self.limit, salt.count >= 8, (4...128).contains(hash.count)
        else { return nil }
        self.kind = kind
        self.memory = memory
        self.passes = passes
        self.lanes = lanes
        self.salt = salt
        self.hash = hash
    }

    package func fits(_ password: String) -> Bool {
        ConstantTime.equals(self.derive(Array(password.utf8)), self.hash)
    }

    /// - Parameters:
    ///   - secret, associated: parameters that Logto does not use, for the RFC's test vectors.
    func derive(_ password: [UInt8], secret: [UInt8] = [], associated: [UInt8] = []) -> [UInt8] {
        var first: [UInt8] = []
        for number in [self.lanes, self.hash.count, self.memory, self.passes, 0x13, Int(self.kind.number)] {
            first += Self.word(number)
        }
        for part in [password, self.salt, secret, associated] { first += Self.word(part.count) + part }
        let seed = Blake2b.hash(first, count: 64)
        var filling = Argon2Memory(self, seed: seed)
        filling.fill()
        return Self.longHash(filling.last, count: self.hash.count)
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text + padding).map(Array.init)
    }

    /// Little-endian.
    static func word(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    /// H' (RFC 9106 §3.3).
    static func longHash(_ bytes: [UInt8], count: Int) -> [UInt8] {
        let input = Self.word(count) + bytes
        guard count > 64 else { return Blake2b.hash(input, count: count) }
        var block = Blake2b.hash(input, count: 64)
        var output = Array(block.prefix(32))
        while count - output.count > 64 {
            block = Blake2b.hash(block, count: 64)
            output += block.prefix(32)
        }
        return output + Blake2b.hash(block, count: count - output.count)
    }
}
