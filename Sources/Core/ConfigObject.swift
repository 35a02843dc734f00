/// One object of a configuration while it is read: hands out its members by name and type, notes what does not fit and
/// goes on with a stand-in, and at the end refuses the members that nobody asked for.
final class ConfigObject {
    let path: String
    let report: ConfigReport
    private let origins: Origins
    private let members: [JSON.Member]
    private var asked: [String] = []

    private init(path: String, members: [JSON.Member], origins: Origins, report: ConfigReport) {
        self.path = path
        self.members = members
        self.origins = origins
        self.report = report
    }

    /// Reads an object with `body`; `nil`, with a note, for any other kind of value.
    static func read<Value>(
        _ json: JSON, at path: String, origins: Origins, report: ConfigReport, _ body: (ConfigObject) -> Value
    ) -> Value? {
        guard let members = json.members else {
            report.note(path, "must be an object, not \(json.kind)")
            return nil
        }
        let object = ConfigObject(path: path, members: members, origins: origins, report: report)
        let value = body(object)
        object.refuseUnknownMembers()
        return value
    }

    /// The object as it was written, but for spaces.
    var text: String { JSON.object(self.members).text() }

    func path(of name: String) -> String {
        self.path.isEmpty ? name : "\(self.path).\(name)"
    }

    func note(_ name: String, _ message: String) {
        self.report.note(self.path(of: name), message)
    }

    /// The member's value; `nil` when it is absent or `null`.
    private func value(_ name: String) -> JSON? {
        self.asked.append(name)
        guard let value = self.members.last(where: { $0.name == name })?.value, !value.isNull else { return nil }
        return value
    }

    private func refuseUnknownMembers() {
        for name in self.members.map(\.name) where !self.asked.contains(name) {
            let known = self.asked.sorted().joined(separator: ", ")
            self.note(name, "is not a known key; here one may write: \(known)")
        }
    }
}

extension ConfigObject {
    func optionalString(_ name: String) -> String? {
        guard let value = self.value(name) else { return nil }
        guard let text = value.string else {
            self.note(name, "must be a string, not \(value.kind)")
            return nil
        }
        return self.origins.substitute(in: text)
    }

    /// Whether the member is there and not `null`.
    func has(_ name: String) -> Bool { self.value(name) != nil }

    func isNull(_ name: String) -> Bool {
        self.asked.append(name)
        return self.members.last { $0.name == name }?.value.isNull ?? false
    }

    /// A string that must be there and must not be empty.
    func string(_ name: String) -> String {
        let problems = self.report.problems.count
        guard let text = self.optionalString(name) else {
            if self.report.problems.count == problems { self.note(name, "is missing; it must be a string") }
            return ""
        }
        if text.isEmpty { self.note(name, "must not be empty") }
        return text
    }

    /// A string that becomes part of addresses.
    func identifier<Entity>(_ name: String = "id", of: Entity.Type = Entity.self) -> ID<Entity> {
        let text = self.string(name)
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
                || scalar == "-" || scalar == "_"
        }
        if !isPlain { self.note(name, "may contain only letters, digits, - and _") }
        return ID(text)
    }

    func bool(_ name: String) -> Bool? {
        guard let value = self.value(name) else { return nil }
        if value.bool == nil { self.note(name, "must be true or false, not \(value.kind)") }
        return value.bool
    }

    func int(_ name: String, in range: ClosedRange<Int64> = 0...Int64.max) -> Int64? {
        guard let value = self.value(name) else { return nil }
        guard let number = value.int, range.contains(number) else {
            let upper = range.upperBound == .max ? "" : " and at most \(range.upperBound)"
            self.note(name, "must be a whole number of at least \(range.lowerBound)\(upper)")
            return nil
        }
        return number
    }

    func instant(_ name: String) -> Instant? {
        guard let text = self.optionalString(name) else { return nil }
        let instant = Instant(iso8601: text)
        if instant == nil {
            self.note(name, "is \"\(text)\"; it must be a date such as 2026-11-25 or 2026-11-25T10:20:30Z")
        }
        return instant
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, of: Choice.Type = Choice.self
    ) -> Choice? {
        guard let text = self.optionalString(name) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        self.note(name, "is \"\(text)\"; it must be one of: \(known)")
        return nil
    }

    func choices<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, of: Choice.Type = Choice.self
    ) -> [Choice] {
        (self.strings(name) ?? []).enumerated().compactMap { index, text in
            if let choice = Choice(rawValue: text) { return choice }
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            self.note("\(name)[\(index)]", "is \"\(text)\"; it must be one of: \(known)")
            return nil
        }
    }

    func strings(_ name: String) -> [String]? {
        self.array(name)?.enumerated().compactMap { index, value in
            guard let text = value.string else {
                self.note("\(name)[\(index)]", "must be a string, not \(value.kind)")
                return nil
            }
            return self.origins.substitute(in: text)
        }
    }

    /// Any object, its strings with the origins filled in.
    func json(_ name: String) -> JSON? {
        guard let value = self.value(name) else { return nil }
        if value.members == nil { self.note(name, "must be an object, not \(value.kind)") }
        return self.substitute(in: value)
    }

    func object<Value>(_ name: String, _ body: (ConfigObject) -> Value) -> Value? {
        guard let value = self.value(name) else { return nil }
        return Self.read(value, at: self.path(of: name), origins: self.origins, report: self.report, body)
    }

    func objects<Value>(_ name: String, _ body: (ConfigObject) -> Value) -> [Value] {
        (self.array(name) ?? []).enumerated().compactMap { index, value in
            let path = "\(self.path(of: name))[\(index)]"
            return Self.read(value, at: path, origins: self.origins, report: self.report, body)
        }
    }

    private func array(_ name: String) -> [JSON]? {
        guard let value = self.value(name) else { return nil }
        if value.array == nil { self.note(name, "must be a list, not \(value.kind)") }
        return value.array
    }

    private func substitute(in value: JSON) -> JSON {
        switch value {
        case .string(let text): .string(self.origins.substitute(in: text))
        case .array(let values): .array(values.map(self.substitute))
        case .object(let members): .object(members.map { JSON.Member($0.name, self.substitute(in: $0.value)) })
        default: value
        }
    }
}

extension JSON {
    fileprivate var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .int, .double: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
