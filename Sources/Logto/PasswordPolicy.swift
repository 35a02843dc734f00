import Core
import HTTPTypes

/// What a password must not repeat of its user.
package struct PasswordUserInfo: Equatable, Sendable {
    package var name: String?
    package var username: String?
    package var email: String?
    package var phone: String?

    package init(name: String? = nil, username: String? = nil, email: String? = nil, phone: String? = nil) {
        self.name = name
        self.username = username
        self.email = email
        self.phone = phone
    }

    package init(_ user: LogtoUser) {
        self.init(name: user.name, username: user.username, email: user.primaryEmail, phone: user.primaryPhone)
    }

    /// In lower case.
    fileprivate var words: [String] {
        let name = self.name ?? ""
        let parts = name.split(whereSeparator: \.isWhitespace).map(String.init)
        let emailLocalPart = self.email?.split(separator: "@", omittingEmptySubsequences: false).first.map(String.init)
        return ([name, parts.joined()] + parts + [self.username, emailLocalPart, self.phone].compactMap { $0 })
            .filter { !$0.isEmpty }.map { $0.lowercased() }
    }
}

extension SignInExperience.PasswordPolicy {
    /// Why Logto would not take a password, in its order (spec `logto-management-api.md` §6.9); nothing for one that it
    /// takes.
    ///
    /// - Parameter breached: in the place of the service on the internet that Logto asks.
    package func issues(
        of password: String, for user: PasswordUserInfo, breached: BreachedPasswords
    ) -> [PasswordIssue] {
        var issues: [PasswordIssue] = []
        let length = Int64(password.utf16.count)
        if length < self.effectiveLength.min {
            issues.append(PasswordIssue(.tooShort, min: self.effectiveLength.min))
        } else if length > self.effectiveLength.max {
            issues.append(PasswordIssue(.tooLong, max: self.effectiveLength.max))
        }
        switch Self.characterTypes(of: password) {
        case nil: issues.append(PasswordIssue(.unsupportedCharacters))
        case let count? where count < self.effectiveCharacterTypes.min:
            issues.append(PasswordIssue(.characterTypes, min: self.effectiveCharacterTypes.min))
        default: break
        }
        if self.effectiveRejects.pwned, breached.contain(password) { issues.append(PasswordIssue(.pwned)) }
        return issues + self.restricted(password, user).map { PasswordIssue($0) }
    }

    /// How many of the four types there are; `nil` where a character is of none.
    private static func characterTypes(of password: String) -> Int64? {
        var types: Set<Int> = []
        for scalar in password.unicodeScalars {
            switch scalar {
            case "a"..."z": types.insert(0)
            case "A"..."Z": types.insert(1)
            case "0"..."9": types.insert(2)
            case " "..."~": types.insert(3)
            default: return nil
            }
        }
        return Int64(types.count)
    }

    /// Finds, at each position, what begins there, and whether all of it together leaves too little of the password.
    private func restricted(_ password: String, _ user: PasswordUserInfo) -> [PasswordIssue.Code] {
        let text = Array(password.utf16)
        let rejects = self.effectiveRejects
        let lowercased = password.lowercased()
        // The one letter that becomes two in lower case would shift what follows; nothing is then found behind it.
        let lower = Array(lowercased.utf16)
        let words = rejects.words.map { Array($0.lowercased().utf16) }
        let userWords = rejects.userInfo ? user.words.map { Array($0.utf16) } : []
        var covered = [Bool](repeating: false, count: text.count)
        var found: [PasswordIssue.Code] = []
        for start in text.indices {
            let rest = text[start...]
            let lowerRest = lower.dropFirst(start)
            var lengths: [(PasswordIssue.Code, Int)] = []
            if rejects.repetitionAndSequence {
                lengths.append((.repetition, Self.repetition(lowerRest)))
                lengths.append((.sequence, Self.sequence(rest)))
            }
            lengths.append((.words, Self.longest(of: words, in: lowerRest)))
            lengths.append((.userInfo, Self.longest(of: userWords, in: lowerRest)))
            for (code, length) in lengths where length > 0 {
                for index in start..<min(start + length, text.count) { covered[index] = true }
                if !found.contains(code) { found.append(code) }
            }
        }
        return covered.count { $0 } > max(1, text.count - 3) ? found : []
    }

    private static func repetition(_ rest: ArraySlice<UInt16>) -> Int {
        let length = rest.prefix { $0 == rest.first }.count
        return length >= self.threshold ? length : 0
    }

    private static func sequence(_ rest: ArraySlice<UInt16>) -> Int {
        self.sequences.map { sequence in
            guard let first = rest.first, let at = sequence.firstIndex(of: first) else { return 0 }
            let length = zip(rest, sequence[at...]).prefix { $0 == $1 }.count
            return length >= self.threshold ? length : 0
        }.max() ?? 0
    }

    private static func longest(of words: [[UInt16]], in rest: ArraySlice<UInt16>) -> Int {
        words.filter { !$0.isEmpty && rest.starts(with: $0) }.map(\.count).max() ?? 0
    }

    private static let threshold = 3

    /// Forwards and backwards, in either case.
    private static let sequences: [[UInt16]] = [
        "0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz", "2wsx", "3edc",
        "4rfv", "5tgb", "6yhn", "7ujm", "8ik", "9ol",
    ].flatMap { [$0, $0.uppercased()] }.flatMap { [Array($0.utf16), Array($0.utf16.reversed())] }
}
