import COpenSSL

/// Comparing secrets in a time that tells nothing of where they differ. Their lengths are no secret.
package enum ConstantTime {
    package static func equals(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.count == b.count && CRYPTO_memcmp(a, b, a.count) == 0
    }

    /// Compares the bytes: unlike `==`, two spellings of one accented letter differ.
    package static func equals(_ a: String, _ b: String) -> Bool {
        self.equals(Array(a.utf8), Array(b.utf8))
    }
}
