/// Chance that repeats itself: SplitMix64 (Steele, Lea and Flood, 2014), which needs nothing but a seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        self.state = seed
    }

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var value = self.state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// A text put together from pieces that mean something in a URL.
    mutating func urlText() -> String {
        let schemes = ["http:", "https:", "HTTPS:", "file:", "ftp:", "io.app:", "mailto:", "blob:https:", "a b:", ""]
        let slashes = ["//", "/", "", "///", "\\\\"]
        let users = ["", "", "", "u@", "u:p@", "@", "a@b@", "é:p@"]
        let hosts = [
            "a.example", "A.Example", "localhost", "127.1", "0x7f.1", "256.256.256.256", "[::1]", "[1:2::3]", "[1:", "",
            "bücher.example", "xn--a", "a%2eb", "a b", "..", "C:", "C|", "ex%00", "a..b", "*.a.example",
        ]
        let ports = ["", "", ":", ":80", ":443", ":8080", ":65536", ":8a"]
        let segments = [
            "/", "/a", "/..", "/.", "/%2E%2e", "/a b", "/é", "//", "\\b", "/C|", "/%", "/<>\"`{}|^", "/\u{0}",
        ]
        let queries = ["", "", "?", "?a=b", "?a=b&code=1&code=2", "?x='\"<>`", "?é=+%zz", "??"]
        let fragments = ["", "", "#", "#a", "#a b<>`", "##"]
        var text = ""
        for pieces in [schemes, slashes, users, hosts, ports] { text += self.pick(pieces) }
        for _ in 0..<Int.random(in: 0...3, using: &self) { text += self.pick(segments) }
        return text + self.pick(queries) + self.pick(fragments)
    }

    /// Any scalars, with a liking for ASCII.
    mutating func anyText() -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...40, using: &self) {
            let limit: UInt32 = Bool.random(using: &self) ? 0x80 : 0x11_0000
            scalars.append(Unicode.Scalar(UInt32.random(in: 0..<limit, using: &self)) ?? " ")
        }
        return String(scalars)
    }

    private mutating func pick(_ pieces: [String]) -> String {
        pieces[Int.random(in: pieces.indices, using: &self)]
    }
}
