import Core
import HTTPTypes
import Logto
import Storage

/// `/my-account` and `/my-account/profile` (spec `logto-management-api.md` §4.9, §6.13).
enum AccountAPI {
    static let routes = [
        Route.account(.get, "/my-account", "Read one's account", answer: .json(.account)) { account in
            .json(AccountBody.json(try await account.user(), for: account.caller))
        },
        Route.account(
            .patch, "/my-account", "Update one's account", answer: .json(.account),
            body: .object([
                .nullish("name", .text), .nullish("avatar", .url), .nullish("username", UserSchemas.username),
                .optional("customData", .jsonObject),
            ]), handle: Self.update),
        Route.account(
            .patch, "/my-account/profile", "Update one's profile", answer: .json(UserSchemas.profile),
            body: UserSchemas.profile,
            handle: Self.updateProfile),
    ]

    @Sendable private static func update(_ account: AccountCall) async throws -> Answer {
        let (body, caller) = (account.body, account.caller)
        let fields: [(String, AccountCenter.Field)] = [
            ("name", .name), ("avatar", .avatar), ("username", .username), ("customData", .customData),
        ]
        for (name, field) in fields where body[name] != nil { try caller.requireEditing(field) }
        try caller.require(.profile, otherwise: .badRequest)
        if body["customData"] != nil { try caller.require(.customData, otherwise: .badRequest) }
        try caller.requireFirstParty()
        if body["username"] != nil { try caller.requireVerification() }
        try body.requireChange()
        let user = try await account.update { user, db in
            if let username = body.text("username") {
                user.username = username
                try user.requireIdentifier()
                if let username { try db.signInExperience().usernamePolicy.check(username) }
                try UserRules.refuseTaken(
                    [.username], username: username, email: nil, phone: nil, besides: user.id, in: db)
            }
            if let name = body.text("name") { user.name = name }
            if let avatar = body.text("avatar") { user.avatar = avatar }
            user.customData = body["customData"] ?? user.customData
        }
        return .json(AccountBody.json(user, for: caller))
    }

    /// What is sent is laid over what there is.
    @Sendable private static func updateProfile(_ account: AccountCall) async throws -> Answer {
        let (body, caller) = (account.body, account.caller)
        try caller.requireEditing(.profile)
        try caller.require(.profile, otherwise: .badRequest)
        if body["address"] != nil { try caller.require(.address, otherwise: .badRequest) }
        try caller.requireFirstParty()
        let user = try await account.update { user, _ in user.profile = user.profile.merging(body) }
        return .json(AccountBody.profile(of: user, for: caller))
    }
}
