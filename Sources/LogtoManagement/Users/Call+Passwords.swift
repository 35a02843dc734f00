import Core
import HTTPTypes
import JOSE
import Logto
import Storage

/// What administrators and users do with passwords alike. Hashing has no place in a transaction.
extension Call {
    /// - Returns: the user with the new password.
    func setPassword(_ password: String, of id: ID<LogtoUser>) async throws -> LogtoUser {
        let digest = try self.digest(of: password)
        return try await self.write { db in
            var user = try db.existingUser(id)
            user.setPassword(digest: digest, at: self.now)
            user.updatedAt = self.now
            try db.update(user)
            return user
        }
    }

    func digest(of password: String) throws -> String {
        try PasswordHash.hash(password, salt: self.parts.entropy.bytes(16))
    }

    /// Keeps a password that was imported and was right as one of our own from now on.
    func adopt(_ password: String, of user: LogtoUser) async throws {
        guard user.passwordAlgorithm != nil else { return }
        var hashed = user
        try hashed.rehash(password, entropy: self.parts.entropy)
        try await self.write { [hashed] db in
            guard var current = try db.user(user.id), current.passwordHash == user.passwordHash else { return }
            (current.passwordHash, current.passwordAlgorithm) = (hashed.passwordHash, nil)
            try db.update(current)
        }
    }
}

extension LogtoError {
    static var wrongPassword: LogtoError { LogtoError("session.invalid_credentials", .unprocessableContent) }
}
