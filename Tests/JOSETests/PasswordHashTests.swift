import Testing

@testable import JOSE

struct PasswordHashTests {
    private static let salt = Array("sixteen bytes ok".utf8)

    @Test(
        arguments: [
            (
                "", "", 4, 1, 1,
                """
                77 d6 57 62 38 65 7b 20 3b 19 ca 42 c1 8a 04 97 f1 6b 48 44 e3 07 4a e8 df df fa 3f ed e2 14 42
                fc d0 06 9d ed 09 48 f8 32 6a 75 3a 0f c8 1f 17 e8 d3 e0 fb 2e 0d 36 28 cf 35 e2 0c 38 d1 89 06
                """
            ),
            (
                "password", "NaCl", 10, 8, 16,
                """
                fd ba be 1c 9d 34 72 00 78 56 e7 19 0d 01 e9 fe 7c 6a d7 cb c8 23 78 30 e7 73 76 63 4b 37 31 62
                2e af 30 d9 2e 22 a3 88 6f f1 09 27 9d 98 30 da c7 27 af b9 4a 83 ee 6d 83 60 cb df a2 cc 06 40
                """
            ),
            (
                "pleaseletmein", "SodiumChloride", 14, 8, 1,
                """
                70 23 bd cb 3a fd 73 48 46 1c 06 cd 81 fd 38 eb fd a8 fb ba 90 4f 8e 3e a9 b5 43 f6 54 5d a1 f2
                d5 43 29 55 61 3f 0f cf 62 d4 97 05 24 2a 9a f9 e6 1e 85 dc 0d 65 1e 40 df cf 01 7b 45 57 58 87
                """
            ),
        ])
    func `scrypt is as in RFC 7914 §12`(
        password: String, salt: String, log2N: Int, r: Int, p: Int, expected: String
    ) throws {
        let cost = try #require(ScryptCost(log2N: log2N, r: r, p: p))
        let key = try PasswordHash.derive(from: password, salt: Array(salt.utf8), cost: cost, count: 64)
        #expect(key == hex(expected))
    }

    @Test(arguments: ["", "correct horse battery staple", "パスワード", "with $ and = and ,", "nul \0 inside"])
    func `a password matches its own hash and no other does`(password: String) throws {
        let encoded = try PasswordHash.hash(password, salt: Self.salt)
        #expect(PasswordHash.verify(password, against: encoded))
        #expect(!PasswordHash.verify(password + "x", against: encoded))
        #expect(!PasswordHash.verify("nul ", against: encoded))
    }

    @Test func `the encoding is the PHC string format`() throws {
        let encoded = try PasswordHash.hash("password", salt: Self.salt)
        // hashlib.scrypt(b"password", salt=b"sixteen bytes ok", n=4096, r=8, p=1, dklen=32)
        #expect(encoded == "$scrypt$ln=12,r=8,p=1$c2l4dGVlbiBieXRlcyBvaw$uRHOilTCKrdm7CZ7nf57O5zKCCBDGgeD2AYBY8OqjaQ")
    }

    @Test func `a password that was hashed at another cost still matches`() throws {
        let cost = try #require(ScryptCost(log2N: 5, r: 2, p: 3))
        let encoded = try PasswordHash.hash("password", salt: Self.salt, cost: cost)
        #expect(encoded.hasPrefix("$scrypt$ln=5,r=2,p=3$"))
        #expect(PasswordHash.verify("password", against: encoded))
    }

    @Test func `another salt makes another hash`() throws {
        let first = try PasswordHash.hash("password", salt: Self.salt)
        let second = try PasswordHash.hash("password", salt: Array("another".utf8))
        #expect(first != second)
    }

    @Test(
        arguments: [
            "", "$", "$$$$", "password", "$scrypt$", "$scrypt$ln=4,r=1,p=1$c2FsdA", "$scrypt$ln=4,r=1,p=1$c2FsdA$",
            "$scrypt$ln=4,r=1,p=1$c2FsdA$aGFzaA", "$scrypt$ln=4,r=1,p=1$!$HASH", "$scrypt$ln=4,r=1,p=1$c2FsdA$HASH$",
            "x$scrypt$ln=4,r=1,p=1$c2FsdA$HASH", "$argon2id$ln=4,r=1,p=1$c2FsdA$HASH",
            "$scrypt$r=1,ln=4,p=1$c2FsdA$HASH",
            "$scrypt$ln=4,r=1$c2FsdA$HASH", "$scrypt$ln=4,r=1,p=1,x=1$c2FsdA$HASH", "$scrypt$ln=,r=1,p=1$c2FsdA$HASH",
            "$scrypt$ln=0x4,r=1,p=1$c2FsdA$HASH", "$scrypt$ln=0,r=1,p=1$c2FsdA$HASH",
            "$scrypt$ln=-1,r=1,p=1$c2FsdA$HASH",
            "$scrypt$ln=4,r=0,p=1$c2FsdA$HASH", "$scrypt$ln=4,r=1,p=0$c2FsdA$HASH",
            "$scrypt$ln=4,r=-8,p=-1$c2FsdA$HASH",
            // A gigabyte; more than an `Int` can say; N too big for r (RFC 7914 §2).
            "$scrypt$ln=20,r=8,p=1$c2FsdA$HASH", "$scrypt$ln=63,r=8,p=1$c2FsdA$HASH",
            "$scrypt$ln=12,r=9223372036854775807,p=1$c2FsdA$HASH",
            "$scrypt$ln=99999999999999999999,r=8,p=1$c2FsdA$HASH",
            "$scrypt$ln=4,r=1,p=1073741823$c2FsdA$HASH", "$scrypt$ln=17,r=1,p=1$c2FsdA$HASH",
        ])
    func `an encoding that is malformed or absurd matches nothing`(encoded: String) throws {
        let hash = String(repeating: "A", count: 43)
        #expect(!PasswordHash.verify("password", against: encoded.replacing("HASH", with: hash)))
    }

    @Test func `what costs too much cannot be asked for`() {
        #expect(ScryptCost(log2N: 20, r: 8, p: 1) == nil)
        #expect(ScryptCost(log2N: 16, r: 8, p: 1) != nil)
        #expect(ScryptCost(log2N: ScryptCost.standard.log2N, r: 8, p: 1) == .standard)
    }
}
