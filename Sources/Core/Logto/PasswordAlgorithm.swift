/// How a password was hashed that came from another system (spec `logto-management-api.md` §6.3).
package enum PasswordAlgorithm: String, CaseIterable, Sendable {
    case argon2i = "Argon2i"
    case argon2id = "Argon2id"
    case argon2d = "Argon2d"
    case sha1 = "SHA1"
    case sha256 = "SHA256"
    case md5 = "MD5"
    case bcrypt = "Bcrypt"
    case legacy = "Legacy"

    /// The libcrypto of Debian 12 has neither Argon2 nor bcrypt: such digests are kept and shown, and match nothing.
    package var canBeChecked: Bool {
        switch self {
        case .argon2i, .argon2id, .argon2d, .bcrypt: false
        case .sha1, .sha256, .md5, .legacy: true
        }
    }

    /// How long a digest may be.
    package static let longestDigest = 256
}
