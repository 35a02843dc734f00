import COpenSSL

/// A hash function by the name that libcrypto, and with it Node, knows it by.
package enum NamedDigest {
    /// `nil` for a name that libcrypto does not know.
    package static func hash(_ bytes: some Sequence<UInt8>, named name: String) -> [UInt8]? {
        self.with(name) { method in
            let input = Array(bytes)
            var output = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
            var count: UInt32 = 0
            guard EVP_Digest(input, input.count, &output, &count, method, nil) == 1 else {
                OpenSSLError.forget()
                return nil
            }
            return Array(output.prefix(Int(count)))
        }
    }

    static func with<Value>(_ name: String, _ body: (OpaquePointer) -> Value?) -> Value? {
        guard let method = EVP_MD_fetch(nil, name, nil) else {
            OpenSSLError.forget()
            return nil
        }
        defer { EVP_MD_free(method) }
        return body(method)
    }
}
