/// A signature algorithm of RFC 7518 §3.1. There is no case for `none` and none for HMAC: a token that asks for either
/// cannot be verified by mistake, whatever keys there are.
package enum JWSAlgorithm: String, Sendable, CaseIterable, Codable {
    case es256 = "ES256"
    case es384 = "ES384"
    case es512 = "ES512"
    case rs256 = "RS256"
    case ps256 = "PS256"
}

extension JWSAlgorithm {
    var digest: Digest {
        switch self {
        case .es256, .rs256, .ps256: .sha256
        case .es384: .sha384
        case .es512: .sha512
        }
    }

    /// The one curve whose keys sign with this; nil for RSA's algorithms.
    var curve: Curve? {
        Curve.allCases.first { $0.algorithm == self }
    }

    /// A key's kind has to suit, and what it says about itself may not contradict (RFC 7517 §4.2 and §4.4).
    func fits(_ key: JWK) -> Bool {
        let suits =
            if let curve = self.curve {
                key.kty == "EC" && key.crv == curve.rawValue
            } else {
                key.kty == "RSA"
            }
        return suits && (key.use ?? "sig") == "sig" && (key.alg ?? self.rawValue) == self.rawValue
    }
}
