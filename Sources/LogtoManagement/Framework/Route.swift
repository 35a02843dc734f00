import Core
import HTTPTypes
import Logto

/// A route of Logto's APIs as data: what it is called, what it asks of a request, whom it is for, and what it does. The
/// APIs are served from these, and described from these.
struct Route: Sendable {
    let operation: APIOperation
    let handler: Handler
    /// What is looked at before the query and the body are; the call has neither.
    private(set) var precondition: (@Sendable (Call) async throws -> Void)?

    var method: HTTPRequest.Method { self.operation.method }
    var path: String { self.operation.path }
    var paging: APIOperation.Paging { self.operation.paging }
    var query: [Schema.Field] { self.operation.query }
    var body: Schema? { self.operation.body }
    var status: HTTPResponse.Status { self.operation.status }

    /// What a route does, by whom it is for: whoever administers the tenant, users about their own account, or everybody.
    enum Handler: Sendable {
        case management(@Sendable (Call) async throws -> Answer)
        case account(@Sendable (AccountCall) async throws -> Answer)
        case anonymous(@Sendable (Call) async throws -> Answer)
    }

    /// For whoever administers the tenant.
    init(
        _ method: HTTPRequest.Method, _ path: String, _ summary: String, status: HTTPResponse.Status = .ok,
        answer: APIOperation.Content? = nil, paging: APIOperation.Paging = .none, isSearchable: Bool = false,
        query: [Schema.Field] = [], body: Schema? = nil, handle: @escaping @Sendable (Call) async throws -> Answer
    ) {
        self.init(
            APIOperation(
                method, path, summary, for: .administrators, paging: paging, isSearchable: isSearchable,
                query: query, body: body, status: status,
                answer: answer ?? (paging == .none ? nil : .json(.array(.jsonObject)))),
            .management(handle))
    }

    private init(_ operation: APIOperation, _ handler: Handler) {
        self.operation = operation
        self.handler = handler
    }

    /// For users about their own account.
    static func account(
        _ method: HTTPRequest.Method, _ path: String, _ summary: String, status: HTTPResponse.Status = .ok,
        answer: APIOperation.Content? = nil, query: [Schema.Field] = [], body: Schema? = nil,
        handle: @escaping @Sendable (AccountCall) async throws -> Answer
    ) -> Route {
        Route(
            APIOperation(
                method, path, summary, for: .users, query: query, body: body, status: status, answer: answer),
            .account(handle))
    }

    /// For everybody.
    static func anonymous(
        _ method: HTTPRequest.Method, _ path: String, _ summary: String, answer: APIOperation.Content? = nil,
        query: [Schema.Field] = [], handle: @escaping @Sendable (Call) async throws -> Answer
    ) -> Route {
        Route(
            APIOperation(method, path, summary, for: .everybody, query: query, answer: answer), .anonymous(handle))
    }

    /// Also fails with other statuses than its operation says by itself.
    func failing(_ statuses: HTTPResponse.Status...) -> Route {
        self.described { $0.failing(Set(statuses)) }
    }

    /// May also answer something else with another status.
    func or(_ status: HTTPResponse.Status, _ answer: APIOperation.Content) -> Route {
        self.described { $0.or(status, answer) }
    }

    private func described(_ change: (APIOperation) -> APIOperation) -> Route {
        var route = Route(change(self.operation), self.handler)
        route.precondition = self.precondition
        return route
    }

    func after(_ precondition: @escaping @Sendable (Call) async throws -> Void) -> Route {
        var route = self
        route.precondition = precondition
        return route
    }
}

/// What a handler answers with.
struct Answer: Sendable {
    enum Content: Sendable {
        case json(JSON)
        /// The reason phrase of the status, as Logto's web framework fills in for a handler that sets no body (§1.2).
        case reasonPhrase
        case none
    }

    let content: Content
    /// Where it is not the route's.
    let status: HTTPResponse.Status?
    /// Of a list that was cut into pages.
    let total: Int?
    /// Whether counting ended before the list did.
    let isCapped: Bool

    private init(
        _ content: Content, status: HTTPResponse.Status? = nil, total: Int? = nil, isCapped: Bool = false
    ) {
        self.isCapped = isCapped
        self.content = content
        self.status = status
        self.total = total
    }

    static func json(_ json: JSON, status: HTTPResponse.Status? = nil, total: Int? = nil) -> Answer {
        Answer(.json(json), status: status, total: total)
    }

    static func list(_ items: [JSON], total: Int? = nil, isCapped: Bool = false) -> Answer {
        Answer(.json(.array(items)), total: total, isCapped: isCapped)
    }

    static let reasonPhrase = Answer(.reasonPhrase)

    static let none = Answer(.none)
}
