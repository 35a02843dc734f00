import JOSE
import Testing

struct Base64URLTests {
    @Test(
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ])
    func `the vectors of RFC 4648 §10 hold both ways, without their padding`(plain: String, encoded: String) {
        #expect(Base64URL.encode(plain.utf8) == encoded)
        #expect(Base64URL.decode(encoded) == Array(plain.utf8))
    }

    @Test func `the example of RFC 7515 appendix C holds both ways`() {
        let bytes: [UInt8] = [3, 236, 255, 224, 193]
        #expect(Base64URL.encode(bytes) == "A-z_4ME")
        #expect(Base64URL.decode("A-z_4ME") == bytes)
    }

    @Test func `bytes of every value and of every length come back`() {
        for count in 0...256 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ count) }
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
    }

    @Test func `a part of a text decodes like a text`() {
        #expect(Base64URL.decode("Zm9v.Zm9v".prefix(4)) == Array("foo".utf8))
    }

    @Test(
        arguments: [
            "Zg==", "Zg=", "=", "Zm9v=", "Z", "Zm9vY", "A+z/4ME", "Zm9v\n", " Zm9v", "Zm 9v", "Zm9v\0", "Zm9v.", "Zｇ",
            "é",
            "💥", "Zh", "Zm9",
        ])
    func `text that would not have been written is refused`(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test func `of all texts of two characters, only those that encode a byte decode`() {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let texts = alphabet.flatMap { first in alphabet.map { "\(first)\($0)" } }
        let decodable = texts.filter { Base64URL.decode($0) != nil }
        #expect(decodable == (UInt8.min...UInt8.max).map { Base64URL.encode([$0]) })
    }
}
