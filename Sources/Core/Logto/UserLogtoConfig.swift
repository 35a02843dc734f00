/// What Logto remembers of a user's choices about second factors and passkeys: `logtoConfig`
/// (spec `logto-management-api.md` §6.2, `…/logto-configs`).
package struct UserLogtoConfig: Equatable, Sendable {
    /// Whether the user has turned second factors on; `nil` for whoever has never been asked.
    package var isMFAEnabled: Bool?
    /// The user does not want to be asked to set one up.
    package var isMFASkipped = false
    /// The user does not want to be asked for one at each sign-in.
    package var skipsMFAOnSignIn = false
    package var isPasskeySkipped = false

    package init() {}
}
