import COpenSSL

/// A hash function, and HMAC (RFC 2104) over it. MD5 and SHA-1 are for what the emulated products still use them for:
/// signatures of webhooks and of cookies.
package enum Digest: Sendable, CaseIterable {
    case md5, sha1, sha256, sha384, sha512

    package func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let input = Array(bytes)
        var output = [UInt8](repeating: 0, count: self.size)
        guard EVP_Digest(input, input.count, &output, nil, self.method, nil) == 1 else {
            preconditionFailure("hashing bytes in memory succeeds: \(OpenSSLError(in: #function))")
        }
        return output
    }

    package func hmac(_ bytes: some Sequence<UInt8>, key: some Sequence<UInt8>) -> [UInt8] {
        let input = Array(bytes)
        let key = Array(key)
        var output = [UInt8](repeating: 0, count: self.size)
        let context = EVP_MAC_CTX_dup(self.functions.hmac)
        defer { EVP_MAC_CTX_free(context) }
        guard
            EVP_MAC_init(context, key, key.count, nil) == 1, EVP_MAC_update(context, input, input.count) == 1,
            EVP_MAC_final(context, &output, nil, output.count) == 1
        else {
            preconditionFailure("HMAC over bytes in memory succeeds: \(OpenSSLError(in: #function))")
        }
        return output
    }

    /// How many bytes come out.
    package var size: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }
}

extension Digest {
    var method: OpaquePointer { self.functions.hash }

    private var functions: Functions {
        switch self {
        case .md5: Self.md5Functions
        case .sha1: Self.sha1Functions
        case .sha256: Self.sha256Functions
        case .sha384: Self.sha384Functions
        case .sha512: Self.sha512Functions
        }
    }

    // Looked up once and kept as long as the process: `EVP_sha256()` and its like, and `HMAC()`, are looked up among the
    // providers at every use, which takes longer than the hashing of a cookie. Safe to share: neither ever changes.
    private nonisolated(unsafe) static let md5Functions = Functions("MD5")
    private nonisolated(unsafe) static let sha1Functions = Functions("SHA1")
    private nonisolated(unsafe) static let sha256Functions = Functions("SHA2-256")
    private nonisolated(unsafe) static let sha384Functions = Functions("SHA2-384")
    private nonisolated(unsafe) static let sha512Functions = Functions("SHA2-512")
}

/// What libcrypto has for a hash function.
private struct Functions {
    let hash: OpaquePointer
    /// A context of HMAC over it that has no key yet: to be copied.
    let hmac: OpaquePointer

    init(_ name: String) {
        guard let hash = EVP_MD_fetch(nil, name, nil) else {
            preconditionFailure("libcrypto's default provider has \(name): \(OpenSSLError(in: #function))")
        }
        self.hash = hash
        let function = EVP_MAC_fetch(nil, "HMAC", nil)
        defer { EVP_MAC_free(function) }
        guard let hmac = EVP_MAC_CTX_new(function) else {
            preconditionFailure("libcrypto's default provider has HMAC: \(OpenSSLError(in: #function))")
        }
        self.hmac = hmac
        var digest = Array(name.utf8CString)
        let isSet = OSSL_MAC_PARAM_DIGEST.withCString { key in
            digest.withUnsafeMutableBufferPointer { digest in
                let parameters = [
                    OSSL_PARAM_construct_utf8_string(key, digest.baseAddress, 0), OSSL_PARAM_construct_end(),
                ]
                return EVP_MAC_CTX_set_params(hmac, parameters) == 1
            }
        }
        precondition(isSet, "libcrypto's HMAC takes \(name): \(OpenSSLError(in: #function))")
    }
}
