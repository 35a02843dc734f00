import Core
import HTTPTypes
import Logto
import Storage

/// `POST /my-account/password` (spec `logto-management-api.md` §6.13).
enum AccountPasswordAPI {
    static let routes = [
        Route.account(
            .post, "/my-account/password", "Set one's password", status: .noContent,
            body: .object([.required("password", .string([.least(1)]))]), handle: Self.set)
    ]

    @Sendable private static func set(_ account: AccountCall) async throws -> Answer {
        let password = account.body["password"]?.string ?? ""
        try account.caller.requireFirstParty()
        let (user, policy) = try await account.call.read { db in
            (try db.existingUser(account.caller.userID), try db.signInExperience().passwordPolicy)
        }
        try account.caller.requireVerificationIfPossible(user)
        try account.caller.requireEditing(.password)
        let issues = policy.issues(
            of: password, for: PasswordUserInfo(user), breached: account.call.parts.breachedPasswords)
        if !issues.isEmpty { throw LogtoError.passwordRejected(issues) }
        if user.shownPasswordAlgorithm == .argon2i, user.accepts(password) {
            throw LogtoError("user.same_password", .unprocessableContent)
        }
        _ = try await account.call.setPassword(password, of: user.id)
        return .none
    }
}
