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

    /// How long a digest may be.
    package static let longestDigest = 256
}
