import Core

/// An address with items behind its query, as the real server's stack adds them (spec `patreon.md` §1.4).
enum RedirectLocation {
    static func adding(_ items: [(name: String, value: String?)], to uri: String) -> String {
        let encoded = FormURLEncoding.encode(
            items.compactMap { name, value in value.map { FormURLEncoding.Pair(name: name, value: $0) } })
        guard uri.contains("?") else { return "\(uri)?\(encoded)" }
        return uri.hasSuffix("?") || uri.hasSuffix("&") ? uri + encoded : "\(uri)&\(encoded)"
    }
}
