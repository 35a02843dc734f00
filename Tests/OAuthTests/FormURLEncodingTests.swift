import Core
import Testing

@Suite struct FormURLEncodingTests {
    /// URL Standard §5.1; the rows with a BOM and with bytes that are not UTF-8 are after web-platform-tests
    /// `url/urlencoded-parser.any.js`.
    @Test(
        arguments: [
            ("", []),
            ("a=b", [["a", "b"]]),
            ("a=b&c=d", [["a", "b"], ["c", "d"]]),
            ("a=b&a=c", [["a", "b"], ["a", "c"]]),
            ("a", [["a", ""]]),
            ("a=", [["a", ""]]),
            ("=b", [["", "b"]]),
            ("=", [["", ""]]),
            ("&", []),
            ("&&a=b&&", [["a", "b"]]),
            ("a==b=", [["a", "=b="]]),
            ("a+b=c+d", [["a b", "c d"]]),
            ("a%20b=c%2Bd", [["a b", "c+d"]]),
            ("%41=%e3%81%82", [["A", "あ"]]),
            ("a=%", [["a", "%"]]),
            ("a=%2", [["a", "%2"]]),
            ("a=%zz%2g%", [["a", "%zz%2g%"]]),
            ("a=%%41", [["a", "%A"]]),
            ("a=%25%34%31", [["a", "%41"]]),
            ("a=%00", [["a", "\u{0}"]]),
            ("a=%C3", [["a", "\u{FFFD}"]]),
            ("a=%FF%FEb", [["a", "\u{FFFD}\u{FFFD}b"]]),
            ("a=%f0%9f%92b", [["a", "\u{FFFD}b"]]),
            ("a=%ef%bb%bfb", [["a", "\u{FEFF}b"]]),
            ("é=ü", [["é", "ü"]]),
            ("?a=b", [["?a", "b"]]),
            ("a;b=c", [["a;b", "c"]]),
            ("a=b\r\n", [["a", "b\r\n"]]),
            ("a[]=b", [["a[]", "b"]]),
        ] as [(String, [[String]])])
    func `forms are read`(text: String, pairs: [[String]]) {
        #expect(FormURLEncoding.decode(text).map { [$0.name, $0.value] } == pairs)
    }

    /// URL Standard §5.2.
    @Test(
        arguments: [
            ([], ""),
            ([("a", "b")], "a=b"),
            ([("a", "b"), ("a", ""), ("", "c")], "a=b&a=&=c"),
            ([("a b", "c+d")], "a+b=c%2Bd"),
            ([("a", "*-._~!'()")], "a=*-._%7E%21%27%28%29"),
            ([("a&b=c", "%")], "a%26b%3Dc=%25"),
            ([("é", "😀")], "%C3%A9=%F0%9F%98%80"),
            ([("a", "\u{0}\r\n")], "a=%00%0D%0A"),
            (
                [("scope", "openid profile"), ("u", "https://a.example/cb?x=1")],
                "scope=openid+profile&u=https%3A%2F%2Fa.example%2Fcb%3Fx%3D1"
            ),
        ] as [([FormURLEncoding.Pair], String)])
    func `forms are written`(pairs: [FormURLEncoding.Pair], text: String) {
        #expect(FormURLEncoding.encode(pairs) == text)
    }

    @Test func `bytes that are not UTF-8 are replaced`() {
        let pairs = FormURLEncoding.decode([0x61, 0x3D, 0xFF, 0x62] as [UInt8])
        #expect(pairs.map(\.value) == ["\u{FFFD}b"])
    }

    @Test func `what was written is read back`() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<2_000 {
            let pairs = (0..<3).map { _ in (name: generator.anyText(), value: generator.anyText()) }
            let read = FormURLEncoding.decode(FormURLEncoding.encode(pairs))
            #expect(read.map { Array($0.name.utf8) } == pairs.map { Array($0.name.utf8) })
            #expect(read.map { Array($0.value.utf8) } == pairs.map { Array($0.value.utf8) })
        }
    }

    @Test(arguments: [("%", "%"), ("%4", "%4"), ("+", " "), ("%41", "A"), ("é", "é"), ("%C3%A9", "é")])
    func `a very long name is read to its end`(piece: String, read: String) {
        let pairs = FormURLEncoding.decode(String(repeating: piece, count: 50_000))
        let isWhole = pairs.map(\.name) == [String(repeating: read, count: 50_000)]
        #expect(isWhole)
        #expect(pairs.map(\.value) == [""])
    }

    @Test func `of very many separators only those between pairs count`() {
        #expect(FormURLEncoding.decode(String(repeating: "&", count: 50_000)).isEmpty)
        let pairs = FormURLEncoding.decode(String(repeating: "a=b&", count: 50_000))
        let areSame = pairs.allSatisfy { $0 == ("a", "b") }
        #expect(pairs.count == 50_000)
        #expect(areSame)
        let equals = FormURLEncoding.decode(String(repeating: "=", count: 50_000))
        let isOneValue = equals.map(\.value) == [String(repeating: "=", count: 49_999)]
        #expect(equals.map(\.name) == [""])
        #expect(isOneValue)
    }
}
