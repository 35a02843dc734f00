import Core
import OAuth
import Web

/// A secret on its way into an authenticator app: as text, and as a QR code that the app reads.
package struct TOTPSecret: Equatable, Sendable {
    package let secret: String
    /// What the QR code says: `otpauth://totp/…`.
    package let uri: String

    /// - Parameter origin: Logto's; the app lists the code under its host name.
    package init(_ secret: String, of user: LogtoUser, origin: String) {
        self.secret = secret
        let issuer = PercentEncoding.component(WebURL(origin)?.host ?? origin)
        let name = user.name ?? user.username ?? user.primaryEmail ?? user.primaryPhone ?? "Unnamed User"
        self.uri =
            "otpauth://totp/\(issuer):\(PercentEncoding.component(name))?secret=\(secret)&period=30&digits=6"
            + "&algorithm=SHA1&issuer=\(issuer)"
    }

    /// A picture, `data:image/png;base64,…`; empty for a name that no QR code holds.
    package func qrCode() throws -> String { try QRCode(self.uri)?.dataURL() ?? "" }
}
