import JOSE

extension JWSAlgorithm {
    /// A kind of key that signs with this.
    var keyType: SigningKeyType {
        switch self {
        case .es256: .p256
        case .es384: .p384
        case .es512: .p521
        case .rs256, .ps256: .rsa(bits: 2048)
        }
    }
}
