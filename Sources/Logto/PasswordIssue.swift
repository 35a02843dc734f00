import Core
import HTTPTypes

/// One reason why a password is not taken (spec `logto-management-api.md` §6.9).
package struct PasswordIssue: Equatable, Sendable {
    package enum Code: String, CaseIterable, Sendable {
        case tooShort = "too_short"
        case tooLong = "too_long"
        case characterTypes = "character_types"
        case unsupportedCharacters = "unsupported_characters"
        case pwned
        case repetition = "restricted.repetition"
        case sequence = "restricted.sequence"
        case userInfo = "restricted.user_info"
        case words = "restricted.words"

        /// Whether the phrase is only a name for what there is too much of.
        var isRestricted: Bool { self.rawValue.hasPrefix("restricted.") }

        var phrase: String { "password_rejected.\(self.rawValue)" }
    }

    package let code: Code
    package let min: Int64?
    package let max: Int64?

    package init(_ code: Code, min: Int64? = nil, max: Int64? = nil) {
        self.code = code
        self.min = min
        self.max = max
    }

    package var json: JSON {
        let interpolation: JSON = ["min": self.min.map(JSON.int), "max": self.max.map(JSON.int)]
        return [
            "code": .string(self.code.phrase),
            "interpolation": interpolation.members?.isEmpty == true ? nil : interpolation,
        ]
    }

    init?(_ json: JSON) {
        guard let code = Code.allCases.first(where: { json["code"]?.string == $0.phrase }) else { return nil }
        let interpolation = json["interpolation"]
        self.init(code, min: interpolation?["min"]?.int, max: interpolation?["max"]?.int)
    }

    /// What a page says of all that is wrong with a password, a sentence a line.
    package static func sentences(_ issues: [PasswordIssue], in language: Language) -> [String] {
        let names = issues.filter(\.code.isRestricted).map { Phrases.message($0.code.phrase, in: language) }
        let restricted =
            names.isEmpty
            ? []
            : [
                Phrases.message(
                    "password_rejected.restricted_found", in: language,
                    values: ["list, list": names.list(in: language)])
            ]
        return issues.filter { !$0.code.isRestricted }.map { $0.sentence(in: language) } + restricted
    }

    private func sentence(in language: Language) -> String {
        var values: [String: String] = [:]
        values["min"] = self.min.map { "\($0)" }
        values["max"] = self.max.map { "\($0)" }
        return Phrases.message(self.code.phrase, in: language, values: values)
    }
}

extension LogtoError {
    package static func passwordRejected(_ issues: [PasswordIssue]) -> LogtoError {
        LogtoError("password.rejected", .unprocessableContent, data: .array(issues.map(\.json)))
    }

    /// What ``passwordRejected(_:)`` was made of.
    package var passwordIssues: [PasswordIssue] { (self.data?.array ?? []).compactMap(PasswordIssue.init) }
}
