/// A registered redirect URI with `*` in its host or path (spec `logto-oidc.md` §5, wildcard rule; seen in
/// `packages/core/src/oidc/redirect-uri/utils.ts` of logto-io/logto).
///
/// Host and path of a pattern are taken as they were written: neither percent-encoding nor dot segments nor anything but
/// ASCII in the host is normalized, so a pattern that has need of it matches nothing in Logto either.
struct RedirectPattern {
    /// All but host and path, read from the pattern with a word in place of each `*`.
    private let url: WebURL
    private let labels: [Substring]
    private let path: String

    /// `nil` for a pattern that Logto lets match nothing.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        let star = UInt8(ascii: "*")
        let concrete = bytes.flatMap { $0 == star ? Array("wildcard".utf8) : [$0] }
        guard let separator = bytes.firstRange(of: "://".utf8),
            let url = WebURL(String(decoding: concrete, as: UTF8.self))
        else { return nil }
        let rest = bytes[separator.upperBound...]
        let hostAndPath = rest.prefix { ![UInt8(ascii: "?"), UInt8(ascii: "#")].contains($0) }
        guard !bytes[..<separator.lowerBound].contains(star), !rest[hostAndPath.endIndex...].contains(star) else {
            return nil
        }
        let pathStart = hostAndPath.firstIndex(of: UInt8(ascii: "/")) ?? hostAndPath.endIndex
        guard let labels = Self.labels(hostAndPath[..<pathStart]) else { return nil }
        self.url = url
        self.labels = labels
        let path = hostAndPath[pathStart...]
        self.path = path.isEmpty ? "/" : String(decoding: path, as: UTF8.self)
    }

    /// The labels of an authority that may stand in a pattern: no user, no IPv6 address, and a `*` only before the last
    /// two labels, so that neither `*.com` nor `example.*` is a pattern.
    private static func labels(_ authority: ArraySlice<UInt8>) -> [Substring]? {
        guard !authority.isEmpty, !authority.contains(UInt8(ascii: "@")), authority.first != UInt8(ascii: "[") else {
            return nil
        }
        let host = authority.prefix { $0 != UInt8(ascii: ":") }
        let labels = String(decoding: host, as: UTF8.self).lowercased().split(
            separator: ".", omittingEmptySubsequences: false)
        guard !labels.suffix(2).contains(where: { $0.utf8.contains(UInt8(ascii: "*")) }) else { return nil }
        return labels
    }

    func matches(_ candidate: WebURL) -> Bool {
        // Logto compares `search` and `hash`, which do not tell an empty one from none.
        self.matchesOrigin(candidate)
            && Self.glob(self.path[...], matches: candidate.path[...], least: 0)
            && candidate.query ?? "" == self.url.query ?? ""
            && candidate.fragment ?? "" == self.url.fragment ?? ""
    }

    /// Whether it is a page of a host that the pattern stands for.
    func matchesOrigin(_ candidate: WebURL) -> Bool {
        candidate.scheme == self.url.scheme && candidate.effectivePort == self.url.effectivePort
            && self.matchesHost(candidate.host ?? "")
    }

    private func matchesHost(_ host: String) -> Bool {
        // Lowercase already, unless the scheme is not one of the web's.
        let labels = host.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        return labels.count == self.labels.count
            && zip(self.labels, labels).allSatisfy { Self.glob($0, matches: $1, least: 1) }
    }

    /// Whether `text` is `pattern` with at least so many bytes for each `*`. Taking each literal piece where it first
    /// occurs is enough: what is left over goes to the next `*`.
    private static func glob(_ pattern: Substring, matches text: Substring, least: Int) -> Bool {
        var pieces = pattern.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
        let first = pieces.removeFirst()
        guard let last = pieces.popLast() else { return text.utf8.elementsEqual(first) }
        var rest = Array(text.utf8)[...]
        guard rest.starts(with: first) else { return false }
        rest.removeFirst(first.count)
        for piece in pieces {
            guard let found = rest.dropFirst(least).firstRange(of: piece) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.count >= last.count + least && rest.suffix(last.count).elementsEqual(last)
    }
}
