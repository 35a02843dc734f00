/// How a persona misbehaves by itself (spec `patreon.md` §8).
package enum PatreonBehaviour: String, CaseIterable, Sendable {
    /// Says no whatever is pressed on the approval page.
    case denies
    /// Its tokens are issued late, after what most clients wait for.
    case slowToken
    /// The API answers late to its tokens, after what Logto waits for.
    case slowProfile
    /// Has disconnected the app by the time that a token is to be refreshed.
    case revokedRefresh
    /// Has disconnected the app by the time that the API is asked.
    case revokedAccess
    /// Every charge of its card is declined.
    case declinedCard
}
