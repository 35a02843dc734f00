import Core
import OAuth
import Storage

extension Transaction {
    /// Logto's own check, made where the engine loads a grant, and at the grants that Logto wrote itself
    /// (spec `logto-oidc.md` §6.2 row 22, §11.4, §11.7).
    ///
    /// - Throws: `OAuthError`, `access_denied`.
    func checkAccess(of user: ID<LogtoUser>, to application: LogtoApplication) throws {
        guard try self.mayUse(application, user) else { throw OAuthError(.accessDenied, "Access denied.") }
    }
}
