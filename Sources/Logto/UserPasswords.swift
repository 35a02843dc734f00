import Core
import Foundation
import JOSE

extension LogtoUser {
    /// Whether this is the user's password. Takes some milliseconds, so that it has no place in a transaction.
    package func accepts(_ password: String) -> Bool {
        guard let digest = self.passwordHash else { return false }
        switch self.passwordAlgorithm {
        case nil: return PasswordHash.verify(password, against: digest)
        case .md5: return Digest.md5.hash(password.utf8).isWritten(digest)
        case .sha1: return Digest.sha1.hash(password.utf8).isWritten(digest)
        case .sha256: return Digest.sha256.hash(password.utf8).isWritten(digest)
        case .legacy: return (try? LegacyPassword(parsing: digest))?.accepts(password) ?? false
        case .argon2i: return Self.fits(password, digest, .i)
        case .argon2id: return Self.fits(password, digest, .id)
        case .argon2d: return Self.fits(password, digest, .d)
        case .bcrypt: return Bcrypt.fits(password, digest)
        }
    }

    private static func fits(_ password: String, _ digest: String, _ kind: Argon2.Kind) -> Bool {
        guard let argon = Argon2(digest), argon.kind == kind else { return false }
        return argon.fits(password)
    }

    /// Hashes the user's own password our way: Logto does so whenever one of another system was right (spec
    /// `logto-management-api.md` §6.2). It gets no younger by that.
    package mutating func rehash(_ password: String, entropy: Entropy) throws {
        self.passwordHash = try PasswordHash.hash(password, salt: entropy.bytes(16))
        self.passwordAlgorithm = nil
    }

    /// What the Management API says of a password of our own: Logto's own algorithm, though the digest is scrypt's.
    package var shownPasswordAlgorithm: PasswordAlgorithm? {
        self.passwordHash == nil ? nil : self.passwordAlgorithm ?? .argon2i
    }
}

extension PasswordAlgorithm {
    /// Checks a digest that somebody hands in, as Logto does: only the format of `Legacy` matters.
    package func check(_ digest: String) throws(LogtoError) {
        guard self == .legacy else { return }
        do throws(LegacyPassword.Flaw) {
            _ = try LegacyPassword(parsing: digest)
        } catch {
            switch error {
            case .format: throw LogtoError("password.invalid_legacy_password_format")
            case .algorithm(let name):
                throw LogtoError("password.unsupported_legacy_hash_algorithm", values: ["algorithm": name])
            }
        }
    }
}

extension LegacyPassword {
    func accepts(_ password: String) -> Bool {
        switch self.algorithm {
        case .digest(let name):
            let text = self.arguments.map { $0 == "@" ? password : $0 }.joined()
            return NamedDigest.hash(text.utf8, named: name)?.isWritten(self.hash) ?? false
        case .pbkdf2(let salt, let iterations, let count, let digest):
            let key = PBKDF2.derive(
                from: password, salt: salt, iterations: iterations, count: count, digest: digest)
            return key?.isWritten(self.hash) ?? false
        case .firebaseScrypt(let salt, let signerKey, let separator, let rounds, let memoryCost):
            guard
                let cost = ScryptCost(log2N: memoryCost, r: rounds, p: 1), let salt = Self.base64(salt),
                let separator = Self.base64(separator), let signerKey = Self.base64(signerKey),
                let expected = Self.base64(self.hash),
                let hash = try? FirebaseScrypt.hash(password, salt: salt + separator, signerKey: signerKey, cost: cost)
            else { return false }
            return !hash.isEmpty && ConstantTime.equals(hash, expected)
        }
    }

    /// Firebase's exports have the ordinary alphabet, what its SDK lists has the one for addresses.
    private static func base64(_ text: String) -> [UInt8]? {
        Data(base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/")).map(Array.init)
    }
}

extension [UInt8] {
    /// Whether `text` is these bytes in lower-case hexadecimal.
    fileprivate func isWritten(_ text: String) -> Bool {
        !self.isEmpty && ConstantTime.equals(self.hexadecimal, text)
    }
}
