import Core
import JOSE
import OAuth
import TestSupport
import Testing

@testable import Logto

@Suite("Codes of authenticator apps (RFC 6238, spec §8.2)")
struct TOTPTests {
    /// RFC 4226, appendix D.
    @Test func `the counter's codes are those of the RFC`() {
        let codes = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ]
        let key = Array("12345678901234567890".utf8)
        #expect((0..<10).map { HOTP.code(key: key, counter: $0, digits: 6) } == codes)
    }

    /// RFC 6238, appendix B: eight digits, each hash with a key of its own length.
    @Test(arguments: [
        (59, "94287082", "46119246", "90693936"), (1_111_111_109, "07081804", "68084774", "25091201"),
        (1_111_111_111, "14050471", "67062674", "99943326"), (1_234_567_890, "89005924", "91819424", "93441116"),
        (2_000_000_000, "69279037", "90698825", "38618901"), (20_000_000_000, "65353130", "77737706", "47863826"),
    ])
    func `the time's codes are those of the RFC`(seconds: UInt64, sha1: String, sha256: String, sha512: String) {
        let expected: [(Digest, Int, String)] = [(.sha1, 20, sha1), (.sha256, 32, sha256), (.sha512, 64, sha512)]
        for (digest, length, code) in expected {
            let key = Array(String(repeating: "1234567890", count: 7).utf8.prefix(length))
            #expect(HOTP.code(key: key, counter: seconds / 30, digits: 8, digest: digest) == code)
        }
    }

    @Test func `six digits, half a minute each, the neighbours too`() throws {
        let totp = try #require(TOTP(secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))
        #expect(totp.code(at: Instant(seconds: 59)) == "287082")
        #expect(totp.code(at: Instant(seconds: 29)) == "755224")
        // The code of 30 to 59.
        for (seconds, isRight) in [(0, true), (30, true), (59, true), (89, true), (90, false)] {
            #expect(totp.accepts("287082", at: Instant(seconds: Int64(seconds))) == isRight, "\(seconds)")
        }
        // That of 60 to 89.
        #expect(!totp.accepts("359152", at: Instant(seconds: 29)))
        #expect(totp.accepts("359152", at: Instant(seconds: 30)))
        for wrong in ["", "28708", "2870820", "287082 ", "28708２"] {
            #expect(!totp.accepts(wrong, at: Instant(seconds: 59)), "\(wrong)")
        }
    }

    /// RFC 4648 §10.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ])
    func `base32 is that of the RFC`(text: String, encoded: String) {
        #expect(Base32.encode(Array(text.utf8)) == encoded)
        #expect(Base32.decode(encoded) == Array(text.utf8))
        #expect(Base32.decode(encoded + "====") == Array(text.utf8))
    }

    @Test(arguments: ["a", "1", "MZ=XQ", "MZ XQ", "é"])
    func `what is not base32 is no secret`(text: String) {
        #expect(TOTP(secret: text) == nil)
    }

    @Test func `a secret has 160 bits`() {
        let secret = TOTP.secret(.seeded())
        #expect(Base32.decode(secret)?.count == 20)
        #expect(MFAVerification.isSecret(secret))
    }

    @Test(arguments: [
        ("GEZDGNBVGY3TQOJQ", true), ("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", true), ("GEZDGNBVGY3TQOI=", true),
        ("GEZDGNBV", false), ("GEZDGNBVGY3TQOJ", false), ("gezdgnbvgy3tqojq", false), ("GEZDGNBVGY3TQOJ1", false),
        ("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBV", false), ("GEZDGNBVGY3TQO==", false),
    ])
    func `a secret that is handed in has 16 to 32 characters of base32 (management §6.5)`(
        text: String, isSecret: Bool
    ) {
        #expect(MFAVerification.isSecret(text) == isSecret)
    }

    @Test func `an app is told whose code it is, and where it counts`() throws {
        var user = LogtoUser(
            id: "u", primaryEmail: "a@b.example", createdAt: TestWorld.beginning, updatedAt: TestWorld.beginning)
        let uri = { (user: LogtoUser) in TOTPSecret("GEZDGNBV", of: user, origin: "http://localhost:3001").uri }
        let rest = "?secret=GEZDGNBV&period=30&digits=6&algorithm=SHA1&issuer=localhost"
        #expect(uri(user) == "otpauth://totp/localhost:a%40b.example\(rest)")
        user.username = "ada"
        #expect(uri(user) == "otpauth://totp/localhost:ada\(rest)")
        user.name = "Ada Ż"
        #expect(uri(user) == "otpauth://totp/localhost:Ada%20%C5%BB\(rest)")
        (user.name, user.username, user.primaryEmail) = (nil, nil, nil)
        #expect(uri(user) == "otpauth://totp/localhost:Unnamed%20User\(rest)")
        #expect(try TOTPSecret("GEZDGNBV", of: user, origin: "http://a.example").qrCode().hasPrefix("data:image/png;"))
    }
}
