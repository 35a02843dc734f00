import Core
import HTTPTypes
import Hummingbird
import Web

/// Has armed failures strike the requests of an origin. What they answer looks as if the service had failed by itself.
package struct Faulting: RouterMiddleware {
    private let surface: Surface
    private let faults: Faults
    private let rest: @Sendable (_ milliseconds: Int) async throws -> Void
    private let who: @Sendable (Credentials) async throws -> Caller
    private let words: @Sendable (FaultName, Request) -> Response?

    /// - Parameters:
    ///   - rest: lets time pass.
    ///   - who: whose a request's tokens and codes are.
    ///   - words: what the surface says to a failure; `nil` for one that it does not have.
    package init(
        _ surface: Surface, faults: Faults, rest: @escaping @Sendable (_ milliseconds: Int) async throws -> Void,
        who: @escaping @Sendable (Credentials) async throws -> Caller,
        words: @escaping @Sendable (FaultName, Request) -> Response?
    ) {
        self.surface = surface
        self.faults = faults
        self.rest = rest
        self.who = who
        self.words = words
    }

    package func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var request = request
        let caller = self.faults.asksWho(self.surface) ? try await self.caller(&request) : Caller()
        let fault = self.faults.strike(self.surface, request.head, caller: caller) { effect in
            if case .named(let name) = effect { self.words(name, request) != nil } else { true }
        }
        guard let fault else { return try await next(request, context) }
        context.decision.note(fault: fault.id)
        context.decision.note(client: caller.client, account: caller.account)
        if fault.delayMilliseconds > 0 { try await self.rest(fault.delayMilliseconds) }
        switch fault.effect {
        case .late:
            return try await next(request, context)
        case .named(let name):
            context.decision.note(Decision("fault", "The fault \(fault.id) answers in the endpoint's place: \(name)."))
            return self.words(name, request) ?? Response(status: .internalServerError)
        case .answer(let answer):
            context.decision.note(Decision("fault", "The fault \(fault.id) answers in the endpoint's place."))
            return Response(
                status: answer.status, headers: answer.headers, body: ResponseBody(bytes: Array(answer.body.utf8)))
        case .changed(let change):
            return try await self.json(of: next(request, context), change.applied)
        case .spoilt(let spoiling):
            return try await spoiling.applied(to: next(request, context))
        case .dropped:
            context.decision.note(Decision("fault", "The fault \(fault.id) breaks the connection off."))
            return context.hangUp()
        }
    }

    private func json(of response: Response, _ change: (JSON) -> JSON) async throws -> Response {
        guard Exchange.isJSON(response.headers[.contentType]) else { return response }
        let bytes = try await response.body.bytes()
        let changed = (try? JSON(parsing: bytes)).map { change($0).bytes(.spaced) }
        return response.with(bytes: changed ?? bytes)
    }

    /// The body is read for its parameters, as far as it says how long it is and is no longer than a form may be.
    private func caller(_ request: inout Request) async throws -> Caller {
        var form = FormParameters([])
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        if Exchange.isForm(request.headers[.contentType]), (1...Self.longestForm).contains(length) {
            let buffer = try await request.body.collect(upTo: Self.longestForm)
            request.body = RequestBody(buffer: buffer)
            form = FormParameters(encoded: String(decoding: buffer.readableBytesView, as: UTF8.self))
        }
        let credentials = Credentials(request, form: form)
        var caller = try await self.who(credentials)
        caller.client = caller.client ?? credentials.client
        return caller
    }

    private static let longestForm = 56 * 1024
}

extension Fault.Spoiling {
    fileprivate func applied(to response: Response) async throws -> Response {
        let bytes = try await response.body.bytes()
        switch self {
        case .malformedJSON:
            return response.with(bytes: Array(bytes.prefix(max(1, bytes.count / 2))))
        case .emptyBody:
            return response.with(bytes: [])
        case .wrongSignature:
            guard let json = try? JSON(parsing: bytes), let token = json["id_token"]?.string else {
                return response.with(bytes: bytes)
            }
            let change = FaultChange(settings: [
                FaultChange.Setting(path: "id_token", value: .string(Self.withAnotherSignature(token)))
            ])
            return response.with(bytes: change.applied(to: json).bytes())
        }
    }

    /// The signature of as many bytes, but read backwards.
    private static func withAnotherSignature(_ token: String) -> String {
        guard let dot = token.lastIndex(of: ".") else { return token }
        let start = token.index(after: dot)
        return String(token[..<start]) + String(token[start...].reversed())
    }
}

extension Response {
    fileprivate func with(bytes: [UInt8]) -> Response {
        var response = self
        response.body = ResponseBody(bytes: bytes)
        response.headers[.contentLength] = nil
        return response
    }
}

extension FaultName {
    /// What a proxy in front of any service says.
    package var proxyPage: Response? {
        switch self {
        case .unavailable: Self.page("503 Service Temporarily Unavailable", .serviceUnavailable)
        case .gatewayTimeout: Self.page("504 Gateway Time-out", .gatewayTimeout)
        default: nil
        }
    }

    private static func page(_ title: String, _ status: HTTPResponse.Status) -> Response {
        .html(
            """
            <!DOCTYPE html>
            <html><head><title>\(title)</title></head><body><h1>\(title)</h1></body></html>

            """, status: status)
    }
}
