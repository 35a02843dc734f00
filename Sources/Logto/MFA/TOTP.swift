import Core
import JOSE

/// Codes that an authenticator app and a server make of a secret and the time (RFC 6238), as Logto's are: six digits by
/// HMAC-SHA-1, a new code every thirty seconds.
package struct TOTP: Sendable {
    private static let step: Int64 = 30
    private static let digits = 6

    private let key: [UInt8]

    /// - Parameter secret: base32.
    package init?(secret: String) {
        guard let key = Base32.decode(secret) else { return nil }
        self.key = key
    }

    /// A secret of 160 bits (RFC 4226 §4, R6).
    package static func secret(_ entropy: Entropy) -> String { Base32.encode(entropy.bytes(20)) }

    package func code(at time: Instant) -> String { self.code(step: Self.step(at: time)) }

    /// Whether a code is that of now, or of the step before or after: clocks differ, and people are slow (RFC 6238 §5.2).
    package func accepts(_ code: String, at time: Instant) -> Bool {
        let now = Self.step(at: time)
        return (now - 1...now + 1).contains { ConstantTime.equals(self.code(step: $0), code) }
    }

    private static func step(at time: Instant) -> Int64 { time.milliseconds / 1000 / Self.step }

    private func code(step: Int64) -> String {
        HOTP.code(key: self.key, counter: UInt64(clamping: step), digits: Self.digits)
    }
}

/// A code for each value of a counter (RFC 4226 §5.3).
package enum HOTP {
    package static func code(key: [UInt8], counter: UInt64, digits: Int, digest: Digest = .sha1) -> String {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: counter >> (56 - 8 * $0)) }
        let hash = digest.hmac(bytes, key: key)
        let offset = Int(hash[hash.count - 1] & 0x0F)
        let number = hash[offset..<offset + 4].reduce(0) { $0 << 8 | UInt64($1) } & 0x7FFF_FFFF
        let modulus = (0..<digits).reduce(UInt64(1)) { power, _ in power * 10 }
        let code = String(number % modulus)
        return String(repeating: "0", count: digits - code.count) + code
    }
}
