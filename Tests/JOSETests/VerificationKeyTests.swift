import JOSE
import Testing

struct VerificationKeyTests {
    private static let p256 = SignedExample.rfc7515A3.key
    private static let rsa = SignedExample.rfc7515A2.key

    @Test(arguments: JWSAlgorithm.allCases) func `a signature of the private key verifies`(
        algorithm: JWSAlgorithm
    ) throws {
        let signing = try SigningKey.generate(algorithm.keyType)
        let key = try VerificationKey(signing.jwk)
        let signature = try signing.sign([1, 2, 3], algorithm: algorithm)
        #expect(try key.verify(signature, of: [1, 2, 3], algorithm: algorithm))
        #expect(try !key.verify(signature, of: [1, 2, 4], algorithm: algorithm))
        #expect(try !key.verify(signature, of: [], algorithm: algorithm))
    }

    @Test(
        arguments: [
            JWK(kty: "oct"), JWK(kty: ""), JWK(kty: "ec", crv: "P-256", x: p256.x, y: p256.y),
            JWK(kty: "OKP", crv: "Ed25519", x: p256.x), JWK(kty: "EC", x: p256.x, y: p256.y),
            JWK(kty: "EC", crv: "secp256k1", x: p256.x, y: p256.y), JWK(kty: "EC", crv: "p-256", x: p256.x, y: p256.y),
            // 1024 bits, and an exponent that would take forever.
            JWK(kty: "RSA", e: "AQAB", n: rsa.n?.prefix(172).description),
            JWK(kty: "RSA", e: rsa.n, n: rsa.n), JWK(kty: "RSA", e: "AQAB", n: String(repeating: "_", count: 4000)),
        ])
    func `a key of another kind is unsupported`(jwk: JWK) {
        #expect(throws: KeyError.unsupported) { try VerificationKey(jwk) }
    }

    @Test(
        arguments: [
            JWK(kty: "EC", crv: "P-256"), JWK(kty: "EC", crv: "P-256", x: p256.x),
            JWK(kty: "EC", crv: "P-256", y: p256.y),
            JWK(kty: "EC", crv: "P-384", x: p256.x, y: p256.y), JWK(kty: "EC", crv: "P-256", x: "", y: ""),
            JWK(kty: "EC", crv: "P-256", x: p256.x?.dropLast(2).description, y: p256.y),
            JWK(kty: "EC", crv: "P-256", x: p256.x.map { "\($0)=" }, y: p256.y),
            JWK(kty: "RSA"), JWK(kty: "RSA", e: "AQAB"), JWK(kty: "RSA", n: rsa.n), JWK(kty: "RSA", e: "", n: rsa.n),
            JWK(kty: "RSA", e: "AQAB", n: rsa.n.map { "\($0)==" }), JWK(kty: "RSA", e: "AQAB", n: "AA"),
            JWK(kty: "RSA", e: "AAEAAQ", n: rsa.n),
        ])
    func `a key without its members is malformed`(jwk: JWK) {
        #expect(throws: KeyError.malformed) { try VerificationKey(jwk) }
    }

    @Test func `a point beside its curve is refused`() throws {
        let swapped = JWK(kty: "EC", crv: "P-256", x: Self.p256.y, y: Self.p256.x)
        let origin = JWK(
            kty: "EC", crv: "P-256", x: String(repeating: "A", count: 43), y: String(repeating: "A", count: 43))
        let beyond = JWK(
            kty: "EC", crv: "P-256", x: String(repeating: "_", count: 42) + "8",
            y: String(repeating: "_", count: 42) + "8")
        for jwk in [swapped, origin, beyond] {
            let error = try #require(throws: OpenSSLError.self) { try VerificationKey(jwk) }
            #expect(!error.reasons.isEmpty)
        }
    }

    @Test(arguments: [0, 1, 63, 64, 65, 96, 132, 255, 256, 257, 1_000_000], [0, 1, 0xFF])
    func `bytes that are no signature are false, for every algorithm`(count: Int, byte: UInt8) throws {
        let signature = [UInt8](repeating: byte, count: count)
        for (jwk, algorithms) in [(Self.p256, [JWSAlgorithm.es256]), (Self.rsa, [.rs256, .ps256])] {
            let key = try VerificationKey(jwk)
            for algorithm in algorithms {
                #expect(try !key.verify(signature, of: [1], algorithm: algorithm))
            }
        }
    }

    @Test func `an algorithm that the key's own members exclude is false`() throws {
        let signing = try SigningKey.generate(.rsa(bits: 2048))
        let signature = try signing.sign([1], algorithm: .ps256)
        var jwk = signing.jwk
        jwk.alg = "RS256"
        #expect(try !VerificationKey(jwk).verify(signature, of: [1], algorithm: .ps256))
        jwk.alg = "PS256"
        #expect(try VerificationKey(jwk).verify(signature, of: [1], algorithm: .ps256))
        jwk.use = "enc"
        #expect(try !VerificationKey(jwk).verify(signature, of: [1], algorithm: .ps256))
    }
}
