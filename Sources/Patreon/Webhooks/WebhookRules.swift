import Core
import OAuth

/// What a webhook may be (spec `patreon.md` §4.8).
enum WebhookRules {
    /// Patreon wants https. In the clear only what stays on this machine or in its network is called, and that only where
    /// the configuration does not forbid it.
    ///
    /// - Returns: what is wrong with an address.
    static func objection(to uri: String, httpsOnly: Bool) -> String? {
        guard ClientRules.isWebAddress(uri), let url = WebURL(uri), let host = url.host, !host.isEmpty else {
            return "is not a web address, such as https://example.com/hook"
        }
        if url.scheme == "https" { return nil }
        if httpsOnly { return "does not begin with https://" }
        let isLocal =
            !host.contains(".") || host.hasPrefix("127.") || host.hasPrefix("[")
            || [".localhost", ".internal", ".local", ".test"].contains { host.hasSuffix($0) }
        return isLocal ? nil : "does not begin with https://, which only local receivers may"
    }

    static let triggerNames = WebhookTrigger.allCases.map(\.rawValue)

    static let secretLength = 64
}
