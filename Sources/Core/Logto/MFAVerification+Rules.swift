/// What administrators may hand in (spec `logto-management-api.md` §6.5).
extension MFAVerification {
    /// Base32 of 16 to 32 characters, padding included.
    package static func isSecret(_ text: String) -> Bool {
        let pattern = /([2-7A-Z]{8})*([2-7A-Z]{2}={6}|[2-7A-Z]{4}={4}|[2-7A-Z]{5}={3}|[2-7A-Z]{7}=)?/
        return (16...32).contains(text.utf8.count) && text.wholeMatch(of: pattern) != nil
    }
}

extension MFAVerification.BackupCode {
    /// How many there are on a sheet.
    package static let count = 10

    /// Ten codes of ten hexadecimal digits.
    package static func isSheet(_ codes: [String]) -> Bool {
        codes.count == Self.count && codes.allSatisfy { $0.wholeMatch(of: /[0-9A-Fa-f]{10}/) != nil }
    }
}
