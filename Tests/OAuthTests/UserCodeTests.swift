import Core
import OAuth
import Testing

@Suite struct UserCodeTests {
    @Test(arguments: [
        ("BCDF-GHJK", "BCDFGHJK"), ("bcdf-ghjk", "BCDFGHJK"), (" b.c/d:f - g h\tj\nk ", "BCDFGHJK"), ("", ""),
        ("---", ""), ("a_1", "A_1"), ("é日本\u{0}ß", ""), ("K\u{301}", "K"), ("\u{212A}", ""),
    ])
    func `what is typed is upper case, and nothing but letters, digits and underscores`(
        input: String, normalized: String
    ) {
        #expect(UserCode.normalized(input) == normalized)
    }

    @Test func `a code is eight letters, shown in two groups`() {
        let code = UserCode.make(Entropy { count in (0..<count).map { UInt8($0 * 3) } })
        #expect(code == "BFJMQTXC")
        #expect(UserCode.formatted(code) == "BFJM-QTXC")
        #expect(UserCode.normalized(UserCode.formatted(code)) == code)
    }
}
