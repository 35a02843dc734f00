import Core
import HTTPTypes
import Logto
import Storage

/// `/users/:userId/password` and what is asked of it (spec `logto-management-api.md` §6.2, §6.3). No policy counts here.
enum UserPasswordAPI {
    private static let password = Schema.object([.required("password", .string([.least(1)]))])

    static let routes = [
        Route(
            .get, "/users/:userId/has-password", "Whether a user has a password",
            answer: .members(.required("hasPassword", .boolean)), handle: Self.hasPassword),
        Route(
            .patch, "/users/:userId/password", "Set a user's password", answer: .json(.user), body: Self.password,
            handle: Self.set),
        Route(
            .post, "/users/:userId/password/verify", "Check a user's password", status: .noContent,
            body: Self.password, handle: Self.verify),
        Route(
            .patch, "/users/:userId/password/expiration", "Declare a user's password expired, or no longer",
            answer: .json(.user), body: .object([.required("isExpired", .boolean)]), handle: Self.expire),
    ]

    @Sendable private static func hasPassword(_ call: Call) async throws -> Answer {
        try await call.read { db in
            .json(["hasPassword": .bool(try db.existingUser(call.id("userId")).passwordHash != nil)])
        }
    }

    @Sendable private static func set(_ call: Call) async throws -> Answer {
        let password = call.body["password"]?.string ?? ""
        return .json(UserBody.json(try await call.setPassword(password, of: call.id("userId"))))
    }

    @Sendable private static func verify(_ call: Call) async throws -> Answer {
        let password = call.body["password"]?.string ?? ""
        let user = try await call.read { db in try db.existingUser(call.id("userId")) }
        guard user.accepts(password) else { throw LogtoError.wrongPassword }
        try await call.adopt(password, of: user)
        return .none
    }

    /// Beside the age of the password, which counts by itself.
    @Sendable private static func expire(_ call: Call) async throws -> Answer {
        try await call.write { db in
            var user = try db.existingUser(call.id("userId"))
            let isExpired = call.body["isExpired"]?.bool ?? false
            if isExpired, try db.signInExperience().passwordExpiration.enabled != true {
                throw LogtoError("sign_in_experiences.password_expiration_not_enabled")
            }
            user.isPasswordExpired = isExpired
            user.updatedAt = call.now
            try db.update(user)
            return .json(UserBody.json(user))
        }
    }
}
