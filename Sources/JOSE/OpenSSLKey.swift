import COpenSSL

/// libcrypto's form of a key, private or public, which frees itself. Signatures are as libcrypto makes them: those of
/// EC keys are DER, and ``ECDSASignature`` translates.
final class OpenSSLKey: Sendable {
    // Safe to share: nothing changes the key once it is made, and what libcrypto caches inside of one it locks itself.
    nonisolated(unsafe) let pointer: OpaquePointer

    /// - Parameter pointer: an `EVP_PKEY` that nobody else will free.
    init(owning pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        EVP_PKEY_free(self.pointer)
    }

    func sign(_ bytes: [UInt8], algorithm: JWSAlgorithm) throws -> [UInt8] {
        let context = try OpenSSLError.unwrap(EVP_MD_CTX_new())
        defer { EVP_MD_CTX_free(context) }
        var parameters: OpaquePointer?
        try OpenSSLError.check(
            EVP_DigestSignInit(context, &parameters, algorithm.digest.method, nil, self.pointer))
        try self.configure(parameters, for: algorithm)

        var signature = [UInt8](repeating: 0, count: Int(EVP_PKEY_get_size(self.pointer)))
        var count = signature.count
        try OpenSSLError.check(EVP_DigestSign(context, &signature, &count, bytes, bytes.count))
        signature.removeLast(signature.count - count)
        return signature
    }

    /// Throws if libcrypto cannot even try; a signature that is not one at all is as false as one of other bytes.
    func verify(_ signature: [UInt8], of bytes: [UInt8], algorithm: JWSAlgorithm) throws -> Bool {
        let context = try OpenSSLError.unwrap(EVP_MD_CTX_new())
        defer { EVP_MD_CTX_free(context) }
        var parameters: OpaquePointer?
        try OpenSSLError.check(
            EVP_DigestVerifyInit(context, &parameters, algorithm.digest.method, nil, self.pointer))
        try self.configure(parameters, for: algorithm)

        let isValid = EVP_DigestVerify(context, signature, signature.count, bytes, bytes.count) == 1
        if !isValid { OpenSSLError.forget() }
        return isValid
    }

    /// RFC 7518 §3.5: the salt is as long as the hash, which is also the one that MGF1 uses by default.
    private func configure(_ parameters: OpaquePointer?, for algorithm: JWSAlgorithm) throws {
        guard algorithm == .ps256 else { return }
        try OpenSSLError.check(EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING))
        try OpenSSLError.check(EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST))
    }
}
