import JOSE
import Testing

struct JWSTests {
    @Test(arguments: SignedExample.rfc + SignedExample.joserfc)
    func `tokens that others signed verify`(example: SignedExample) throws {
        let verified = try JWS.verify(example.token, with: [example.key])
        #expect(String(decoding: verified.payload, as: UTF8.self) == example.payload)
        #expect(verified.keyID == example.key.kid)
    }

    @Test(arguments: SignedExample.rfc + SignedExample.joserfc)
    func `one changed byte of a token makes it false`(example: SignedExample) throws {
        let parts = example.token.split(separator: ".")
        for (index, part) in parts.enumerated().dropFirst() {
            var bytes = try #require(Base64URL.decode(part))
            bytes[bytes.count / 2] ^= 1
            var changed = parts.map(String.init)
            changed[index] = Base64URL.encode(bytes)
            #expect(throws: JWSError.badSignature) {
                try JWS.verify(changed.joined(separator: "."), with: [example.key])
            }
        }
    }

    @Test(arguments: JWSAlgorithm.allCases) func `a token of ours verifies`(algorithm: JWSAlgorithm) throws {
        let key = try SigningKey.generate(algorithm.keyType)
        let payload = Array(#"{"sub":"alice"}"#.utf8)
        let token = try JWS.sign(payload: payload, type: "at+jwt", with: key, algorithm: algorithm)
        let verified = try JWS.verify(token, with: [key.jwk])
        #expect(verified == (try JWS.verify(token, with: [key.verificationKey])))
        #expect(verified.algorithm == algorithm)
        #expect(verified.type == "at+jwt")
        #expect(verified.keyID == key.id)
        #expect(verified.payload == payload)
    }

    @Test func `the header's members stand in Logto's order`() throws {
        let key = try SigningKey.generate(.p384)
        let header = { (token: String) in
            let bytes = token.split(separator: ".").first.flatMap { Base64URL.decode($0) }
            return String(decoding: bytes ?? [], as: UTF8.self)
        }
        let idToken = try JWS.sign(payload: [], with: key)
        let accessToken = try JWS.sign(payload: [], type: "at+jwt", with: key)
        #expect(header(idToken) == #"{"alg":"ES384","kid":"\#(key.id)"}"#)
        #expect(header(accessToken) == #"{"alg":"ES384","typ":"at+jwt","kid":"\#(key.id)"}"#)
    }

    @Test func `any payload can be signed`() throws {
        let key = try SigningKey.generate(.p256)
        for payload in [[], [0], [UInt8](UInt8.min...UInt8.max), [UInt8](repeating: 7, count: 1_000_000)] {
            let token = try JWS.sign(payload: payload, with: key)
            #expect(try JWS.verify(token, with: [key.jwk]).payload == payload)
        }
    }

    @Test func `the key is found by its kid among those of a rotation`() throws {
        let keys = try [SigningKeyType.p384, .p256, .rsa(bits: 2048), .p384].map { try SigningKey.generate($0) }
        for key in keys {
            let token = try JWS.sign(payload: [1], with: key)
            #expect(try JWS.verify(token, with: keys.map(\.jwk)).keyID == key.id)
            #expect(throws: JWSError.unknownKey) {
                try JWS.verify(token, with: keys.map(\.jwk).filter { $0.kid != key.id })
            }
        }
    }

    @Test func `without a kid every fitting key is tried`() throws {
        let others = try [SigningKeyType.p256, .p384, .p256].map { try SigningKey.generate($0).jwk }
        let example = SignedExample.rfc7515A3
        #expect(try JWS.verify(example.token, with: others + [example.key]).keyID == nil)
        #expect(throws: JWSError.badSignature) { try JWS.verify(example.token, with: others) }
        #expect(throws: JWSError.unknownKey) { try JWS.verify(example.token, with: [others[1]]) }
        #expect(throws: JWSError.unknownKey) { try JWS.verify(example.token, with: [JWK]()) }
    }

    @Test func `keys of no use are passed over`() throws {
        let example = SignedExample.rfc7515A3
        let useless = [JWK(kty: "oct"), JWK(kty: "EC", crv: "P-256"), JWK(kty: "OKP", crv: "Ed25519", x: "AA")]
        #expect(throws: Never.self) { try JWS.verify(example.token, with: useless + [example.key]) }
    }

    @Test func `another key under the same kid makes a bad signature`() throws {
        let key = try SigningKey.generate(.p384)
        var other = try SigningKey.generate(.p384).jwk
        other.kid = key.id
        let token = try JWS.sign(payload: [1], with: key)
        #expect(throws: JWSError.badSignature) { try JWS.verify(token, with: [other]) }
    }
}
