import Core
import Logto

/// A user's own account as they see it: what their token's scopes and the account center allow (spec
/// `logto-management-api.md` §6.13).
enum AccountBody {
    static func json(_ user: LogtoUser, for caller: AccountCaller) -> JSON {
        let hasProfile = caller.has(.profile)
        func shown(_ field: AccountCenter.Field, _ hasScope: Bool, _ value: JSON) -> JSON? {
            hasScope && caller.center.allowsReading(field) ? value : nil
        }
        let account: JSON = [
            "id": .string(user.id.value),
            "name": shown(.name, hasProfile, .nullable(user.name)),
            "avatar": shown(.avatar, hasProfile, .nullable(user.avatar)),
            "username": shown(.username, hasProfile, .nullable(user.username)),
            "primaryEmail": shown(.email, caller.has(.email), .nullable(user.primaryEmail)),
            "primaryPhone": shown(.phone, caller.has(.phone), .nullable(user.primaryPhone)),
            "profile": shown(.profile, hasProfile, Self.profile(of: user, for: caller)),
            "customData": shown(.customData, caller.has(.customData), user.customData),
            "identities": shown(.social, caller.has(.identities), UserBody.identities(user)),
            "hasPassword": shown(.password, hasProfile, .bool(user.passwordHash != nil)),
        ]
        return account.adding(hasProfile ? Self.life(of: user) : [:])
            .adding(["hasSecurityVerificationMethod": .bool(user.hasSecurityVerificationMethod)])
    }

    /// The address has a scope of its own.
    static func profile(of user: LogtoUser, for caller: AccountCaller) -> JSON {
        caller.has(.address) ? user.profile : user.profile.setting("address", to: nil)
    }

    private static func life(of user: LogtoUser) -> JSON {
        let names = ["lastSignInAt", "createdAt", "updatedAt", "applicationId", "cimdClientId", "isSuspended"]
        return .object((UserBody.plain(user).members ?? []).filter { names.contains($0.name) })
    }
}
