import COpenSSL
import Foundation

/// Passwords hashed with bcrypt, `$2a$`, `$2b$` or `$2y$`: checked by libxcrypt, which every Linux has for its own.
package enum Bcrypt {
    /// 2 to this power rounds at the most: what comes from outside must not stop the server for long.
    private static let highestCost = 14

    /// False also for a digest that is no such one, or too costly.
    package static func fits(_ password: String, _ digest: String) -> Bool {
        guard let cost = digest.wholeMatch(of: /\$2[aby]\$(\d\d)\$[.\/A-Za-z0-9]{53}/),
            Int(cost.output.1).map({ $0 <= Self.highestCost }) ?? false, !password.utf8.contains(0)
        else { return false }
        var memory: UnsafeMutableRawPointer?
        var size: Int32 = 0
        defer { free(memory) }
        guard let result = crypt_ra(password, digest, &memory, &size) else { return false }
        return ConstantTime.equals(String(cString: result), digest)
    }
}
