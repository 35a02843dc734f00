import Core
import HTTPTypes

/// Which addresses a tenant does not take (spec `logto-oidc.md` §8.4, `logto-management-api.md` §6.9).
extension SignInExperience.EmailBlocklistPolicy {
    /// - Throws: 400 `session.email_blocklist.invalid_email`; 422 `….email_subaddressing_not_allowed`,
    ///   `….email_not_allowed`; 500 `….disposable_email_validation_failed`.
    package func check(_ email: String) throws(LogtoError) {
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count > 1, !parts[1].isEmpty else { throw LogtoError("session.email_blocklist.invalid_email") }
        if self.blockSubaddressing == true, parts[0].contains("+") {
            throw LogtoError("session.email_blocklist.email_subaddressing_not_allowed", .unprocessableContent)
        }
        if (self.customBlocklist ?? []).contains(where: { Self.matches($0, email, domain: parts[1]) }) {
            throw LogtoError(
                "session.email_blocklist.email_not_allowed", .unprocessableContent, values: ["email": email])
        }
        // Only Logto's cloud knows which addresses are disposable.
        if self.blockDisposableAddresses == true {
            throw LogtoError("session.email_blocklist.disposable_email_validation_failed", .internalServerError)
        }
    }

    /// Checks the address that a record is about, if it is about one.
    func check(_ record: VerificationRecord) throws(LogtoError) {
        if let email = record.email { try self.check(email) }
    }

    /// An item is an address, or `@` and a domain; letter case does not count.
    private static func matches(_ item: String, _ email: String, domain: Substring) -> Bool {
        let isDomain = item.hasPrefix("@")
        let pattern = Array((isDomain ? item.dropFirst() : item[...]).lowercased())
        return Self.matches(pattern[...], Array((isDomain ? domain : email[...]).lowercased())[...])
    }

    /// `*` stands for any text.
    private static func matches(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
        var (pattern, text) = (pattern, text)
        // Where to go on when the text after the last star does not fit.
        var retry: (pattern: ArraySlice<Character>, text: ArraySlice<Character>)?
        while !text.isEmpty {
            if pattern.first == "*" {
                pattern = pattern.dropFirst()
                retry = (pattern, text)
            } else if let expected = pattern.first, expected == text.first {
                pattern = pattern.dropFirst()
                text = text.dropFirst()
            } else if let last = retry {
                retry = (last.pattern, last.text.dropFirst())
                pattern = last.pattern
                text = last.text.dropFirst()
            } else {
                return false
            }
        }
        return pattern.allSatisfy { $0 == "*" }
    }
}

extension VerificationRecord {
    /// The address that a record is about, whoever's it may be.
    fileprivate var email: String? {
        switch self.content {
        case .password(let identifier): identifier.type == .email ? identifier.value : nil
        case .code(.email(let email), _, _), .oneTimeToken(let email, _): email
        case .social(_, let profile): profile?.email
        default: nil
        }
    }
}
