import COpenSSL

extension OpenSSLKey {
    /// A private key in PKCS#8, SEC1 or PKCS#1.
    convenience init(pem: String) throws {
        let pointer = try Array(pem.utf8).withUnsafeBufferPointer { text in
            let source = try OpenSSLError.unwrap(BIO_new_mem_buf(text.baseAddress, Int32(clamping: text.count)))
            defer { BIO_free(source) }
            // Without a callback of ours libcrypto would ask for the passphrase of an encrypted key at the terminal.
            return PEM_read_bio_PrivateKey(source, nil, { _, _, _, _ in -1 }, nil)
        }
        self.init(owning: try OpenSSLError.unwrap(pointer))
        // The decoder leaves behind the reasons of the formats that it tried in vain.
        OpenSSLError.forget()
    }

    /// The private key in PKCS#8 (RFC 5958), not encrypted.
    func pem() throws -> String {
        let sink = try OpenSSLError.unwrap(BIO_new(BIO_s_mem()))
        defer { BIO_free(sink) }
        try OpenSSLError.check(PEM_write_bio_PKCS8PrivateKey(sink, self.pointer, nil, nil, 0, nil, nil))
        var text = [UInt8](repeating: 0, count: BIO_ctrl_pending(sink))
        try OpenSSLError.check(BIO_read(sink, &text, Int32(text.count)))
        return String(decoding: text, as: UTF8.self)
    }
}
