import Core
import HTTPTypes
import Logto
import Storage

/// `/users/:userId/custom-data` and `/profile` (spec `logto-management-api.md` §6.2): what is merged, not replaced.
enum UserProfileAPI {
    static let routes = [
        Route(
            .get, "/users/:userId/custom-data", "Read a user's custom data", answer: .json(.jsonObject),
            handle: Self.customData),
        Route(
            .patch, "/users/:userId/custom-data", "Merge a user's custom data", answer: .json(.jsonObject),
            body: .object([.required("customData", .jsonObject)]), handle: Self.mergeCustomData),
        Route(
            .patch, "/users/:userId/profile", "Merge a user's profile", answer: .json(.jsonObject),
            body: .object([.required("profile", UserSchemas.profile)]), handle: Self.mergeProfile),
    ]

    @Sendable private static func customData(_ call: Call) async throws -> Answer {
        try await call.read { db in .json(try db.existingUser(call.id("userId")).customData) }
    }

    @Sendable private static func mergeCustomData(_ call: Call) async throws -> Answer {
        try await call.write { db in
            var user = try db.existingUser(call.id("userId"))
            user.customData = user.customData.merging(call.body["customData"] ?? [:])
            user.updatedAt = call.now
            try db.update(user)
            return .json(user.customData)
        }
    }

    @Sendable private static func mergeProfile(_ call: Call) async throws -> Answer {
        try await call.write { db in
            var user = try db.existingUser(call.id("userId"))
            user.profile = user.profile.merging(call.body["profile"] ?? [:])
            user.updatedAt = call.now
            try db.update(user)
            return .json(user.profile)
        }
    }
}
