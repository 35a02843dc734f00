import Core
import OAuth
import Web

extension Schema {
    /// What became of a value. As in the validation library a failed rule leaves the value usable (*dirty*), so that
    /// others are still asked, and a wrong type does not.
    struct Outcome {
        /// `nil` for a wrong type, and for a member that is absent.
        var value: JSON?
        var issues: [SchemaIssue] = []
        var isAborted = false

        static func valid(_ value: JSON) -> Outcome { Outcome(value: value) }

        static func aborted(_ issues: SchemaIssue...) -> Outcome { Outcome(issues: issues, isAborted: true) }
    }

    /// The value as the schema lets it through.
    ///
    /// - Throws: the code with all issues, where there are any.
    package func check(
        _ value: JSON, _ code: String, values: [String: String] = [:]
    ) throws(LogtoError) -> JSON {
        let outcome = self.parse(value, at: [])
        guard outcome.issues.isEmpty, let value = outcome.value else {
            throw LogtoError(code, data: outcome.issues.json, details: outcome.issues.details, values: values)
        }
        return value
    }

    /// A request's body as the schema lets it through.
    ///
    /// - Throws: 400 `guard.invalid_input`.
    package func check(body: JSON) throws(LogtoError) -> JSON {
        try self.check(body, "guard.invalid_input", values: ["type": "body"])
    }

    /// A request's query as the schema lets it through.
    ///
    /// - Throws: 400 `guard.invalid_input`.
    package static func check(query: FormParameters, _ fields: [Field]) throws(LogtoError) -> JSON {
        try Schema.object(fields).check(JSON(query: query), "guard.invalid_input", values: ["type": "query"])
    }

    /// - Parameter value: `nil` for a member that is absent.
    func parse(_ value: JSON?, at path: [JSON]) -> Outcome {
        switch self {
        case .any: value.map(Outcome.valid) ?? .valid(.null)
        case .string(let rules): Self.string(value, rules, path)
        case .number(let rules): Self.number(value, rules, path)
        case .boolean: value?.bool.map { .valid(.bool($0)) } ?? .aborted(.type("boolean", value, at: path))
        case .literal(let text): Self.literal(value, text, path)
        case .choice(let options): Self.choice(value, options, path)
        case .array(let element, let least, let most): Self.array(value, element, least, most, path)
        case .object(let fields): Self.object(value, fields, path)
        case .record(let element): Self.record(value, element, path)
        case .union(let options): Self.union(value, options, path)
        case .tagged(let tag, let variants): Self.tagged(value, tag, variants, path)
        case .nullable(let schema): if case .null? = value { .valid(.null) } else { schema.parse(value, at: path) }
        case .named(_, let schema): schema.parse(value, at: path)
        case .refined(let schema, let check): Self.refined(schema.parse(value, at: path), check, path)
        }
    }

    private static func string(_ value: JSON?, _ rules: [StringRule], _ path: [JSON]) -> Outcome {
        guard let text = value?.string else { return .aborted(.type("string", value, at: path)) }
        // As JavaScript counts.
        let length = text.utf16.count
        let issues = rules.compactMap { rule -> SchemaIssue? in
            switch rule {
            case .least(let least) where length < least:
                .tooSmall(
                    "string", minimum: .int(Int64(least)), "String must contain at least \(least) character(s)",
                    at: path)
            case .most(let most) where length > most:
                .tooBig(
                    "string", maximum: .int(Int64(most)), "String must contain at most \(most) character(s)",
                    at: path)
            case .url where WebURL(text) == nil: .invalidString("url", at: path)
            case .email where !text.isEmailAddress: .invalidString("email", at: path)
            case .pattern(_, let fits) where !fits(text): .invalidString("regex", at: path)
            default: nil
            }
        }
        return Outcome(value: .string(text), issues: issues)
    }

    private static func number(_ value: JSON?, _ rules: [NumberRule], _ path: [JSON]) -> Outcome {
        guard let value, let number = value.double else { return .aborted(.type("number", value, at: path)) }
        let issues = rules.compactMap { rule -> SchemaIssue? in
            switch rule {
            case .whole where number.rounded() != number:
                SchemaIssue(
                    members: ["code": "invalid_type", "expected": "integer", "received": "float"],
                    message: "Expected integer, received float", path: path)
            case .least(let least) where number < least:
                .tooSmall(
                    "number", minimum: .number(least),
                    "Number must be greater than or equal to \(JSON.number(least).text())", at: path)
            case .moreThan(let least) where number <= least:
                .tooSmall(
                    "number", minimum: .number(least), isInclusive: false,
                    "Number must be greater than \(JSON.number(least).text())", at: path)
            case .most(let most) where number > most:
                .tooBig(
                    "number", maximum: .number(most),
                    "Number must be less than or equal to \(JSON.number(most).text())", at: path)
            default: nil
            }
        }
        return Outcome(value: value, issues: issues)
    }

    private static func literal(_ value: JSON?, _ text: String, _ path: [JSON]) -> Outcome {
        if let value, value == .string(text) { return .valid(value) }
        return .aborted(
            SchemaIssue(
                members: ["received": value, "code": "invalid_literal", "expected": .string(text)],
                message: "Invalid literal value, expected \(JSON.string(text).text())", path: path))
    }

    private static func choice(_ value: JSON?, _ options: [String], _ path: [JSON]) -> Outcome {
        let names = options.map { "'\($0)'" }.joined(separator: " | ")
        guard let text = value?.string else { return .aborted(.type(names, value, at: path)) }
        guard options.contains(text) else {
            return .aborted(
                SchemaIssue(
                    members: [
                        "received": .string(text), "code": "invalid_enum_value", "options": .strings(options),
                    ], message: "Invalid enum value. Expected \(names), received '\(text)'", path: path))
        }
        return .valid(.string(text))
    }

    private static func array(
        _ value: JSON?, _ element: Schema, _ least: Int?, _ most: Int?, _ path: [JSON]
    ) -> Outcome {
        guard let list = value?.array else { return .aborted(.type("array", value, at: path)) }
        var outcome = Outcome()
        if let least, list.count < least {
            outcome.issues.append(
                .tooSmall(
                    "array", minimum: .int(Int64(least)), "Array must contain at least \(least) element(s)", at: path))
        }
        if let most, list.count > most {
            outcome.issues.append(
                .tooBig(
                    "array", maximum: .int(Int64(most)), "Array must contain at most \(most) element(s)", at: path))
        }
        var values: [JSON] = []
        for (index, item) in list.enumerated() {
            let inner = element.parse(item, at: path + [.int(Int64(index))])
            outcome.add(inner)
            if let value = inner.value { values.append(value) }
        }
        outcome.value = .array(values)
        return outcome
    }

    private static func object(_ value: JSON?, _ fields: [Field], _ path: [JSON]) -> Outcome {
        guard let value, value.members != nil else { return .aborted(.type("object", value, at: path)) }
        var outcome = Outcome()
        var members: [JSON.Member] = []
        for field in fields {
            let member = value[field.name]
            if member == nil, !field.isRequired { continue }
            let inner = field.schema.parse(member, at: path + [.string(field.name)])
            outcome.add(inner)
            if let value = inner.value { members.append(JSON.Member(field.name, value)) }
        }
        outcome.value = .object(members)
        return outcome
    }

    private static func record(_ value: JSON?, _ element: Schema, _ path: [JSON]) -> Outcome {
        guard let given = value?.members else { return .aborted(.type("object", value, at: path)) }
        var outcome = Outcome()
        var members: [JSON.Member] = []
        for member in given {
            let inner = element.parse(member.value, at: path + [.string(member.name)])
            outcome.add(inner)
            if let value = inner.value { members.append(JSON.Member(member.name, value)) }
        }
        outcome.value = .object(members)
        return outcome
    }

    /// The first option without an issue; else the issues of the first that only broke rules; else all of them.
    private static func union(_ value: JSON?, _ options: [Schema], _ path: [JSON]) -> Outcome {
        let outcomes = options.map { $0.parse(value, at: path) }
        if let fitting = outcomes.first(where: \.issues.isEmpty) { return fitting }
        if let dirty = outcomes.first(where: { !$0.isAborted }) { return dirty }
        return .aborted(
            SchemaIssue(
                members: ["code": "invalid_union", "unionErrors": .array(outcomes.map(\.issues.json))],
                message: "Invalid input", path: path))
    }

    private static func tagged(
        _ value: JSON?, _ tag: String, _ variants: [Variant], _ path: [JSON]
    ) -> Outcome {
        guard value?.members != nil else { return .aborted(.type("object", value, at: path)) }
        guard let text = value?[tag]?.string, let variant = variants.first(where: { $0.value == text }) else {
            let values = variants.map { "'\($0.value)'" }.joined(separator: " | ")
            return .aborted(
                SchemaIssue(
                    members: ["code": "invalid_union_discriminator", "options": .strings(variants.map(\.value))],
                    message: "Invalid discriminator value. Expected \(values)", path: path + [.string(tag)]))
        }
        return Self.object(value, [.required(tag, .literal(text))] + variant.fields, path)
    }

    private static func refined(
        _ outcome: Outcome, _ check: @Sendable (JSON) -> Bool, _ path: [JSON]
    ) -> Outcome {
        guard !outcome.isAborted, let value = outcome.value, !check(value) else { return outcome }
        var outcome = outcome
        outcome.issues.append(.custom(at: path))
        return outcome
    }
}

extension Schema.Outcome {
    fileprivate mutating func add(_ inner: Schema.Outcome) {
        self.issues += inner.issues
        self.isAborted = self.isAborted || inner.isAborted
    }
}

extension JSON {
    /// Of any number.
    package var double: Double? {
        switch self {
        case .int(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }

    /// Whole numbers without a point.
    static func number(_ number: Double) -> JSON {
        number.rounded() == number ? .int(Int64(number)) : .double(number)
    }
}

extension String {
    /// As the validation library wants an address.
    fileprivate var isEmailAddress: Bool {
        self.wholeMatch(
            of: /(?!\.)(?!.*\.\.)([A-Za-z0-9_'+\-.]*)[A-Za-z0-9_+\-]@([A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}/) != nil
    }
}
