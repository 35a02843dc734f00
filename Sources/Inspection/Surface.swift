/// The origins of a world that are watched: what an application under test talks to. The console is not.
package enum Surface: String, CaseIterable, Sendable {
    case logto, patreon
}
