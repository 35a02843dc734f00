import JOSE
import Testing

struct SigningKeyTests {
    @Test(
        arguments: [
            (SigningKeyType.p256, "P-256", JWSAlgorithm.es256, 43), (.p384, "P-384", .es384, 64),
            (.p521, "P-521", .es512, 88),
        ])
    func `an EC key is published as Logto does`(
        type: SigningKeyType, curve: String, algorithm: JWSAlgorithm, length: Int
    ) throws {
        let key = try SigningKey.generate(type)
        #expect(key.algorithm == algorithm)
        #expect(key.jwk.members.map(\.name) == ["kty", "use", "kid", "alg", "crv", "x", "y"])
        #expect(key.jwk.members.map(\.value).prefix(5) == ["EC", "sig", key.id, algorithm.rawValue, curve])
        #expect(key.jwk.x?.count == length && key.jwk.y?.count == length)
        #expect(key.id == key.jwk.thumbprint && key.id.count == 43)
    }

    @Test func `an RSA key names no algorithm, since it fits several`() throws {
        let key = try SigningKey.generate(.rsa(bits: 2048))
        #expect(key.algorithm == .rs256)
        #expect(key.jwk.members.map(\.name) == ["kty", "use", "kid", "e", "n"])
        #expect(key.jwk.e == "AQAB")
        #expect(key.jwk.n.flatMap { Base64URL.decode($0) }?.count == 256)
    }

    @Test(arguments: [SigningKeyType.p256, .p384, .p521, .rsa(bits: 2048)])
    func `a key comes back from its PEM`(type: SigningKeyType) throws {
        let key = try SigningKey.generate(type)
        let restored = try SigningKey(pem: key.pem)
        #expect(key.pem.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        #expect(restored.jwk == key.jwk)
        #expect(restored.pem == key.pem)
        let signature = try restored.sign([1, 2, 3], algorithm: key.algorithm)
        #expect(try key.verificationKey.verify(signature, of: [1, 2, 3], algorithm: key.algorithm))
    }

    @Test func `SEC1 and PKCS#8 hold the same key`() throws {
        let key = try SigningKey(pem: PEMExample.sec1)
        #expect(try SigningKey(pem: PEMExample.pkcs8).jwk == key.jwk)
        #expect(key.pem == PEMExample.pkcs8 + "\n")
    }

    @Test func `a curve whose parameters are spelled out is known by them`() throws {
        let key = try SigningKey(pem: PEMExample.explicitCurve)
        #expect(key.algorithm == .es256)
        #expect(try SigningKey(pem: key.pem).jwk == key.jwk)
    }

    @Test func `PKCS#1 is read, and kept as PKCS#8`() throws {
        let key = try SigningKey(pem: PEMExample.pkcs1)
        #expect(key.jwk.kty == "RSA")
        #expect(try SigningKey(pem: key.pem).jwk == key.jwk)
    }

    @Test(
        arguments: [
            PEMExample.shortRSA, PEMExample.foreignCurve, PEMExample.ed25519,
        ])
    func `a key that JOSE has no use for is refused`(pem: String) {
        #expect(throws: KeyError.unsupported) { try SigningKey(pem: pem) }
    }

    @Test(
        arguments: [
            "", "\0", "not a key", "-----BEGIN PRIVATE KEY-----", PEMExample.encrypted,
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", String(PEMExample.pkcs8.dropFirst(40)),
            String(PEMExample.pkcs8.prefix(120)), PEMExample.pkcs8.replacing("PRIVATE", with: "PUBLIC"),
        ])
    func `text without a readable key is refused, with libcrypto's reason`(pem: String) throws {
        let error = try #require(throws: OpenSSLError.self) { try SigningKey(pem: pem) }
        #expect(!error.reasons.isEmpty)
    }

    @Test(arguments: [-1, 0, 512, 2047, 16385, Int.max]) func `an RSA key has 2048 to 16384 bits`(bits: Int) {
        #expect(throws: KeyError.unsupported) { try SigningKey.generate(.rsa(bits: bits)) }
    }

    @Test(
        arguments: [
            (SigningKeyType.p256, JWSAlgorithm.es384), (.p384, .es256), (.p384, .rs256), (.p521, .ps256),
            (.rsa(bits: 2048), .es256),
        ])
    func `a key signs only with what fits it`(type: SigningKeyType, algorithm: JWSAlgorithm) throws {
        let key = try SigningKey.generate(type)
        #expect(throws: KeyError.unfitting(algorithm)) { try key.sign([], algorithm: algorithm) }
    }

    @Test(arguments: [(SigningKeyType.p256, 64), (.p384, 96), (.p521, 132)])
    func `a signature keeps its length when r or s begins with zeros`(type: SigningKeyType, length: Int) throws {
        let key = try SigningKey.generate(type)
        var zeros = (r: 0, s: 0)
        for round in 0... {
            let message = Array("\(round)".utf8)
            let signature = try key.sign(message, algorithm: key.algorithm)
            #expect(signature.count == length)
            guard signature[0] == 0 || signature[length / 2] == 0 else { continue }
            #expect(try key.verificationKey.verify(signature, of: message, algorithm: key.algorithm))
            if signature[0] == 0 { zeros.r += 1 }
            if signature[length / 2] == 0 { zeros.s += 1 }
            if zeros.r > 0 && zeros.s > 0 { break }
        }
    }

    @Test func `a coordinate keeps its length when it begins with zeros`() throws {
        for _ in 0... {
            let key = try SigningKey.generate(.p256)
            #expect(key.jwk.x?.count == 43 && key.jwk.y?.count == 43)
            guard let x = key.jwk.x, x.hasPrefix("AA") else { continue }
            let signature = try key.sign([1], algorithm: .es256)
            #expect(try VerificationKey(key.jwk).verify(signature, of: [1], algorithm: .es256))
            return
        }
    }

    @Test func `one key signs in many tasks at once`() async throws {
        let key = try SigningKey.generate(.p256)
        try await withThrowingTaskGroup { group in
            for task in UInt8(0)..<32 {
                group.addTask {
                    let signature = try key.sign([task], algorithm: .es256)
                    return try key.verificationKey.verify(signature, of: [task], algorithm: .es256)
                }
            }
            for try await isValid in group { #expect(isValid) }
        }
    }
}
