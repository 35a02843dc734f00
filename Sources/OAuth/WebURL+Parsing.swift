extension WebURL {
    typealias Bytes = ArraySlice<UInt8>

    /// The basic URL parser (URL Standard §4.4) without a base URL. `nil` is its failure.
    ///
    /// The standard's state machine walks the text once; here the text is cut at its delimiters, outermost first, which
    /// comes to the same because no state lets a `#` pass, nor any before the query a `?`.
    package init?(_ text: String) {
        let isTrimmed = { (byte: UInt8) in byte <= 0x20 }
        var input = Array(text.utf8)[...].drop(while: isTrimmed)
        while let last = input.last, isTrimmed(last) { input.removeLast() }
        input = Self.withoutTabsAndNewlines(input)[...]

        guard let (scheme, rest) = Self.splitScheme(input) else { return nil }
        self.init(scheme: scheme)
        let (beforeFragment, fragment) = Self.split(rest, at: UInt8(ascii: "#"))
        let (hierarchy, query) = Self.split(beforeFragment, at: UInt8(ascii: "?"))
        guard self.parseHierarchy(hierarchy, isLast: query == nil && fragment == nil) else { return nil }
        self.query = query.map((self.isSpecial ? PercentEncodeSet.specialQuery : .query).encode)
        self.fragment = fragment.map(PercentEncodeSet.fragment.encode)
    }

    static func withoutTabsAndNewlines(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.filter { ![UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains($0) }
    }

    private static func split(_ bytes: Bytes, at separator: UInt8) -> (before: Bytes, after: Bytes?) {
        guard let index = bytes.firstIndex(of: separator) else { return (bytes, nil) }
        return (bytes[..<index], bytes[(index + 1)...])
    }

    /// The states "scheme start" and "scheme".
    private static func splitScheme(_ input: Bytes) -> (scheme: String, rest: Bytes)? {
        guard let colon = input.firstIndex(of: UInt8(ascii: ":")), let first = input.first, first.isASCIILetter else {
            return nil
        }
        let scheme = input[..<colon]
        let others = [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ".")]
        guard scheme.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || others.contains($0) }) else { return nil }
        return (String(decoding: scheme, as: UTF8.self).lowercased(), input[(colon + 1)...])
    }
}

extension WebURL {
    /// What stands between the scheme and the query.
    private mutating func parseHierarchy(_ text: Bytes, isLast: Bool) -> Bool {
        if self.scheme == "file" { return self.parseFile(text) }
        // A special URL has an authority however many slashes announce it.
        if self.isSpecial { return self.parseAuthority(text.drop(while: self.isSeparator)) }
        if text.starts(with: "//".utf8) { return self.parseAuthority(text.dropFirst(2)) }
        if text.first == UInt8(ascii: "/") {
            self.path = self.normalizedPath(text.dropFirst())
            return true
        }
        self.hasOpaquePath = true
        self.path = PercentEncodeSet.c0Control.encode(text)
        // A space at the end would be trimmed as soon as what follows is taken away.
        if !isLast, text.last == UInt8(ascii: " ") { self.path = self.path.dropLast() + "%20" }
        return true
    }

    /// The state "authority", and the path behind it.
    private mutating func parseAuthority(_ text: Bytes) -> Bool {
        let end = text.firstIndex(where: self.isSeparator) ?? text.endIndex
        var hostAndPort = text[..<end]
        if let at = hostAndPort.lastIndex(of: UInt8(ascii: "@")) {
            let (username, password) = Self.split(hostAndPort[..<at], at: UInt8(ascii: ":"))
            self.username = PercentEncodeSet.userinfo.encode(username)
            self.password = PercentEncodeSet.userinfo.encode(password ?? [])
            hostAndPort = hostAndPort[(at + 1)...]
            guard !hostAndPort.isEmpty else { return false }
        }
        guard self.parseHostAndPort(hostAndPort) else { return false }
        self.parsePath(text[end...])
        return true
    }

    /// The states "host" and "port".
    private mutating func parseHostAndPort(_ text: Bytes) -> Bool {
        var isInsideBrackets = false
        let colon = text.firstIndex { byte in
            if byte == UInt8(ascii: "[") { isInsideBrackets = true }
            if byte == UInt8(ascii: "]") { isInsideBrackets = false }
            return byte == UInt8(ascii: ":") && !isInsideBrackets
        }
        let host = text[..<(colon ?? text.endIndex)]
        if host.isEmpty, self.isSpecial || colon != nil { return false }
        self.host = Self.parseHost(host, isOpaque: !self.isSpecial)
        guard self.host != nil else { return false }
        guard let colon else { return true }
        return self.parsePort(text[(colon + 1)...])
    }

    private mutating func parsePort(_ digits: Bytes) -> Bool {
        var port: Int?
        for digit in digits {
            guard digit.isASCIIDigit else { return false }
            let value = (port ?? 0) * 10 + Int(digit - UInt8(ascii: "0"))
            guard value <= 65535 else { return false }
            port = value
        }
        self.port = port == Self.defaultPorts[self.scheme] ? nil : port
        return true
    }
}

extension WebURL {
    /// The states "file", "file slash" and "file host".
    private mutating func parseFile(_ text: Bytes) -> Bool {
        self.host = ""
        let slashes = text.prefix(2).prefix(while: self.isSeparator)
        let rest = text.dropFirst(slashes.count)
        guard slashes.count == 2 else {
            self.path = self.normalizedPath(rest)
            return true
        }
        let end = rest.firstIndex(where: self.isSeparator) ?? rest.endIndex
        if rest[..<end].isDriveLetter {
            self.path = self.normalizedPath(rest)
            return true
        }
        if end > rest.startIndex {
            guard let host = Self.parseHost(rest[..<end], isOpaque: false) else { return false }
            self.host = host == "localhost" ? "" : host
        }
        self.parsePath(rest[end...])
        return true
    }

    /// The state "path start".
    private mutating func parsePath(_ text: Bytes) {
        guard self.isSpecial || !text.isEmpty else { return }
        self.path = self.normalizedPath(text.dropFirst())
    }

    /// The state "path": the segments, given without the first slash, with dot segments resolved.
    private func normalizedPath(_ text: Bytes) -> String {
        var segments: [String] = []
        let pieces = text.split(omittingEmptySubsequences: false, whereSeparator: self.isSeparator)
        for piece in pieces {
            let isLast = piece.endIndex == text.endIndex
            switch piece.dots {
            case 1:
                if isLast { segments.append("") }
            case 2:
                if !self.isDrive(segments) { _ = segments.popLast() }
                if isLast { segments.append("") }
            default:
                if self.scheme == "file", segments.isEmpty, piece.isDriveLetter {
                    segments.append(String(decoding: piece.prefix(1), as: UTF8.self) + ":")
                } else {
                    segments.append(PercentEncodeSet.path.encode(piece))
                }
            }
        }
        return segments.map { "/" + $0 }.joined()
    }

    /// A path that is only a drive does not get shorter (§4.2, shorten).
    private func isDrive(_ segments: [String]) -> Bool {
        self.scheme == "file" && segments.count == 1 && Array(segments[0].utf8)[...].isDriveLetter
    }

    private func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || self.isSpecial && byte == UInt8(ascii: "\\")
    }
}

extension ArraySlice<UInt8> {
    /// `C:` or `C|` (§4.2, Windows drive letter).
    fileprivate var isDriveLetter: Bool {
        guard self.count == 2, let first = self.first, let last = self.last else { return false }
        return first.isASCIILetter && (last == UInt8(ascii: ":") || last == UInt8(ascii: "|"))
    }

    /// 1 or 2 for a single-dot or a double-dot path segment, which may be written with `%2e` (§4.2); 0 for others.
    fileprivate var dots: Int {
        guard self.count <= 6 else { return 0 }
        return switch String(decoding: self, as: UTF8.self).lowercased() {
        case ".", "%2e": 1
        case "..", ".%2e", "%2e.", "%2e%2e": 2
        default: 0
        }
    }
}

extension UInt8 {
    var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
    var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
