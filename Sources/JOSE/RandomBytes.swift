import COpenSSL

/// Bytes that nobody can guess, from libcrypto's generator.
package enum RandomBytes {
    package static func generate(count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, Int32(count)) == 1 else {
            preconditionFailure("the system can seed libcrypto's generator: \(OpenSSLError(in: #function))")
        }
        return bytes
    }
}
