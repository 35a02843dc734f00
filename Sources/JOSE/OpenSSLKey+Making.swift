import COpenSSL

extension OpenSSLKey {
    static func generate(_ type: SigningKeyType) throws -> OpenSSLKey {
        if case .rsa(let bits) = type, !self.rsaBits.contains(bits) { throw KeyError.unsupported }
        let context = try OpenSSLError.unwrap(EVP_PKEY_CTX_new_id(type.id, nil))
        defer { EVP_PKEY_CTX_free(context) }
        try OpenSSLError.check(EVP_PKEY_keygen_init(context))
        if let curve = type.curve {
            try OpenSSLError.check(EVP_PKEY_CTX_set_group_name(context, curve.group))
        }
        if case .rsa(let bits) = type {
            try OpenSSLError.check(EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(bits)))
        }
        var pointer: OpaquePointer?
        try OpenSSLError.check(EVP_PKEY_generate(context, &pointer))
        return OpenSSLKey(owning: try OpenSSLError.unwrap(pointer))
    }
}

extension SigningKeyType {
    fileprivate var id: Int32 {
        if case .rsa = self { EVP_PKEY_RSA } else { EVP_PKEY_EC }
    }

    fileprivate var curve: Curve? {
        switch self {
        case .p256: .p256
        case .p384: .p384
        case .p521: .p521
        case .rsa: nil
        }
    }
}
