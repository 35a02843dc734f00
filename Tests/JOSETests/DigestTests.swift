import JOSE
import Testing

struct DigestTests {
    @Test(
        arguments: [
            (Digest.md5, "90015098 3cd24fb0 d6963f7d 28e17f72"),  // RFC 1321 A.5
            (.sha1, "a9993e36 4706816a ba3e2571 7850c26c 9cd0d89d"),  // RFC 3174 §7.3, and FIPS 180-4 from here
            (.sha256, "ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad"),
            (
                .sha384,
                """
                cb00753f45a35e8b b5a03d699ac65007 272c32ab0eded163 1a8b605a43ff5bed 8086072ba1e7cc23 58baeca134c825a7
                """
            ),
            (
                .sha512,
                """
                ddaf35a193617aba cc417349ae204131 12e6fa4e89a97ea2 0a9eeee64b55d39a
                2192992a274fc1a8 36ba3c23a3feebbd 454d4423643ce80e 2a9ac94fa54ca49f
                """
            ),
        ])
    func `abc hashes as published`(digest: Digest, expected: String) {
        #expect(digest.hash("abc".utf8) == hex(expected))
        #expect(digest.size == hex(expected).count)
    }

    @Test func `nothing hashes too`() {
        #expect(Digest.md5.hash([]) == hex("d41d8cd9 8f00b204 e9800998 ecf8427e"))
        #expect(
            Digest.sha256.hash([]) == hex("e3b0c442 98fc1c14 9afbf4c8 996fb924 27ae41e4 649b934c a495991b 7852b855"))
    }

    @Test(arguments: HMACExample.all) func `HMAC is as in RFC 2202 and RFC 4231`(example: HMACExample) {
        #expect(example.digest.hmac(example.text.utf8, key: example.key) == hex(example.expected))
    }

    @Test func `an empty key and an empty text have an HMAC`() {
        let expected = hex("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
        #expect(Digest.sha256.hmac([], key: []) == expected)
    }
}

struct HMACExample {
    let digest: Digest
    let key: [UInt8]
    let text: String
    let expected: String

    static let all = Self.greeting + Self.question + Self.longKey

    private static let greeting = [
        HMACExample(.md5, repeating(0x0B, 16), "Hi There", "9294727a3638bb1c13f48ef8158bfc9d"),
        HMACExample(.sha1, repeating(0x0B, 20), "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00"),
        HMACExample(
            .sha256, repeating(0x0B, 20), "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b 881dc200c9833da726e9376c2e32cff7"),
        HMACExample(
            .sha384, repeating(0x0B, 20), "Hi There",
            "afd03944d84895626b0825f4ab46907f 15f9dadbe4101ec682aa034c7cebc59c faea9ea9076ede7f4af152e8b2fa9cb6"),
        HMACExample(
            .sha512, repeating(0x0B, 20), "Hi There",
            """
            87aa7cdea5ef619d4ff0b4241a1d6cb0 2379f4e2ce4ec2787ad0b30545e17cde
            daa833b7d6b8a702038b274eaea3f4e4 be9d914eeb61f1702e696c203a126854
            """),
    ]

    private static let question = [
        HMACExample(.md5, Array("Jefe".utf8), "what do ya want for nothing?", "750c783e6ab0b503eaa86e310a5db738"),
        HMACExample(
            .sha1, Array("Jefe".utf8), "what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
        HMACExample(
            .sha256, Array("Jefe".utf8), "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c7 5a003f089d2739839dec58b964ec3843"),
        HMACExample(
            .sha384, Array("Jefe".utf8), "what do ya want for nothing?",
            "af45d2e376484031617f78d2b58a6b1b 9c7ef464f5a01b47e42ec3736322445e 8e2240ca5e69e2c78b3239ecfab21649"),
        HMACExample(
            .sha512, Array("Jefe".utf8), "what do ya want for nothing?",
            """
            164b7a7bfcf819e2e395fbe73b56e0a3 87bd64222e831fd610270cd7ea250554
            9758bf75c05a994a6d034f65f8f0e6fd caeab1a34d4a6b4b636e070a38bce737
            """),
    ]

    private static let longKey = [
        HMACExample(
            .sha1, repeating(0xAA, 80), "Test Using Larger Than Block-Size Key - Hash Key First",
            "aa4ae5e15272d00e95705637ce8a3b55ed402112"),
        HMACExample(
            .sha256, repeating(0xAA, 131), "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f 8e0bc6213728c5140546040f0ee37f54"),
        HMACExample(
            .sha512, repeating(0xAA, 131), "Test Using Larger Than Block-Size Key - Hash Key First",
            """
            80b24263c7c1a3ebb71493c1dd7be8b4 9b46d1f41b4aeec1121b013783f8f352
            6b56d037e05f2598bd0fd2215d6a1e52 95e64f73f63f0aec8b915a985d786598
            """),
    ]

    private static func repeating(_ byte: UInt8, _ count: Int) -> [UInt8] {
        [UInt8](repeating: byte, count: count)
    }

    private init(_ digest: Digest, _ key: [UInt8], _ text: String, _ expected: String) {
        self.digest = digest
        self.key = key
        self.text = text
        self.expected = expected
    }
}
