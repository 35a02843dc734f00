/// A public key as JSON (RFC 7517). It has no member for anything secret: what is decoded into one, and what is
/// published from one, is public.
package struct JWK: Codable, Equatable, Sendable {
    package var kty: String
    package var use: String?
    package var kid: String?
    package var alg: String?
    package var crv: String?
    package var x: String?
    package var y: String?
    package var e: String?
    package var n: String?

    package init(
        kty: String, use: String? = nil, kid: String? = nil, alg: String? = nil,
        crv: String? = nil, x: String? = nil, y: String? = nil,
        e: String? = nil, n: String? = nil
    ) {
        self.kty = kty
        self.use = use
        self.kid = kid
        self.alg = alg
        self.crv = crv
        self.x = x
        self.y = y
        self.e = e
        self.n = n
    }

    /// The members that are there, in the order in which Logto sends them.
    package var members: [(name: String, value: String)] {
        let members = [
            ("kty", self.kty), ("use", self.use), ("kid", self.kid), ("alg", self.alg),
            ("crv", self.crv), ("x", self.x), ("y", self.y), ("e", self.e), ("n", self.n),
        ]
        return members.compactMap { name, value in value.map { (name, $0) } }
    }

    /// A name that follows from the key (RFC 7638): the hash of the members that its type needs, sorted. No escaping, as
    /// none of their values can hold a character that wants it.
    package var thumbprint: String {
        let required = self.members.filter { !["use", "kid", "alg"].contains($0.name) }.sorted { $0.name < $1.name }
        let json = required.map { "\"\($0.name)\":\"\($0.value)\"" }.joined(separator: ",")
        return Base64URL.encode(Digest.sha256.hash("{\(json)}".utf8))
    }
}
