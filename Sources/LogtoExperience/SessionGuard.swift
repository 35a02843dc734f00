import Hummingbird
import Web

/// Which pages lead elsewhere when the browser is in no sign-in; all others are shown, and say so (spec `logto-oidc.md`
/// §7.3).
enum SessionGuard {
    private static let beginnings = [
        "/sign-in", "/consent", "/register", "/single-sign-on", "/social/register", "/forgot-password",
    ]

    /// A preview is shown whatever the browser is in.
    static func covers(_ request: Request) -> Bool {
        let path = request.uri.path
        guard path == "/" || Self.beginnings.contains(where: path.hasPrefix) else { return false }
        return request.queryParameters["preview"] == nil
    }
}
