import Testing

@testable import JOSE

/// Argon2 and BLAKE2b against their RFCs, and bcrypt; digests of "correct horse" were made with libargon2 and Python's
/// `crypt`.
@Suite struct Argon2Tests {
    /// RFC 9106 §5.
    @Test(arguments: [
        (Argon2.Kind.d, "512b391b6f1162975371d30919734294f868e3be3984f3c1a13a4db9fabe4acb"),
        (Argon2.Kind.i, "c814d9d1dc7f37aa13f0d77f2494bda1c8de6b016dd388d29952a4c4672b6ce8"),
        (Argon2.Kind.id, "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"),
    ])
    func `Argon2 derives what the RFC says`(kind: Argon2.Kind, tag: String) throws {
        let argon = try #require(
            Argon2(
                kind: kind, memory: 32, passes: 3, lanes: 4, salt: [UInt8](repeating: 2, count: 16),
                hash: [UInt8](repeating: 0, count: 32)))
        let derived = argon.derive(
            [UInt8](repeating: 1, count: 32), secret: [UInt8](repeating: 3, count: 8),
            associated: [UInt8](repeating: 4, count: 12))
        #expect(derived.hex == tag)
    }

    @Test(arguments: [
        "$argon2i$v=19$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$rB84JT5z5pR7npjABPWWPmhej9GHFq2J2QtVNJPtUE0",
        "$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$uL2hQzJmxaz0Tfm2KK6uNjA0+UvbrHBEBwVmJYrNXCE",
        "$argon2d$v=19$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$vm9PBKKXIFC2hCDr+bLmQRD8t/tl1f7SeTHOSs4mWuo",
    ])
    func `a password fits its digest, and no other does`(digest: String) throws {
        let argon = try #require(Argon2(digest))
        #expect(argon.fits("correct horse"))
        #expect(!argon.fits("correct horsE"))
    }

    @Test(arguments: [
        "$argon2i$v=19$m=4294967295,t=1,p=1$c29tZXNhbHQ$AAAA", "$argon2i$", "", "$argon2x$v=19$m=64,t=2,p=1$c29t$AAAA",
        "$argon2id$v=19$m=1048576,t=9999,p=1$c29tZXNhbHRzb21lc2FsdA$uL2hQzJm",
        "$argon2id$v=19$m=64,t=2,p=999999999$c29tZXNhbHRzb21lc2FsdA$uL2hQzJm",
        "$argon2id$v=19$m=7,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$uL2hQzJm",
        "$argon2id$v=16$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$uL2hQzJm",
        "$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHRzb21lc2FsdA$uL2hQzJm",
    ])
    func `a digest that cannot be one, or that costs too much, is none`(digest: String) {
        #expect(Argon2(digest) == nil)
    }

    @Test func `BLAKE2b is that of the RFC`() {
        let text = Array(String(repeating: "abc", count: 50).utf8)
        #expect(
            Blake2b.hash(text, count: 64).hex
                == "b01fd1a6a60fcff16e5d1bc2f33912790475bea0339ccd6725ca271129f4db5d"
                + "45a0934c979b3be1353160f8130c4eb32c01bd80684d8a45fb0d72033ad433ca")
        #expect(
            Blake2b.hash([], count: 32).hex == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8")
    }

    @Test(arguments: ["2a", "2b"])
    func `bcrypt knows its own`(version: String) {
        let digest = "$\(version)$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e"
        #expect(Bcrypt.fits("correct horse", digest))
        #expect(!Bcrypt.fits("correct horsE", digest))
        #expect(!Bcrypt.fits("", digest))
    }

    @Test(arguments: [
        "$2b$99$abc", "$6$rounds=999999999$abc$def", "", "$2b$31$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e",
    ])
    func `what is not bcrypt's, or costs too much, fits nothing`(digest: String) {
        #expect(!Bcrypt.fits("correct horse", digest))
    }
}

extension [UInt8] {
    fileprivate var hex: String {
        self.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
