import Core
import JOSE
import Logto
import Storage

/// The hashes of the passwords that a configuration gives in plain text. One that is in the database already and still
/// fits is kept, so that a restart changes nothing.
struct PasswordHashes: Sendable {
    private let config: Config
    private let store: Store
    private let entropy: Entropy

    init(_ config: Config, store: Store, entropy: Entropy) {
        self.config = config
        self.store = store
        self.entropy = entropy
    }

    func all() async throws -> [ID<LogtoUser>: String] {
        var hashes: [ID<LogtoUser>: String] = [:]
        for user in self.config.logto.users {
            guard let password = user.password else { continue }
            let existing = try await self.store.read { try $0.user(user.id) }
            if let existing, let hash = existing.passwordHash, existing.passwordAlgorithm == nil,
                existing.accepts(password)
            {
                hashes[user.id] = hash
            } else {
                hashes[user.id] = try PasswordHash.hash(password, salt: self.entropy.bytes(16), cost: .light)
            }
        }
        return hashes
    }
}
