/// Whether a redirect URI is one of the registered ones: Logto's own comparison, which is not the string comparison that
/// OAuth asks for (spec `logto-oidc.md` §5; seen in `packages/core/src/oidc/redirect-uri/` of logto-io/logto).
///
/// Patreon compares strings, for which `contains` is enough.
package enum RedirectURI {
    /// - Parameter allowsLoopbackPorts: true for Native applications at the authorization endpoint (RFC 8252 §7.3),
    ///   false for all others, and for `post_logout_redirect_uri`.
    package static func matches(_ requested: String, registered: [String], allowsLoopbackPorts: Bool) -> Bool {
        // A pattern must never serve as a target, not even where the engine fills in the only registered URI.
        guard !requested.utf8.contains(UInt8(ascii: "*")), let candidate = WebURL(requested) else { return false }
        let isRegistered = registered.contains { text in
            if text.utf8.contains(UInt8(ascii: "*")) {
                return RedirectPattern(text)?.matches(candidate) ?? false
            }
            return WebURL(text)?.href == candidate.href
        }
        return isRegistered || allowsLoopbackPorts && Self.matchesButForPort(candidate, registered)
    }

    /// Whether pages of an origin may ask in a client's name: one of its redirect URIs is there, or may be. A custom
    /// scheme's origin is `null` (spec `logto-oidc.md` §17).
    package static func originIs(_ origin: String, ofOneOf registered: [String]) -> Bool {
        registered.contains { text in
            guard text.utf8.contains(UInt8(ascii: "*")) else { return WebURL(text)?.origin == origin }
            guard let url = WebURL(origin), url.origin == origin else { return false }
            return RedirectPattern(text)?.matchesOrigin(url) ?? false
        }
    }

    private static let loopbackHosts = ["localhost", "127.0.0.1", "[::1]"]

    /// Only the port may differ: `localhost` and `127.0.0.1` are two hosts.
    private static func matchesButForPort(_ candidate: WebURL, _ registered: [String]) -> Bool {
        guard candidate.scheme == "http", let host = candidate.host, Self.loopbackHosts.contains(host) else {
            return false
        }
        return registered.contains { WebURL($0)?.withoutPort.href == candidate.withoutPort.href }
    }
}

extension WebURL {
    fileprivate var withoutPort: WebURL {
        var url = self
        url.port = nil
        return url
    }
}
