import COpenSSL

extension OpenSSLKey {
    /// The public half, with `use` and `kid`, and with `alg` where only one fits, as Logto publishes its keys.
    func publicJWK() throws -> JWK {
        var jwk =
            if EVP_PKEY_is_a(self.pointer, "EC") == 1 {
                try self.ellipticJWK()
            } else if EVP_PKEY_is_a(self.pointer, "RSA") == 1 {
                try self.rsaJWK()
            } else {
                throw KeyError.unsupported
            }
        jwk.kid = jwk.thumbprint
        return jwk
    }

    private func ellipticJWK() throws -> JWK {
        var name = [CChar](repeating: 0, count: 64)
        var count = 0
        // A curve that libcrypto has no name for fails here.
        guard EVP_PKEY_get_group_name(self.pointer, &name, name.count, &count) == 1 else {
            OpenSSLError.forget()
            throw KeyError.unsupported
        }
        let group = String(decoding: name.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard let curve = Curve.allCases.first(where: { $0.group == group }) else { throw KeyError.unsupported }
        return JWK(
            kty: "EC", use: "sig", alg: curve.algorithm.rawValue, crv: curve.rawValue,
            x: Base64URL.encode(try self.number(OSSL_PKEY_PARAM_EC_PUB_X, paddedTo: curve.size)),
            y: Base64URL.encode(try self.number(OSSL_PKEY_PARAM_EC_PUB_Y, paddedTo: curve.size)))
    }

    private func rsaJWK() throws -> JWK {
        guard Self.rsaBits.contains(Int(EVP_PKEY_get_bits(self.pointer))) else { throw KeyError.unsupported }
        return JWK(
            kty: "RSA", use: "sig",
            e: Base64URL.encode(try self.number(OSSL_PKEY_PARAM_RSA_E)),
            n: Base64URL.encode(try self.number(OSSL_PKEY_PARAM_RSA_N)))
    }

    /// A parameter of the key, big-endian: in as few bytes as it takes, or filled up with zeros in front.
    private func number(_ name: String, paddedTo size: Int? = nil) throws -> [UInt8] {
        var number: OpaquePointer?
        try OpenSSLError.check(EVP_PKEY_get_bn_param(self.pointer, name, &number))
        defer { BN_free(number) }
        var bytes = [UInt8](repeating: 0, count: size ?? Int(BN_num_bits(number) + 7) / 8)
        try OpenSSLError.check(BN_bn2binpad(number, &bytes, Int32(bytes.count)))
        return bytes
    }

    static let rsaBits = 2048...16384
}

extension OpenSSLKey {
    /// A public key. libcrypto refuses a point that is not on the curve.
    ///
    /// It goes through the encoding of certificates (RFC 5280 §4.1.2.7), since libcrypto's own way, a list of
    /// parameters, keeps pointers to strings which Swift frees after each call.
    convenience init(_ jwk: JWK) throws {
        let der =
            switch jwk.kty {
            case "EC": try Self.elliptic(jwk)
            case "RSA": try Self.rsa(jwk)
            default: throw KeyError.unsupported
            }
        let pointer = der.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            return d2i_PUBKEY(nil, &start, buffer.count)
        }
        self.init(owning: try OpenSSLError.unwrap(pointer))
    }

    /// RFC 7518 §6.2.1: both coordinates are as long as the field, zeros in front included.
    private static func elliptic(_ jwk: JWK) throws(KeyError) -> [UInt8] {
        guard let curve = jwk.crv.flatMap(Curve.init(rawValue:)) else { throw .unsupported }
        let x = try self.bytes(jwk.x)
        let y = try self.bytes(jwk.y)
        guard x.count == curve.size, y.count == curve.size else { throw .malformed }
        let uncompressed: UInt8 = 4  // SEC 1 §2.3.3
        return DER.sequence(
            DER.sequence(self.ecPublicKey, curve.objectIdentifier), DER.bitString([uncompressed] + x + y))
    }

    /// RFC 7518 §6.3.1: in as few bytes as it takes.
    private static func rsa(_ jwk: JWK) throws(KeyError) -> [UInt8] {
        let n = try self.bytes(jwk.n)
        let e = try self.bytes(jwk.e)
        guard n.first != 0, e.first != 0 else { throw .malformed }
        guard self.rsaBits.contains(n.count * 8), e.count <= 8 else { throw .unsupported }
        return DER.sequence(
            DER.sequence(self.rsaEncryption, DER.null),
            DER.bitString(DER.sequence(DER.integer(n), DER.integer(e))))
    }

    private static func bytes(_ member: String?) throws(KeyError) -> [UInt8] {
        guard let bytes = member.flatMap({ Base64URL.decode($0) }), !bytes.isEmpty else { throw .malformed }
        return bytes
    }

    // Object identifiers as they are encoded (RFC 5480 §2.1.1, RFC 3279 §2.3.1).
    private static let ecPublicKey: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
    private static let rsaEncryption: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
}

extension Curve {
    /// RFC 5480 §2.1.1.1.
    fileprivate var objectIdentifier: [UInt8] {
        switch self {
        case .p256: [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
        case .p384: [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22]
        case .p521: [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x23]
        }
    }
}
