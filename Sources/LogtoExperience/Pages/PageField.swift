import Core

/// A field of a form: the model of the template `field`.
struct PageField: Encodable, Sendable {
    let name: String
    let label: String
    let type: String
    let autocomplete: String
    let inputMode: String?
    let isFirst: Bool
    let value: String?
    let hint: String?
    let errors: [String]
    let isInvalid: Bool
    let describedBy: String?

    init(
        _ name: String, label: String, type: String = "text", autocomplete: String, inputMode: String? = nil,
        isFirst: Bool = false, value: String? = nil, hint: String? = nil, errors: [String] = []
    ) {
        self.name = name
        self.label = label
        self.type = type
        self.autocomplete = autocomplete
        self.inputMode = inputMode
        self.isFirst = isFirst
        self.value = value
        self.hint = hint
        self.errors = errors
        self.isInvalid = !errors.isEmpty
        let ids = [hint.map { _ in "\(name)-hint" }, errors.isEmpty ? nil : "\(name)-error"].compactMap(\.self)
        self.describedBy = ids.isEmpty ? nil : ids.joined(separator: " ")
    }

    /// For what people are known by, any of some kinds.
    static func identifier(
        _ identifiers: [SignInExperience.Identifier], _ texts: PageTexts, isFirst: Bool = false, value: String? = nil,
        error: String? = nil
    ) -> PageField {
        let only = identifiers.count == 1 ? identifiers.first : nil
        let (type, autocomplete) =
            switch only {
            case .email: ("email", "email")
            case .phone: ("tel", "tel")
            case .username, nil: ("text", "username")
            }
        return PageField(
            "identifier", label: texts.label(of: identifiers), type: type, autocomplete: autocomplete,
            isFirst: isFirst, value: value, errors: error.map { [$0] } ?? [])
    }

    static func password(_ texts: PageTexts, isFirst: Bool = false, error: String? = nil) -> PageField {
        PageField(
            "password", label: texts.password, type: "password", autocomplete: "current-password", isFirst: isFirst,
            errors: error.map { [$0] } ?? [])
    }
}

extension PageTexts {
    func label(_ identifier: SignInExperience.Identifier) -> String {
        switch identifier {
        case .username: self.username
        case .email: self.email
        case .phone: self.phone
        }
    }

    func label(of identifiers: [SignInExperience.Identifier]) -> String {
        self.either(identifiers.map(self.label))
    }
}
