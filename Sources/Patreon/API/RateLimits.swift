import Core
import Synchronization

/// Patreon's limits, where they are switched on: so many requests a client, a token, and for the edge so many bad
/// answers (spec `patreon.md` §3.8). Counted on the world's clock.
final class RateLimits: Sendable {
    private struct Windows {
        var requests: [String: [Instant]] = [:]
        var badAnswers: [Instant] = []
        var blockedUntil: Instant?

        mutating func forget(before time: Instant) {
            self.requests = self.requests.filter { ($0.value.last ?? time) > time }
        }
    }

    private let isOn: Bool
    private let windows = Mutex(Windows())

    init(isOn: Bool) {
        self.isOn = isOn
    }

    private static let perClient = (count: 100, milliseconds: Int64(2000))
    private static let perToken = (count: 100, milliseconds: Int64(60_000))
    private static let bad = (count: 2000, milliseconds: Int64(600_000), blocked: Int64(1_800_000))

    /// - Throws: the API's 429, with the seconds until there is room again.
    func admit(token: String, client: ID<PatreonClient>, at now: Instant) throws(PatreonError) {
        guard self.isOn else { return }
        let wait = self.windows.withLock { windows -> Int64? in
            let limits = [("client \(client)", Self.perClient), ("token \(token)", Self.perToken)]
            for (key, limit) in limits {
                let recent = (windows.requests[key] ?? []).filter {
                    now < $0.advanced(byMilliseconds: limit.milliseconds)
                }
                windows.requests[key] = recent
                if recent.count >= limit.count, let oldest = recent.first {
                    return oldest.advanced(byMilliseconds: limit.milliseconds).milliseconds - now.milliseconds
                }
            }
            if windows.requests.count > 1000 { windows.forget(before: now.advanced(byMilliseconds: -60_000)) }
            for (key, _) in limits { windows.requests[key, default: []].append(now) }
            return nil
        }
        if let wait { throw .throttled(retryAfterSeconds: (wait + 999) / 1000) }
    }

    /// - Throws: the edge's 429.
    func passEdge(at now: Instant) throws(PatreonError) {
        guard self.isOn else { return }
        let isBlocked = self.windows.withLock { windows in windows.blockedUntil.map { now < $0 } ?? false }
        if isBlocked { throw .blockedByEdge }
    }

    func noteBadAnswer(at now: Instant) {
        guard self.isOn else { return }
        self.windows.withLock { windows in
            windows.badAnswers = windows.badAnswers.filter { now < $0.advanced(byMilliseconds: Self.bad.milliseconds) }
            windows.badAnswers.append(now)
            guard windows.badAnswers.count > Self.bad.count else { return }
            windows.badAnswers = []
            windows.blockedUntil = now.advanced(byMilliseconds: Self.bad.blocked)
        }
    }
}
