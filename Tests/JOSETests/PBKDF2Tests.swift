import Testing

@testable import JOSE

struct PBKDF2Tests {
    @Test(
        arguments: [
            // RFC 6070 §2.
            ("password", "salt", 1, 20, "sha1", "0c 60 c8 0f 96 1f 0e 71 f3 a9 b5 24 af 60 12 06 2f e0 37 a6"),
            ("password", "salt", 4096, 20, "sha1", "4b 00 79 01 b7 65 48 9a be ad 49 d9 26 f7 21 d0 65 a4 29 c1"),
            ("pass\0word", "sa\0lt", 4096, 16, "sha1", "56 fa 6a a7 55 48 09 9d cc 37 d7 f0 34 25 e0 c3"),
            // RFC 7914 §11.
            (
                "passwd", "salt", 1, 64, "sha256",
                """
                55 ac 04 6e 56 e3 08 9f ec 16 91 c2 25 44 b6 05 f9 41 85 21 6d de 04 65 e6 8b 9d 57 c2 0d ac bc
                49 ca 9c cc f1 79 b6 45 99 16 64 b3 9d 77 ef 31 7c 71 b8 45 b1 e3 0b d5 09 11 20 41 d3 a1 97 83
                """
            ),
        ])
    func `keys are as in the RFCs`(
        password: String, salt: String, iterations: Int, count: Int, digest: String, key: String
    ) {
        let derived = PBKDF2.derive(
            from: password, salt: Array(salt.utf8), iterations: iterations, count: count, digest: digest)
        #expect(derived == hex(key))
    }

    @Test(arguments: [
        (0, 20, "sha1"), (-1, 20, "sha1"), (1, 0, "sha1"), (1, -1, "sha1"), (1, 513, "sha1"), (Int.max, 20, "sha1"),
        (4_000_000, 512, "sha1"), (1, 20, "nonsense"), (1, 20, ""),
    ])
    func `what is absurd derives nothing`(iterations: Int, count: Int, digest: String) {
        #expect(PBKDF2.derive(from: "p", salt: [1], iterations: iterations, count: count, digest: digest) == nil)
    }

    @Test func `hash functions go by their names`() {
        #expect(NamedDigest.hash("abc".utf8, named: "sha256") == Digest.sha256.hash("abc".utf8))
        #expect(NamedDigest.hash("abc".utf8, named: "SHA512") == Digest.sha512.hash("abc".utf8))
        #expect(NamedDigest.hash("abc".utf8, named: "nonsense") == nil)
    }
}

struct FirebaseScryptTests {
    /// The example of Firebase's own description of the algorithm.
    @Test func `a password hashes as Firebase's example does`() throws {
        let cost = try #require(ScryptCost(log2N: 14, r: 8, p: 1))
        let salt = try #require(bytes("42xEC+ixf3L2lw==")) + (try #require(bytes("Bw==")))
        let signerKey = try #require(
            bytes("jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA=="))
        let hash = try FirebaseScrypt.hash("user1password", salt: salt, signerKey: signerKey, cost: cost)
        #expect(
            hash
                == bytes("lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ=="))
    }

    private func bytes(_ base64: String) -> [UInt8]? {
        Base64URL.decode(
            base64.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: ""))
    }
}
