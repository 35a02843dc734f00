import COpenSSL

/// PBKDF2 (RFC 8018 §5.2), for passwords that another system has hashed.
package enum PBKDF2 {
    /// Some seconds at the most: the parameters come with an imported password, and must not become a way to keep the
    /// processor busy.
    private static let limit = 4_000_000
    private static let longest = 512

    /// - Parameter digest: the hash function under HMAC, as libcrypto calls it.
    /// - Returns: `nil` for an unknown digest and for a cost that is absurd.
    package static func derive(
        from password: String, salt: [UInt8], iterations: Int, count: Int, digest: String
    ) -> [UInt8]? {
        guard (1...self.limit).contains(iterations), (1...self.longest).contains(count) else { return nil }
        return NamedDigest.with(digest) { method in
            let size = Int(EVP_MD_get_size(method))
            guard size > 0, iterations * ((count + size - 1) / size) <= self.limit else { return nil }
            let password = Array(password.utf8).map(CChar.init(bitPattern:))
            var key = [UInt8](repeating: 0, count: count)
            let result = PKCS5_PBKDF2_HMAC(
                password, Int32(password.count), salt, Int32(salt.count), Int32(iterations), method, Int32(count), &key)
            guard result == 1 else {
                OpenSSLError.forget()
                return nil
            }
            return key
        }
    }
}
