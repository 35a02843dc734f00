import Core
import HTTPTypes
import Hummingbird
import Inspection
import Web

/// `GET /control/exchanges` and `…/{number}`: what the two services were asked and what they answered, with the rule that
/// decided; `DELETE` forgets it.
struct ExchangesAPI: Sendable {
    let recorder: Recorder

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("control/exchanges", use: self.list)
            .get("control/exchanges/{number}", use: self.show)
            .delete("control/exchanges") { _, _ in
                self.recorder.forget()
                return Response(status: .noContent)
            }
    }

    @Sendable private func list(_ request: Request, _ context: WebContext) async throws -> Response {
        let query = try ExchangeQuery(request.queryParameters)
        let found = await self.recorder.exchanges(query.filter, waiting: query.milliseconds)
        return .json(["exchanges": .array(found.map(\.json)), "last": .int(self.recorder.last)])
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let text = context.parameters.get("number") ?? ""
        guard let exchange = Int64(text).flatMap(self.recorder.exchange) else {
            throw ConsoleError(
                .notFound, "There is no exchange \(text), or no more; the latest has the number \(self.recorder.last).")
        }
        return .json(exchange.json)
    }
}

/// The query of `GET /control/exchanges`.
struct ExchangeQuery: Sendable {
    private(set) var filter = ExchangeFilter()
    private(set) var milliseconds = 0

    private static let names = [
        "origin", "method", "path", "status", "client", "account", "rule", "error", "after", "limit", "wait",
    ]

    init(_ parameters: FormParameters) throws {
        for pair in parameters.pairs {
            switch pair.name {
            case "origin":
                guard let surface = Surface(rawValue: pair.value) else {
                    throw Self.error(
                        pair, "must be one of: \(Surface.allCases.map(\.rawValue).joined(separator: ", "))")
                }
                self.filter.surface = surface
            case "method": self.filter.method = pair.value.uppercased()
            case "path": self.filter.path = PathPattern(pair.value)
            case "status":
                guard pair.value.wholeMatch(of: /[1-5](?:[0-9]{2}|xx)/) != nil else {
                    throw Self.error(pair, "must be a status, such as 401, or 4xx for all that begin so")
                }
                self.filter.status = pair.value
            case "client": self.filter.client = pair.value
            case "account": self.filter.account = pair.value
            case "rule": self.filter.rule = PathPattern(pair.value)
            case "error": self.filter.error = pair.value
            case "after": self.filter.after = Int64(try Self.number(pair, 0...Double(Int32.max)))
            case "limit": self.filter.limit = Int(try Self.number(pair, 1...1000))
            case "wait": self.milliseconds = Int(try Self.number(pair, 0...60) * 1000)
            default:
                throw ConsoleError(
                    .badRequest,
                    "\"\(pair.name)\" is not known here; there may be: \(Self.names.joined(separator: ", ")).")
            }
        }
    }

    private static func number(_ pair: FormParameters.Pair, _ range: ClosedRange<Double>) throws -> Double {
        guard let number = Double(pair.value), range.contains(number) else {
            throw Self.error(pair, "must be a number from \(Int(range.lowerBound)) to \(Int(range.upperBound))")
        }
        return number
    }

    private static func error(_ pair: FormParameters.Pair, _ problem: String) -> ConsoleError {
        ConsoleError(.badRequest, "\"\(pair.name)\" is \"\(pair.value)\"; it \(problem).")
    }
}
