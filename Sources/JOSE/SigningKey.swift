/// A private key that signs tokens, and the public form of it that lets others verify them.
package final class SigningKey: Sendable {
    /// `kid` and `use` are filled in; `alg` only for EC: an RSA key fits several, and Logto then names none.
    package let jwk: JWK
    /// PKCS#8, not encrypted: the key as it is kept.
    package let pem: String
    /// What this key signs with unless told otherwise: its curve's, or RS256.
    package let algorithm: JWSAlgorithm
    /// The thumbprint, as in Logto.
    package let id: String
    private let key: OpenSSLKey

    package static func generate(_ type: SigningKeyType) throws -> SigningKey {
        try SigningKey(.generate(type))
    }

    /// Takes PKCS#8, SEC1 and PKCS#1.
    ///
    /// - Throws: ``KeyError`` for a key that JOSE has no use for, ``OpenSSLError`` for text that holds none.
    package convenience init(pem: String) throws {
        try self.init(OpenSSLKey(pem: pem))
    }

    private init(_ key: OpenSSLKey) throws {
        self.key = key
        self.jwk = try key.publicJWK()
        self.id = self.jwk.thumbprint
        self.pem = try key.pem()
        self.algorithm = self.jwk.alg.flatMap(JWSAlgorithm.init(rawValue:)) ?? .rs256
    }

    /// The same key, to verify with: nothing has to be decoded again.
    package var verificationKey: VerificationKey { VerificationKey(jwk: self.jwk, key: self.key) }

    /// A signature in JOSE's form.
    package func sign(_ bytes: [UInt8], algorithm: JWSAlgorithm) throws -> [UInt8] {
        guard algorithm.fits(self.jwk) else { throw KeyError.unfitting(algorithm) }
        let signature = try self.key.sign(bytes, algorithm: algorithm)
        guard let curve = algorithm.curve else { return signature }
        return try ECDSASignature.raw(der: signature, size: curve.size)
    }
}

package enum SigningKeyType: Equatable, Sendable {
    case p256, p384, p521
    case rsa(bits: Int)
}
