import Hummingbird

extension Request {
    /// The origin that the client knows the server by: one of Patreon's own names where it used one, which can only have
    /// been over TLS, else the world's (spec `patreon.md` §0.4, §3.3).
    func patreonOrigin(_ configured: String) -> String {
        guard let authority = self.head.authority?.lowercased() else { return configured }
        let pieces = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard let host = pieces.first, Self.patreonHosts.contains(String(host)) else { return configured }
        if pieces.count == 1 { return "https://\(host)" }
        guard pieces.count == 2, let port = UInt16(pieces[1]) else { return configured }
        return port == 443 ? "https://\(host)" : "https://\(host):\(port)"
    }

    private static let patreonHosts: Set<String> = ["www.patreon.com", "patreon.com", "api.patreon.com"]
}
