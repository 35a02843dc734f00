import Testing

@testable import JOSE

/// Tokens as an attacker would write them, all against one P-256 key and one RSA key that the server really has.
struct HostileTokenTests {
    private let key: SigningKey
    private let rsa: SigningKey
    private let keys: [JWK]

    init() throws {
        self.key = try SigningKey(pem: PEMExample.pkcs8)
        self.rsa = try SigningKey(pem: PEMExample.pkcs1)
        self.keys = [self.key.jwk, self.rsa.jwk]
    }

    @Test(
        arguments: [
            "", ".", "..", "...", "a", "a.b", "a.b.c", "a.b.c.d", "....", "e30..", "e30.e30.e30",
            "eyJhbGciOiJFUzI1NiJ9", "eyJhbGciOiJFUzI1NiJ9.e30", "eyJhbGciOiJFUzI1NiJ9.e30.AA.AA",
            "eyJhbGciOiJFUzI1NiJ9.e30.AA.AA.AA",  // JWE
            ".eyJhbGciOiJFUzI1NiJ9.e30.AA", "eyJhbGciOiJFUzI1NiJ9.e30.AA.",
            "eyJhbGciOiJFUzI1NiJ9.e30=.AA", "eyJhbGciOiJFUzI1NiJ9.e30.AA==", "eyJhbGciOiJFUzI1NiJ9.e30.AB",
            " eyJhbGciOiJFUzI1NiJ9.e30.AA", "eyJhbGciOiJFUzI1NiJ9.e30.AA\n", "eyJhbGciOiJFUzI1NiJ9.e30.+/",
            "eyJhbGciOiJFUzI1NiJ9.e30.é", "eyJhbGciOiJFUzI1NiJ9\0.e30.AA", "ｅyJhbGciOiJFUzI1NiJ9.e30.AA",
        ])
    func `what has not three parts of base64url is malformed`(token: String) {
        #expect(throws: JWSError.malformed) { try JWS.verify(token, with: self.keys) }
    }

    @Test(
        arguments: [
            "", " ", "null", "1", "[]", "\"ES256\"", "{}", "{", #"{"alg":"ES256""#, #"{"alg":null}"#, #"{"alg":1}"#,
            #"{"alg":["ES256"]}"#, #"{"ALG":"ES256"}"#, #"{"alg":"ES256","kid":1}"#, #"{"alg":"ES256","typ":{}}"#,
            #"{"alg":"ES256"}{"#, #"{'alg':'ES256'}"#, "\u{FEFF}{", #"{"kid":"x"}"#,
        ])
    func `a header that is no object with an alg is malformed`(header: String) {
        let token = "\(Base64URL.encode(header.utf8)).e30.AA"
        #expect(throws: JWSError.malformed) { try JWS.verify(token, with: self.keys) }
    }

    @Test func `a header that is not UTF-8 is malformed`() {
        let header = Array(#"{"alg":"ES256","kid":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8)
        #expect(throws: JWSError.malformed) {
            try JWS.verify("\(Base64URL.encode(header)).e30.AA", with: self.keys)
        }
    }

    @Test(
        arguments: [
            "none", "None", "NONE", "nOnE", "", " ", "HS256", "HS384", "HS512", "es256", "ES256 ", "ES256K", "EdDSA",
            "RS1",
            "RS384", "PS384", "dir",
        ])
    func `an algorithm that is not ours is unsupported, whatever the signature`(algorithm: String) throws {
        for signature in ["", Base64URL.encode([UInt8](repeating: 1, count: 64))] {
            for kid in ["", #","kid":"\#(self.key.id)""#, #","kid":"nobody""#] {
                let token = "\(Base64URL.encode(#"{"alg":"\#(algorithm)"\#(kid)}"#.utf8)).e30.\(signature)"
                #expect(throws: JWSError.unsupportedAlgorithm) { try JWS.verify(token, with: self.keys) }
            }
        }
    }

    /// CVE-2015-9235: the public key, which everyone has, taken for the secret of an HMAC.
    @Test func `an HMAC with the public key as its secret is no signature`() throws {
        let input = self.input(#"{"alg":"HS256","kid":"\#(self.rsa.id)"}"#)
        let secret = try #require(self.rsa.jwk.n)
        let token = "\(input).\(Base64URL.encode(Digest.sha256.hmac(input.utf8, key: secret.utf8)))"
        #expect(throws: JWSError.unsupportedAlgorithm) { try JWS.verify(token, with: self.keys) }
    }

    @Test(arguments: [("ES384", true), ("ES512", true), ("RS256", true), ("PS256", true), ("ES256", false)])
    func `an algorithm that is not for the named key is unsupported`(algorithm: String, isElliptic: Bool) throws {
        let kid = isElliptic ? self.key.id : self.rsa.id
        let input = self.input(#"{"alg":"\#(algorithm)","kid":"\#(kid)"}"#)
        let signature = try self.key.sign(Array(input.utf8), algorithm: .es256)
        #expect(throws: JWSError.unsupportedAlgorithm) {
            try JWS.verify("\(input).\(Base64URL.encode(signature))", with: self.keys)
        }
    }

    @Test(arguments: ["", "nobody", "../../dev/null", "' OR 1=1 --", "\u{1F4A5}"])
    func `a kid that no key has is an unknown key`(kid: String) throws {
        let token = try self.token(#"{"alg":"ES256","kid":"\#(kid)"}"#)
        #expect(throws: JWSError.unknownKey) { try JWS.verify(token, with: self.keys) }
    }

    @Test(arguments: [#"["b64"]"#, #"["exp"]"#, "[]", "null", "{}", "\"\"", "true"])
    func `crit is refused, whatever it says and however well it is signed`(value: String) throws {
        let token = try self.token(#"{"alg":"ES256","kid":"\#(self.key.id)","b64":false,"crit":\#(value)}"#)
        #expect(throws: JWSError.unsupportedExtension) { try JWS.verify(token, with: self.keys) }
    }

    /// CVE-2018-0114: a token that brings the key it was signed with.
    @Test func `a key inside the header is not looked at`() throws {
        let attacker = try SigningKey.generate(.p256)
        let (x, y) = (try #require(attacker.jwk.x), try #require(attacker.jwk.y))
        let input = self.input(
            #"{"alg":"ES256","jwk":{"kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)"},"jku":"https://evil.example"}"#)
        let signature = try attacker.sign(Array(input.utf8), algorithm: .es256)
        #expect(throws: JWSError.badSignature) {
            try JWS.verify("\(input).\(Base64URL.encode(signature))", with: self.keys)
        }
    }

    @Test func `the same signature in DER is bad`() throws {
        let input = self.input(#"{"alg":"ES256","kid":"\#(self.key.id)"}"#)
        let raw = try self.key.sign(Array(input.utf8), algorithm: .es256)
        let der = try #require(ECDSASignature.der(raw: raw, size: 32))
        #expect(throws: Never.self) { try JWS.verify("\(input).\(Base64URL.encode(raw))", with: self.keys) }
        #expect(throws: JWSError.badSignature) {
            try JWS.verify("\(input).\(Base64URL.encode(der))", with: self.keys)
        }
    }

    /// CVE-2022-21449 is the one of zeros.
    @Test(arguments: [0, 1, 63, 65, 128]) func `a signature of the wrong length is bad, and so is one of zeros`(
        length: Int
    ) throws {
        let input = self.input(#"{"alg":"ES256","kid":"\#(self.key.id)"}"#)
        let signature = try self.key.sign(Array(input.utf8), algorithm: .es256)
        let cut = Array((signature + signature).prefix(length))
        let zeros = [UInt8](repeating: 0, count: 64)
        for bytes in [cut, zeros, [0] + signature, signature + [0]] {
            #expect(throws: JWSError.badSignature) {
                try JWS.verify("\(input).\(Base64URL.encode(bytes))", with: self.keys)
            }
        }
    }

    @Test func `a signature over another header or payload is bad`() throws {
        let parts = try self.token(#"{"alg":"ES256","kid":"\#(self.key.id)"}"#).split(separator: ".")
        let header = Base64URL.encode(#"{"alg":"ES256","kid":"\#(self.key.id)","typ":"at+jwt"}"#.utf8)
        for token in ["\(header).\(parts[1]).\(parts[2])", "\(parts[0]).e30.\(parts[2])"] {
            #expect(throws: JWSError.badSignature) { try JWS.verify(token, with: self.keys) }
        }
    }

    @Test(
        arguments: [
            Labelled("dots", String(repeating: ".", count: 5_000_000)),
            Labelled("letters", String(repeating: "A", count: 5_000_000)),
            Labelled("header", "\(String(repeating: "A", count: 5_000_000)).e30.AA"),
            Labelled("payload", "e30.\(String(repeating: "A", count: 5_000_000)).AA"),
            Labelled("arrays", "\(Base64URL.encode(String(repeating: "[", count: 1_000_000).utf8)).e30.AA"),
            Labelled("objects", "\(Base64URL.encode(String(repeating: #"{"a":"#, count: 1_000_000).utf8)).e30.AA"),
        ])
    func `a huge token is malformed like a small one`(token: Labelled<String>) {
        #expect(throws: JWSError.malformed) { try JWS.verify(token.value, with: self.keys) }
    }

    @Test func `a huge signature is refused`() {
        let input = self.input(#"{"alg":"RS256","kid":"\#(self.rsa.id)"}"#)
        #expect(throws: JWSError.badSignature) {
            try JWS.verify("\(input).\(String(repeating: "A", count: 4_000_000))", with: self.keys)
        }
    }

    private func input(_ header: String) -> String {
        "\(Base64URL.encode(header.utf8)).\(Base64URL.encode(#"{"sub":"admin"}"#.utf8))"
    }

    private func token(_ header: String) throws -> String {
        let input = self.input(header)
        return "\(input).\(Base64URL.encode(try self.key.sign(Array(input.utf8), algorithm: .es256)))"
    }
}
