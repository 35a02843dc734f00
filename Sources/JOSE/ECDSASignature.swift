import COpenSSL

/// The two forms of an ECDSA signature: libcrypto's is DER (RFC 3279 §2.2.3), JOSE's is r and s side by side, each as
/// long as the curve's field (RFC 7518 §3.4).
enum ECDSASignature {
    static func raw(der: [UInt8], size: Int) throws -> [UInt8] {
        let parsed = der.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            return d2i_ECDSA_SIG(nil, &start, buffer.count)
        }
        let signature = try OpenSSLError.unwrap(parsed)
        defer { ECDSA_SIG_free(signature) }
        var r = [UInt8](repeating: 0, count: size)
        var s = r
        try OpenSSLError.check(BN_bn2binpad(ECDSA_SIG_get0_r(signature), &r, Int32(size)))
        try OpenSSLError.check(BN_bn2binpad(ECDSA_SIG_get0_s(signature), &s, Int32(size)))
        return r + s
    }

    /// Nil if the length is wrong, which that of a signature in DER almost always is.
    static func der(raw: [UInt8], size: Int) -> [UInt8]? {
        guard raw.count == 2 * size else { return nil }
        return DER.sequence(DER.integer(raw.prefix(size)), DER.integer(raw.suffix(size)))
    }
}
