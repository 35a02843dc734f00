/// A public key that verifies signatures, decoded once.
package struct VerificationKey: Sendable {
    package let jwk: JWK
    private let key: OpenSSLKey

    /// - Throws: ``KeyError`` for a key of another type or with wrong members, ``OpenSSLError`` for one that is no key,
    ///   as a point beside its curve.
    package init(_ jwk: JWK) throws {
        self.init(jwk: jwk, key: try OpenSSLKey(jwk))
    }

    init(jwk: JWK, key: OpenSSLKey) {
        self.jwk = jwk
        self.key = key
    }

    /// False also for an algorithm that does not fit the key.
    package func verify(_ signature: [UInt8], of bytes: [UInt8], algorithm: JWSAlgorithm) throws -> Bool {
        guard algorithm.fits(self.jwk) else { return false }
        guard let curve = algorithm.curve else {
            return try self.key.verify(signature, of: bytes, algorithm: algorithm)
        }
        guard let der = ECDSASignature.der(raw: signature, size: curve.size) else { return false }
        return try self.key.verify(der, of: bytes, algorithm: algorithm)
    }
}
