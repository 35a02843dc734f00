/// Why a token is not believed. ``malformed`` alone is about its shape, and tells nothing about any key.
package enum JWSError: Error, Equatable {
    /// Not three parts of base64url, or a header that is not a JSON object with a string `alg`.
    case malformed
    /// `none`, HMAC, or another that is not ours; or one that is not for the key which `kid` names.
    case unsupportedAlgorithm
    /// The header has `crit`, and there is no extension that we understand (RFC 7515 §4.1.11).
    case unsupportedExtension
    /// No key has this `kid`; without `kid`, no key fits the algorithm.
    case unknownKey
    case badSignature
}
