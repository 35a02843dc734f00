import Core
import JOSE

/// `X-Patreon-Signature`: HMAC-MD5 over the bytes of the body, in lower-case hexadecimal digits (spec `patreon.md` §5.2).
enum WebhookSignature {
    static func of(_ body: String, secret: String) -> String {
        Digest.md5.hmac(body.utf8, key: secret.utf8).hexadecimal
    }
}
