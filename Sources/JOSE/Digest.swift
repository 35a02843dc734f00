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
        let context = EVP_MAC_CTX_dup(self.hmacContext)
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
    var method: OpaquePointer {
        switch self {
        case .md5: Self.md5Method
        case .sha1: Self.sha1Method
        case .sha256: Self.sha256Method
        case .sha384: Self.sha384Method
        case .sha512: Self.sha512Method
        }
    }

    // Fetched once and kept as long as the process, since `EVP_sha256()` and its like are looked up among the providers
    // at every use. Safe to share: an EVP_MD does not change.
    private nonisolated(unsafe) static let md5Method = fetch("MD5")
    private nonisolated(unsafe) static let sha1Method = fetch("SHA1")
    private nonisolated(unsafe) static let sha256Method = fetch("SHA2-256")
    private nonisolated(unsafe) static let sha384Method = fetch("SHA2-384")
    private nonisolated(unsafe) static let sha512Method = fetch("SHA2-512")

    private var hmacContext: OpaquePointer {
        switch self {
        case .md5: Self.md5HMAC
        case .sha1: Self.sha1HMAC
        case .sha256: Self.sha256HMAC
        case .sha384: Self.sha384HMAC
        case .sha512: Self.sha512HMAC
        }
    }

    // Contexts that have their hash function and no key yet, to be copied: `HMAC()` looks both up anew each time, which
    // takes longer than the hashing of a cookie. Safe to share: they are only copied.
    private nonisolated(unsafe) static let md5HMAC = context("MD5")
    private nonisolated(unsafe) static let sha1HMAC = context("SHA1")
    private nonisolated(unsafe) static let sha256HMAC = context("SHA2-256")
    private nonisolated(unsafe) static let sha384HMAC = context("SHA2-384")
    private nonisolated(unsafe) static let sha512HMAC = context("SHA2-512")

    private static func context(_ name: String) -> OpaquePointer {
        let hmac = EVP_MAC_fetch(nil, "HMAC", nil)
        defer { EVP_MAC_free(hmac) }
        guard let context = EVP_MAC_CTX_new(hmac) else {
            preconditionFailure("libcrypto's default provider has HMAC: \(OpenSSLError(in: #function))")
        }
        var digest = Array(name.utf8CString)
        let isSet = OSSL_MAC_PARAM_DIGEST.withCString { key in
            digest.withUnsafeMutableBufferPointer { digest in
                let parameters = [
                    OSSL_PARAM_construct_utf8_string(key, digest.baseAddress, 0), OSSL_PARAM_construct_end(),
                ]
                return EVP_MAC_CTX_set_params(context, parameters) == 1
            }
        }
        precondition(isSet, "libcrypto's HMAC takes \(name): \(OpenSSLError(in: #function))")
        return context
    }

    private static func fetch(_ name: String) -> OpaquePointer {
        guard let method = EVP_MD_fetch(nil, name, nil) else {
            preconditionFailure("libcrypto's default provider has \(name): \(OpenSSLError(in: #function))")
        }
        return method
    }
}
