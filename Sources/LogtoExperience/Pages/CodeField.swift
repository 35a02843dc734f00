import Web

/// The six fields for a code, as on Logto's pages `name_0` to `name_5`: the model of the template `code-field`.
struct CodeField: Encodable, Sendable {
    struct Digit: Encodable, Sendable {
        let name: String
        let label: String
        let autocomplete: String
        let isFirst: Bool
    }

    private static let length = 6

    let name: String
    let label: String
    let digits: [Digit]
    let error: String?

    /// - Parameters:
    ///   - name: of the fields, without what tells them apart: `passcode`.
    ///   - hasFocus: whether one begins to type here.
    init(_ name: String, _ texts: PageTexts, hasFocus: Bool = true, error: String? = nil) {
        self.name = name
        self.label = texts.verificationCode
        self.digits = (0..<Self.length).map { index in
            Digit(
                name: "\(name)_\(index)", label: texts.digit(index + 1, of: Self.length),
                // Where a phone puts a code that has just come.
                autocomplete: index == 0 ? "one-time-code" : "off", isFirst: hasFocus && index == 0)
        }
        self.error = error
    }

    /// The code that was entered: the digits of all fields together, of whatever script. As on Logto's page, nothing but
    /// digits counts, and a whole code may have been pasted into one field.
    ///
    /// - Returns: `nil` for what is not six digits, which Logto's page does not even send.
    static func code(_ name: String, in form: FormParameters) -> String? {
        let text = (0..<self.length).map { form["\(name)_\($0)"] ?? "" }.joined()
        let digits = text.unicodeScalars.compactMap { scalar in
            scalar.properties.numericType == .decimal ? scalar.properties.numericValue.map { String(Int($0)) } : nil
        }
        let code = digits.joined()
        return code.count == self.length ? code : nil
    }
}
