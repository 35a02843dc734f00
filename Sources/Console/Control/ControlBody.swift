import Core
import HTTPTypes
import Hummingbird
import Web

/// The JSON object in a request to the control API. Its content type does not matter, so that `curl --data` will do.
struct ControlBody: Sendable {
    private let object: JSON
    /// How the object's members are called in messages.
    private let path: String

    private static let limit = 1024 * 1024

    /// - Parameter names: the members that there may be; no body is as good as an empty object.
    init(_ request: Request, members names: [String]) async throws {
        let text = try await request.bodyText(upTo: Self.limit)
        if text.allSatisfy(\.isWhitespace) {
            try self.init([:], path: "", members: names)
            return
        }
        let json: JSON
        do {
            json = try JSON(parsing: text)
        } catch {
            throw ConsoleError(
                .badRequest,
                "The body is not JSON: \(JSON.reason(error)). Send an object; its members may be: "
                    + "\(names.joined(separator: ", ")).")
        }
        try self.init(json, path: "", members: names)
    }

    private init(_ json: JSON, path: String, members names: [String]) throws {
        guard let members = json.members else {
            throw ConsoleError(.badRequest, "\(path.isEmpty ? "The body" : "\"\(path)\"") must be a JSON object.")
        }
        if let other = members.first(where: { !names.contains($0.name) }) {
            throw ConsoleError(
                .badRequest,
                "\"\(path.isEmpty ? "" : "\(path).")\(other.name)\" is not known here; there may be: "
                    + "\(names.joined(separator: ", ")).")
        }
        self.object = json
        self.path = path
    }

    /// A member that is an object itself.
    func object(_ name: String, members names: [String]) throws -> ControlBody? {
        try self.value(name).map { try ControlBody($0, path: self.full(name), members: names) }
    }

    func string(_ name: String, such example: String) throws -> String? {
        guard let value = self.value(name) else { return nil }
        guard let text = value.string else { throw self.error(name, "must be a string, such as \"\(example)\"") }
        return text
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String) throws -> Choice? {
        let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        guard let text = try self.string(name, such: Choice.allCases.first?.rawValue ?? "") else { return nil }
        guard let choice = Choice(rawValue: text) else {
            throw self.error(name, "is \"\(text)\"; it must be one of: \(all)")
        }
        return choice
    }

    func duration(_ name: String) throws -> ISODuration? {
        guard let text = try self.string(name, such: "PT1H") else { return nil }
        guard let duration = ISODuration(text) else {
            throw self.error(
                name,
                "is \"\(text)\"; it must be an ISO 8601 duration of weeks, days, hours, minutes and seconds, such "
                    + "as PT1H, P3D or PT90S")
        }
        return duration
    }

    func instant(_ name: String) throws -> Instant? {
        guard let text = try self.string(name, such: "2027-01-15T08:00:00Z") else { return nil }
        guard let instant = Instant(iso8601: text) else {
            throw self.error(
                name, "is \"\(text)\"; it must be a time with its offset, such as 2027-01-15T08:00:00Z")
        }
        return instant
    }

    func integer(_ name: String, in range: ClosedRange<Int64>) throws -> Int? {
        guard let value = self.value(name) else { return nil }
        guard let number = value.int, range.contains(number) else {
            throw self.error(name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return Int(number)
    }

    /// Whatever it is; `nil` when it is absent or `null`.
    func any(_ name: String) -> JSON? { self.value(name) }

    /// All members of an object of whatever names.
    func members(_ name: String, such example: String) throws -> [JSON.Member] {
        guard let value = self.value(name) else { return [] }
        guard let members = value.members else { throw self.error(name, "must be an object, such as \(example)") }
        return members
    }

    func error(_ name: String, _ problem: String) -> ConsoleError {
        ConsoleError(.badRequest, "\"\(self.full(name))\" \(problem).")
    }

    /// `nil` when it is absent or `null`.
    private func value(_ name: String) -> JSON? {
        self.object[name].flatMap { $0.isNull ? nil : $0 }
    }

    private func full(_ name: String) -> String { self.path.isEmpty ? name : "\(self.path).\(name)" }
}
