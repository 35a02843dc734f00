import Core
import HTTPTypes
import Inspection

/// The body of `POST /control/faults`.
struct FaultBody: Sendable {
    static let members = ["origin", "endpoint", "client", "account", "fault", "delay", "skip", "times"]
    static let dropped = "dropped"

    let fault: Fault

    init(_ body: ControlBody) throws {
        let delay = try body.duration("delay")?.milliseconds ?? 0
        guard (0...Self.longestDelay).contains(delay) else {
            throw body.error("delay", "must be between PT0S and PT10M")
        }
        var fault = Fault(try Self.effect(body, isLate: delay > 0))
        fault.delayMilliseconds = Int(delay)
        fault.target = try Self.target(body)
        fault.skip = try body.integer("skip", in: 0...1_000_000) ?? 0
        if body.any("times")?.string == "always" {
            fault.times = nil
        } else {
            fault.times = try body.integer("times", in: 1...1_000_000) ?? 1
        }
        if case .named(let name) = fault.effect, fault.target.surface == .logto, name.isPatreons {
            throw body.error("fault", "is \"\(name.rawValue)\", which only Patreon has")
        }
        self.fault = fault
    }

    private static let longestDelay: Int64 = 600_000

    private static func target(_ body: ControlBody) throws -> Fault.Target {
        var target = Fault.Target()
        target.surface = try body.choice("origin")
        target.client = try body.string("client", such: "bookstore-client")
        target.account = try body.string("account", such: "10001")
        if let endpoint = try body.string("endpoint", such: "POST /api/oauth2/token") {
            let words = endpoint.split(separator: " ").map(String.init)
            guard (1...2).contains(words.count), let path = words.last, path.hasPrefix("/") || path.hasPrefix("*"),
                words.count == 1 || words[0].allSatisfy(\.isLetter)
            else {
                throw body.error(
                    "endpoint",
                    "is \"\(endpoint)\"; it must be a path, such as /api/oauth2/token, with a method before it if that "
                        + "matters, and * for any text")
            }
            target.path = PathPattern(path)
            target.method = words.count == 2 ? HTTPRequest.Method(words[0].uppercased()) : nil
        }
        return target
    }

    // MARK: what happens

    private static func effect(_ body: ControlBody, isLate: Bool) throws -> Fault.Effect {
        switch body.any("fault") {
        case nil:
            guard isLate else {
                throw ConsoleError(
                    .badRequest,
                    "Say what is to fail: \"fault\" is one of \(Self.names), or an object: "
                        + "{\"status\": 503, \"body\": \"…\"} answers in the endpoint's place, {\"set\": {\"scope\": null}} and "
                        + "{\"remove\": [\"scope\"]} change its JSON. \"delay\": \"PT6S\" alone only lets wait.")
            }
            return .late
        case .string(let name):
            return try Self.effect(named: name, body)
        default:
            return try Self.effect(of: body)
        }
    }

    private static func effect(named name: String, _ body: ControlBody) throws -> Fault.Effect {
        if name == Self.dropped { return .dropped }
        if let name = FaultName(rawValue: name) { return .named(name) }
        if let spoiling = Fault.Spoiling(rawValue: name) { return .spoilt(spoiling) }
        if let change = Self.changes[name] { return .changed(change) }
        throw body.error("fault", "is \"\(name)\"; it must be one of: \(Self.names)")
    }

    /// Answers that the connector of Logto's cannot do with (spec `patreon.md` §7.1).
    private static let changes = [
        "missingScope": FaultChange(removals: ["scope"]),
        "emailVerifiedNull": FaultChange(settings: [
            FaultChange.Setting(path: "data.attributes.is_email_verified", value: .null)
        ]),
    ]

    private static var names: String {
        (FaultName.allCases.map(\.rawValue) + Fault.Spoiling.allCases.map(\.rawValue) + Self.changes.keys.sorted()
            + [Self.dropped]).joined(separator: ", ")
    }

    private static func effect(of body: ControlBody) throws -> Fault.Effect {
        guard let object = try body.object("fault", members: ["status", "headers", "body", "set", "remove"]) else {
            return .late
        }
        let isChange = object.any("set") != nil || object.any("remove") != nil
        guard isChange != (object.any("status") != nil) else {
            throw body.error("fault", "needs either a \"status\", or \"set\" or \"remove\"")
        }
        if isChange {
            let settings = try object.members("set", such: #"{"data.attributes.email": null}"#)
            return .changed(
                FaultChange(
                    settings: settings.map { FaultChange.Setting(path: $0.name, value: $0.value) },
                    removals: try Self.removals(object)))
        }
        let status = try object.integer("status", in: 200...599) ?? 500
        let (text, type) = Self.text(object.any("body"))
        var headers: HTTPFields = [.contentType: type]
        for member in try object.members("headers", such: #"{"Retry-After": "1"}"#) {
            guard let name = HTTPField.Name(member.name), let value = member.value.string else {
                throw object.error("headers", "has \"\(member.name)\", which is no header with a text as its value")
            }
            headers[name] = value
        }
        return .answer(Fault.Answer(status: HTTPResponse.Status(code: status), headers: headers, body: text))
    }

    private static func removals(_ object: ControlBody) throws -> [String] {
        guard let value = object.any("remove") else { return [] }
        guard let list = value.array, list.allSatisfy({ $0.string != nil }) else {
            throw object.error("remove", "must be a list of paths, such as [\"scope\"]")
        }
        return list.compactMap(\.string)
    }

    /// Text is sent as it is; anything else as JSON.
    private static func text(_ body: JSON?) -> (text: String, type: String) {
        switch body {
        case nil: ("", "text/plain; charset=utf-8")
        case .string(let text):
            (text, text.hasPrefix("<") ? "text/html; charset=utf-8" : "text/plain; charset=utf-8")
        case .some(let json): (json.text(.spaced), "application/json")
        }
    }
}

extension FaultName {
    fileprivate var isPatreons: Bool { [.rateLimited, .rateLimitedByEdge, .forbiddenByEdge].contains(self) }
}
