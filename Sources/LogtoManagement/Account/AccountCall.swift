import Core
import Logto
import Storage

/// A request to a route of the Account API, after all that is checked before a handler sees it.
struct AccountCall: Sendable {
    let call: Call
    let caller: AccountCaller

    var body: JSON { self.call.body }

    /// The caller's user.
    func user() async throws -> LogtoUser {
        try await self.call.read { db in try db.existingUser(self.caller.userID) }
    }

    /// Changes the caller's user.
    ///
    /// - Returns: the user as it is then.
    @discardableResult
    func update(
        _ change: @escaping @Sendable (inout LogtoUser, Transaction) throws -> Void
    ) async throws -> LogtoUser {
        try await self.call.write { db in
            var user = try db.existingUser(self.caller.userID)
            try change(&user, db)
            try UserRules.checkLengths(user)
            user.updatedAt = self.call.now
            try db.update(user)
            return try db.existingUser(user.id)
        }
    }
}
