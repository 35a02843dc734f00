import Core

/// Codes on a sheet of paper, for whoever has lost their phone (spec `logto-management-api.md` §6.5).
package enum BackupCodes {
    package static func make(_ entropy: Entropy) -> [String] {
        (0..<MFAVerification.BackupCode.count).map { _ in entropy.string(10, of: .hexadecimal) }
    }
}
