/// The kinds of key that Logto can sign tokens with (spec `logto-oidc.md` §3), as a configuration names them.
package enum SigningKeyKind: String, CaseIterable, Sendable {
    case p256 = "ec-p256"
    case p384 = "ec-p384"
    case p521 = "ec-p521"
    case rsa2048 = "rsa-2048"
    case rsa3072 = "rsa-3072"
    case rsa4096 = "rsa-4096"

    /// What a fresh instance has.
    package static let standard = SigningKeyKind.p384
}
