import Core

/// A URL as browsers and Node.js understand one, which is how Logto compares and builds redirect URIs
/// (URL Standard, https://url.spec.whatwg.org). Parsing is in `WebURL+Parsing.swift`; there are no base URLs.
///
/// Every part is held in its serialized form: ASCII, percent-encoded, lowercase where the standard says so.
package struct WebURL: Hashable, Sendable {
    /// Without its colon.
    package let scheme: String
    package internal(set) var username = ""
    package internal(set) var password = ""
    /// An IPv6 address stands in brackets. `nil` for `mailto:x`, empty for `file:///x`.
    package internal(set) var host: String?
    /// `nil` when there is none or it is the scheme's default.
    package internal(set) var port: Int?
    package internal(set) var path = ""
    /// Without its question mark; `https://a/?` has an empty one, `https://a/` none.
    package internal(set) var query: String?
    /// Without its hash.
    package internal(set) var fragment: String?
    /// Whether the path is one opaque text rather than segments, as in `mailto:x`.
    package internal(set) var hasOpaquePath = false

    init(scheme: String) {
        self.scheme = scheme
    }
}

extension WebURL {
    /// The serializer (§4.5).
    package var href: String {
        var output = "\(self.scheme):"
        if let host = self.host {
            output += "//" + self.credentials + host
            if let port = self.port { output += ":\(port)" }
        } else if !self.hasOpaquePath, self.path.hasPrefix("//") {
            // Without this, what follows would be read back as a host.
            output += "/."
        }
        output += self.path
        if let query = self.query { output += "?\(query)" }
        if let fragment = self.fragment { output += "#\(fragment)" }
        return output
    }

    private var credentials: String {
        switch (self.username.isEmpty, self.password.isEmpty) {
        case (true, true): ""
        case (false, true): "\(self.username)@"
        case (_, false): "\(self.username):\(self.password)@"
        }
    }

    /// The port that a client would connect to; `nil` for schemes that have none.
    package var effectivePort: Int? { self.port ?? Self.defaultPorts[self.scheme] }

    /// Who the URL belongs to (§4.7); `null` for schemes that say nothing about it.
    package var origin: String {
        if self.scheme == "blob" {
            guard let inner = WebURL(self.path), ["http", "https"].contains(inner.scheme) else { return "null" }
            return inner.origin
        }
        guard self.isSpecial, self.scheme != "file", let host = self.host else { return "null" }
        return "\(self.scheme)://\(host)" + (self.port.map { ":\($0)" } ?? "")
    }

    static let defaultPorts = ["ftp": 21, "http": 80, "https": 443, "ws": 80, "wss": 443]

    /// Whether the scheme is one of the web's own, whose hosts and slashes are read more freely (§4.2).
    var isSpecial: Bool { self.scheme == "file" || Self.defaultPorts.keys.contains(self.scheme) }
}

extension WebURL {
    /// What the query says when it is read as a form.
    package var searchParameters: [FormURLEncoding.Pair] { FormURLEncoding.decode(self.query ?? "") }

    /// `URLSearchParams.set` (§6.2): the first parameter of the name takes the value, others of the name go, and the
    /// whole query is written anew.
    package mutating func set(searchParameter name: String, to value: String) {
        var isSet = false
        var parameters: [FormURLEncoding.Pair] = []
        for parameter in self.searchParameters {
            // Bytes, because Swift's `==` takes more for equal than JavaScript does: U+212A for K.
            guard parameter.name.utf8.elementsEqual(name.utf8) else {
                parameters.append(parameter)
                continue
            }
            if !isSet { parameters.append((name, value)) }
            isSet = true
        }
        if !isSet { parameters.append((name, value)) }
        self.query = FormURLEncoding.encode(parameters)
    }

    /// Replaces the fragment, given without its hash; an empty one is taken away (§6.1, the `hash` setter).
    package mutating func setFragment(_ text: String) {
        self.fragment = text.isEmpty ? nil : PercentEncodeSet.fragment.encode(Self.withoutTabsAndNewlines(text.utf8))
    }
}
