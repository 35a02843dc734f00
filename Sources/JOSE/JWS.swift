/// Signed tokens in compact serialisation (RFC 7515): made, and believed or not. What stands in the payload, and until
/// when it holds, is left to those who ask.
package enum JWS {
    /// - Parameters:
    ///   - type: a media type for `typ`, as `at+jwt`; Logto's ID tokens have none.
    ///   - algorithm: another than the key's own, as PS256.
    package static func sign(
        payload: [UInt8], type: String? = nil, with key: SigningKey, algorithm: JWSAlgorithm? = nil
    ) throws -> String {
        let algorithm = algorithm ?? key.algorithm
        // Spelled out for the order of the members, which is the real one's; none of the values can need escaping.
        let typ = type.map { "\"typ\":\"\($0)\"," } ?? ""
        let header = "{\"alg\":\"\(algorithm.rawValue)\",\(typ)\"kid\":\"\(key.id)\"}"
        let signingInput = "\(Base64URL.encode(header.utf8)).\(Base64URL.encode(payload))"
        let signature = try key.sign(Array(signingInput.utf8), algorithm: algorithm)
        return "\(signingInput).\(Base64URL.encode(signature))"
    }

    /// A key that cannot be used is passed over, as if it were not among them (RFC 7517 §5).
    package static func verify(_ token: String, with keys: [JWK]) throws(JWSError) -> VerifiedJWS {
        try self.verify(token, with: keys.compactMap { try? VerificationKey($0) })
    }

    package static func verify(_ token: String, with keys: [VerificationKey]) throws(JWSError) -> VerifiedJWS {
        let jws = try CompactJWS(token)
        guard !jws.header.isCritical else { throw .unsupportedExtension }
        guard let algorithm = JWSAlgorithm(rawValue: jws.header.alg) else { throw .unsupportedAlgorithm }
        let isSigned = try self.candidates(for: jws.header.kid, algorithm, among: keys).contains { key in
            (try? key.verify(jws.signature, of: jws.signingInput, algorithm: algorithm)) ?? false
        }
        guard isSigned else { throw .badSignature }
        return VerifiedJWS(
            algorithm: algorithm, keyID: jws.header.kid, type: jws.header.typ, payload: jws.payload)
    }

    private static func candidates(
        for kid: String?, _ algorithm: JWSAlgorithm, among keys: [VerificationKey]
    ) throws(JWSError) -> [VerificationKey] {
        let named = kid.map { kid in keys.filter { $0.jwk.kid == kid } }
        if let named, named.isEmpty { throw .unknownKey }
        let fitting = (named ?? keys).filter { algorithm.fits($0.jwk) }
        guard !fitting.isEmpty else { throw named == nil ? .unknownKey : .unsupportedAlgorithm }
        return fitting
    }
}

/// A token whose signature one of the keys made. That it did is the type: there is no other way to one.
package struct VerifiedJWS: Equatable, Sendable {
    package let algorithm: JWSAlgorithm
    package let keyID: String?
    package let type: String?
    package let payload: [UInt8]

    fileprivate init(algorithm: JWSAlgorithm, keyID: String?, type: String?, payload: [UInt8]) {
        self.algorithm = algorithm
        self.keyID = keyID
        self.type = type
        self.payload = payload
    }
}
