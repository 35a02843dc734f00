import Core
import HTTPTypes

extension SignInExperience.UsernamePolicy {
    /// Whether people may call themselves this from now on; whoever has such a name keeps it (spec
    /// `logto-management-api.md` §6.9).
    ///
    /// - Throws: 422 `user.username_too_short`, `….username_too_long`, `….username_…_not_allowed`: the first that fits.
    package func check(_ username: String) throws(LogtoError) {
        let length = Int64(username.utf16.count)
        if length < self.minLength { throw Self.refusal("too_short", values: ["min": "\(self.minLength)"]) }
        if length > self.maxLength { throw Self.refusal("too_long", values: ["max": "\(self.maxLength)"]) }
        let allowed = self.allowedChars
        let kinds: [(name: String, isAllowed: Bool, contains: (Character) -> Bool)] = [
            ("uppercase", allowed.uppercase, { ("A"..."Z").contains($0) }),
            ("lowercase", allowed.lowercase, { ("a"..."z").contains($0) }),
            ("numbers", allowed.numbers, { ("0"..."9").contains($0) }),
            ("underscore", allowed.underscore, { $0 == "_" }),
        ]
        if let wrong = kinds.first(where: { !$0.isAllowed && username.contains(where: $0.contains) }) {
            throw Self.refusal("\(wrong.name)_not_allowed")
        }
    }

    private static func refusal(_ reason: String, values: [String: String] = [:]) -> LogtoError {
        LogtoError("user.username_\(reason)", .unprocessableContent, values: values)
    }
}
