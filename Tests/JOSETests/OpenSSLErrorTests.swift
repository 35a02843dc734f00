import Testing

@testable import JOSE

struct OpenSSLErrorTests {
    @Test func `it says what libcrypto said`() throws {
        let error = try #require(throws: OpenSSLError.self) { try SigningKey(pem: "not a key") }
        #expect(error.reasons.contains { $0.hasPrefix("error:") })
        #expect(error.description.hasPrefix("\(error.function): error:"))
    }

    @Test(arguments: JWSAlgorithm.allCases)
    func `what succeeds leaves no reasons behind for the next failure`(algorithm: JWSAlgorithm) throws {
        let key = try SigningKey(pem: SigningKey.generate(algorithm.keyType).pem)
        let signature = try key.sign([1], algorithm: algorithm)
        #expect(try VerificationKey(key.jwk).verify(signature, of: [1], algorithm: algorithm))
        #expect(OpenSSLError(in: #function).reasons == [])
    }

    @Test(arguments: JWSAlgorithm.allCases)
    func `nor does a signature that does not match`(algorithm: JWSAlgorithm) throws {
        let key = try SigningKey.generate(algorithm.keyType)
        let signature = try key.sign([1], algorithm: algorithm)
        #expect(try !key.verificationKey.verify(signature, of: [2], algorithm: algorithm))
        #expect(try !key.verificationKey.verify(signature.map { _ in 1 }, of: [1], algorithm: algorithm))
        #expect(OpenSSLError(in: #function).reasons == [])
    }
}
