import Core
import HTTPTypes

/// An error of Logto's own APIs: a code as Logto spells it, a status, and what goes with it
/// (spec `logto-oidc.md` §1.5 B, `logto-management-api.md` §2.1).
package struct LogtoError: Error, Equatable {
    /// Without a code only the message is sent.
    package var code: String?
    package var status: HTTPResponse.Status
    package var data: JSON?
    /// One line an issue, for bodies that do not have the right shape.
    package var details: String?
    /// What the phrase's `{{placeholders}}` stand for.
    package var values: [String: String]
    /// Sent in place of the code's phrase.
    package var message: String?
    /// The phrase's `{{relativeTime}}`: so many minutes from now, worded in its language.
    package var minutes: Int64?

    /// - Parameter status: 400 where Logto names none.
    package init(
        _ code: String?, _ status: HTTPResponse.Status = .badRequest, data: JSON? = nil, details: String? = nil,
        values: [String: String] = [:], message: String? = nil
    ) {
        self.code = code
        self.status = status
        self.data = data
        self.details = details
        self.values = values
        self.message = message
    }

    /// What people are told.
    package func message(in language: Language) -> String? {
        var values = self.values
        if let minutes = self.minutes { values["relativeTime"] = language.relativeTime(minutes: minutes) }
        return self.message ?? self.code.map { Phrases.message($0, in: language, values: values) }
    }

    package func body(in language: Language) -> JSON {
        [
            "code": self.code.map(JSON.string),
            "data": self.data,
            "details": self.details.map(JSON.string),
            "message": self.message(in: language).map(JSON.string),
        ]
    }
}
