import COpenSSL
import Foundation

/// A password as it is kept: scrypt (RFC 7914) in the PHC string format, `$scrypt$ln=12,r=8,p=1$<salt>$<hash>`.
///
/// Logto uses Argon2i, which the libcrypto of Debian 12 does not have. The parameters travel in the string, so that a
/// change of cost leaves older passwords valid.
package enum PasswordHash {
    private static let size = 32

    package static func hash(_ password: String, salt: [UInt8], cost: ScryptCost = .standard) throws -> String {
        let hash = try self.derive(from: password, salt: salt, cost: cost, count: self.size)
        return "$scrypt$\(cost)$\(self.base64(salt))$\(self.base64(hash))"
    }

    /// False also for an encoded string that is malformed or costs more than ``ScryptCost`` allows.
    package static func verify(_ password: String, against encoded: String) -> Bool {
        let fields = encoded.split(separator: "$", omittingEmptySubsequences: false)
        guard fields.count == 5, fields[0].isEmpty, fields[1] == "scrypt",
            let cost = ScryptCost(parsing: fields[2]),
            let salt = self.bytes(fields[3]),
            let expected = self.bytes(fields[4]), expected.count == self.size,
            let hash = try? self.derive(from: password, salt: salt, cost: cost, count: self.size)
        else { return false }
        return ConstantTime.equals(hash, expected)
    }

    static func derive(from password: String, salt: [UInt8], cost: ScryptCost, count: Int) throws -> [UInt8] {
        let password = Array(password.utf8).map(CChar.init(bitPattern:))
        var key = [UInt8](repeating: 0, count: count)
        try OpenSSLError.check(
            EVP_PBE_scrypt(
                password, password.count, salt, salt.count, 1 << UInt64(cost.log2N), UInt64(cost.r), UInt64(cost.p),
                UInt64(ScryptCost.limit) * 2, &key, key.count))
        return key
    }

    // The PHC format has the ordinary alphabet, but no padding.
    private static func base64(_ bytes: [UInt8]) -> String {
        String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text + padding).map(Array.init)
    }
}
