import Core
import Hummingbird
import Inspection
import Web

/// `/console/exchanges`: what the two services were asked and answered, the newest first, and why they answered so.
struct ExchangesPage: Sendable {
    let parts: ConsoleParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("console/exchanges", use: self.show)
            .post("console/exchanges/forget") { _, _ in
                self.parts.recorder.forget()
                return Response.redirect(to: "/console/exchanges")
            }
    }

    /// The model of the template `console-exchanges`.
    private struct Model: Encodable, Sendable {
        let filters: [Filter]
        let faults: String?
        let exchanges: [Entry]
    }

    private struct Filter: Encodable, Sendable {
        let text: String
        let href: String
        let isCurrent: Bool
    }

    private static let filters: [(text: String, query: String)] = [
        ("All", ""), ("Logto", "origin=logto"), ("Patreon", "origin=patreon"), ("Refused", "show=refused"),
    ]

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let parameters = request.queryParameters
        var filter = ExchangeFilter()
        filter.surface = parameters["origin"].flatMap(Surface.init)
        let isRefused = parameters["show"] == "refused"
        filter.limit = isRefused ? 1000 : 100
        let found = self.parts.recorder.exchanges(filter).filter { !isRefused || $0.outcome.word != .accepted }
        let armed = self.parts.faults.all.count
        let model = Model(
            filters: Self.filters.map { filter in
                Filter(
                    text: filter.text, href: "/console/exchanges" + (filter.query.isEmpty ? "" : "?\(filter.query)"),
                    isCurrent: filter.query == request.uri.query ?? "")
            },
            faults: armed == 0 ? nil : "Failures are armed: \(armed). GET /control/faults lists them.",
            exchanges: found.suffix(100).reversed().map(Entry.init))
        return self.parts.pages.response(
            "console-exchanges", model, in: PageFrame(surface: .console, title: "Requests and answers"))
    }
}

extension ExchangesPage {
    struct Entry: Encodable, Sendable {
        let number: String
        let time: String
        let origin: String
        let request: String
        let status: String
        /// `ok` or `warning`.
        let tone: String
        let rule: String?
        let reason: String?
        let who: String?
        let groups: [Group]

        init(_ exchange: Exchange) {
            let json = exchange.json
            let outcome = exchange.outcome
            let decision = exchange.note.decision
            self.number = String(exchange.number)
            self.time = String(exchange.askedAt.isoText.dropFirst(11).prefix(8))
            self.origin = exchange.surface == .logto ? "Logto" : "Patreon"
            self.request = "\(exchange.request.method.rawValue) \(exchange.path)"
            self.status = String(exchange.status.code)
            self.tone = outcome.word == .accepted ? "ok" : "warning"
            self.rule = decision?.rule ?? outcome.error
            self.reason = decision?.reason ?? outcome.description
            let names = [exchange.client.map { "client \($0)" }, exchange.account.map { "account \($0)" }]
            let who = names.compactMap(\.self).joined(separator: ", ")
            self.who = who.isEmpty ? nil : who
            self.groups = [
                // What one looks for first stands first.
                Group("Decision", json["decision"]), Group("Query", json["request"]?["query"]),
                Group("Form", json["request"]?["form"]), Group("Body", json["request"]?["json"]),
                Group("Redirects to", json["response"]?["location"]), Group("Answer", json["response"]?["body"]),
                Group("Request headers", json["request"]?["headers"]),
                Group("Answer headers", json["response"]?["headers"]),
            ].filter { !$0.lines.isEmpty }
        }
    }

    /// The members of an object, a line each; those within it by their path.
    struct Group: Encodable, Sendable {
        struct Line: Encodable, Sendable {
            let name: String
            let value: String
        }

        let title: String
        let lines: [Line]

        init(_ title: String, _ json: JSON?) {
            self.title = title
            var lines: [Line] = []
            Self.add(json ?? .null, named: "", to: &lines)
            self.lines = lines
        }

        private static let most = 80

        private static func add(_ json: JSON, named path: String, to lines: inout [Line]) {
            guard lines.count < Self.most else { return }
            func name(_ member: String) -> String { path.isEmpty ? member : "\(path).\(member)" }
            switch json {
            case .object(let members):
                for member in members { Self.add(member.value, named: name(member.name), to: &lines) }
            case .array(let values):
                for (index, value) in values.enumerated() { Self.add(value, named: name("\(index)"), to: &lines) }
            case .string(let text): lines.append(Line(name: path, value: text))
            case .null where path.isEmpty: break
            default: lines.append(Line(name: path, value: json.text()))
            }
        }
    }
}
