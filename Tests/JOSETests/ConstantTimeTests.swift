import JOSE
import Testing

struct ConstantTimeTests {
    @Test(
        arguments: [
            ("", "", true), ("secret", "secret", true), ("secret", "secreT", false), ("Secret", "secret", false),
            ("secret", "secret1", false), ("secret", "", false), ("", "secret", false),
            // One character in two spellings, which `==` takes for the same text.
            ("caf\u{E9}", "cafe\u{301}", false),
        ])
    func `texts are equal if all their bytes are`(a: String, b: String, areEqual: Bool) {
        #expect(ConstantTime.equals(a, b) == areEqual)
        #expect(ConstantTime.equals(Array(a.utf8), Array(b.utf8)) == areEqual)
    }
}
