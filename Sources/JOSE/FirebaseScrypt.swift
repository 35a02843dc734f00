import COpenSSL

/// Firebase's way to hash a password: scrypt makes a key, under which the project's signer key is encrypted
/// (AES-256-CTR, counter from zero; https://github.com/firebase/scrypt).
package enum FirebaseScrypt {
    /// - Parameters:
    ///   - salt: the user's, with the project's separator behind it.
    ///   - cost: `N` is two to the power of Firebase's memory cost, `r` its rounds.
    package static func hash(_ password: String, salt: [UInt8], signerKey: [UInt8], cost: ScryptCost) throws -> [UInt8]
    {
        let key = try PasswordHash.derive(from: password, salt: salt, cost: cost, count: 32)
        let context = try OpenSSLError.unwrap(EVP_CIPHER_CTX_new())
        defer { EVP_CIPHER_CTX_free(context) }
        let start = [UInt8](repeating: 0, count: 16)
        try OpenSSLError.check(EVP_EncryptInit_ex2(context, EVP_aes_256_ctr(), key, start, nil))
        var output = [UInt8](repeating: 0, count: signerKey.count)
        var count: Int32 = 0
        try OpenSSLError.check(EVP_EncryptUpdate(context, &output, &count, signerKey, Int32(signerKey.count)))
        return output
    }
}
