/// A key that is well-formed for libcrypto but not for us, or not even that; ``OpenSSLError`` where libcrypto said so.
package enum KeyError: Error, Equatable {
    /// Neither EC on one of the three curves nor RSA of 2048 to 16384 bits (RFC 7518 §3.3 sets the lower limit,
    /// libcrypto the upper).
    case unsupported
    /// A JWK without a member that its type needs, or with one that does not decode to the right length.
    case malformed
    /// The algorithm is not one for this kind of key.
    case unfitting(JWSAlgorithm)
}
