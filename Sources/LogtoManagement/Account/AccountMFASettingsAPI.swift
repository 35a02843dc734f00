import Core
import HTTPTypes
import Logto
import Storage

/// `/my-account/mfa-settings` and `/my-account/logto-configs` (spec `logto-management-api.md` §4.9): what users choose
/// about second factors and passkeys.
enum AccountMFASettingsAPI {
    private static let settings = "/my-account/mfa-settings"
    private static let configs = "/my-account/logto-configs"

    static let routes = [
        Route.account(
            .get, Self.settings, "Read whether one is asked at sign-in",
            answer: .members(.required("skipMfaOnSignIn", .boolean)), handle: Self.showSettings),
        Route.account(
            .patch, Self.settings, "Choose whether one is asked at sign-in",
            answer: .members(.required("skipMfaOnSignIn", .boolean)),
            body: .object([.required("skipMfaOnSignIn", .boolean)]), handle: Self.changeSettings),
        Route.account(.get, Self.configs, "Read one's choices", answer: .json(.logtoConfig), handle: Self.showConfigs),
        Route.account(
            .patch, Self.configs, "Change one's choices", answer: .json(.logtoConfig), body: UserLogtoConfigAPI.change,
            handle: Self.changeConfigs),
    ]

    private static func json(_ config: UserLogtoConfig) -> JSON {
        ["skipMfaOnSignIn": .bool(config.skipsMFAOnSignIn)]
    }

    /// The passkeys' field, or that of all factors where it is not set.
    private static func passkeyField(_ caller: AccountCaller) -> AccountCenter.Field {
        caller.center.fields[.passkey] == nil ? .mfa : .passkey
    }

    @Sendable private static func showSettings(_ account: AccountCall) async throws -> Answer {
        try account.caller.require(.identities, otherwise: .unauthorized)
        try account.caller.requireReading(.mfa)
        return try await account.call.read { db in .json(Self.json(try db.logtoConfig(of: account.caller.userID))) }
    }

    @Sendable private static func changeSettings(_ account: AccountCall) async throws -> Answer {
        try account.caller.requireVerification()
        try account.caller.require(.identities, otherwise: .unauthorized)
        try account.caller.requireEditing(.mfa)
        try account.caller.requireFirstParty()
        let skips = account.body["skipMfaOnSignIn"]?.bool ?? false
        try await account.update { user, db in
            var config = try db.logtoConfig(of: user.id)
            config.skipsMFAOnSignIn = skips
            try db.put(config, of: user.id)
        }
        return .json(["skipMfaOnSignIn": .bool(skips)])
    }

    @Sendable private static func showConfigs(_ account: AccountCall) async throws -> Answer {
        try account.caller.require(.identities, otherwise: .unauthorized)
        try account.caller.requireReading(Self.passkeyField(account.caller))
        return try await account.call.read { db in
            .json(UserLogtoConfigAPI.json(try db.logtoConfig(of: account.caller.userID)))
        }
    }

    @Sendable private static func changeConfigs(_ account: AccountCall) async throws -> Answer {
        try account.caller.requireVerification()
        try account.caller.require(.identities, otherwise: .unauthorized)
        try account.caller.requireEditing(Self.passkeyField(account.caller))
        try account.caller.requireFirstParty()
        return try await account.call.write { db in
            .json(try UserLogtoConfigAPI.apply(account.body, to: account.caller.userID, account.call, in: db))
        }
    }
}
