import Core
import HTTPTypes
import Hummingbird
import Logging
import Logto
import Storage
import Web

/// Serves a route table under `/api`, with all that Logto does around its handlers (spec `logto-management-api.md` §1
/// to §3): it is known only after the route that somebody has to be authorized, so that an unknown path is not found
/// and no more.
struct ManagementAPI: RouterMiddleware {
    private static let prefix = "/api"
    /// The methods whose bodies Logto reads (§1.2).
    private static let withBody: [HTTPRequest.Method] = [.post, .put, .patch]

    let parts: ManagementParts
    let table: RouteTable

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        guard path.lowercased().hasPrefix(Self.prefix + "/"),
            let match = self.table.match(request.method, path.dropFirst(Self.prefix.count))
        else { return try await next(request, context) }
        if let preflight = APICORS.preflight(request) { return preflight }
        var response = try await LogtoErrors().handle(request, context: context) { request, context in
            switch match {
            case .methods(let methods): OtherMethods.answer(request.method, allowed: methods)
            case .route(let route, let parameters): try await self.answer(route, parameters, request)
            }
        }
        APICORS.add(to: &response, for: request, isForUsers: match.isForUsers)
        SecurityHeaders.add(to: &response)
        // koa computes the tag of a HEAD as of a GET.
        response = try await ETags().handle(request, context: context) { _, _ in response }
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(_ route: Route, _ parameters: [String: String], _ request: Request) async throws -> Response {
        let (caller, handle) = try await self.admit(request, to: route)
        let pairs = request.queryParameters
        let page = try Page(route.paging, pairs)
        // Also where the route has no use for it: what is no JSON is refused all the same.
        let body = Self.withBody.contains(request.method) ? try await APIBody.json(of: request) : [:]
        let search = SearchParameters(pairs)
        try await route.precondition?(
            Call(
                parts: self.parts, caller: caller, parameters: parameters, query: [:], body: [:], page: page,
                search: search))
        let query = try Schema.check(query: pairs, route.query)
        let content = try route.body?.check(body: body) ?? [:]
        let call = Call(
            parts: self.parts, caller: caller, parameters: parameters, query: query, body: content, page: page,
            search: search)
        let answer: Answer
        do {
            let changes = try await MembershipHooks.before(route, call)
            answer = try await handle(call)
            try await DataHooks.trigger(by: route, call, answer, request, changes)
        } catch {
            throw DatabaseErrors.logtoError(error, on: route) ?? error
        }
        return self.response(answer, to: route, request, page)
    }

    /// Who asks, and what is then done for them.
    ///
    /// - Throws: the codes of whoever has to be authorized (§3.1, §3.4).
    private func admit(
        _ request: Request, to route: Route
    ) async throws -> (Call.Caller, @Sendable (Call) async throws -> Answer) {
        switch route.handler {
        case .management(let handle):
            return (try ManagementAuthentication(parts: self.parts).caller(of: request), handle)
        case .account(let handle):
            let caller = try await AccountAuthentication(parts: self.parts).caller(of: request)
            return (.user(caller.userID.value), { call in try await handle(AccountCall(call: call, caller: caller)) })
        case .anonymous(let handle): return (.nobody, handle)
        }
    }

    private func response(_ answer: Answer, to route: Route, _ request: Request, _ page: Page?) -> Response {
        let status = answer.status ?? route.status
        var response: Response
        switch answer.content {
        case .json(let json): response = .json(json, status: status)
        case .reasonPhrase: response = .text(status.reasonPhrase, status: status)
        case .none: response = Response(status: .noContent)
        }
        if let page, let total = answer.total {
            page.add(total: total, isCapped: answer.isCapped, for: request, to: &response.headers)
        }
        return response
    }
}
