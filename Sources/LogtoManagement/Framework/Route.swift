import Core
import HTTPTypes
import Logto

/// A route of Logto's APIs as data: what it is called, what it asks of a request, whom it is for, and what it does. The
/// APIs are served from these, and described from these.
struct Route: Sendable {
    let method: HTTPRequest.Method
    /// Under `/api`; `:name` stands for a segment.
    let path: String
    /// What it does, in a line.
    let summary: String
    let paging: Paging
    /// Whether it takes the parameters of ``Search``.
    let isSearchable: Bool
    let query: [Schema.Field]
    /// `nil` where a body does not matter.
    let body: Schema?
    /// Of success.
    let status: HTTPResponse.Status
    let handler: Handler
    /// What is looked at before the query and the body are; the call has neither.
    private(set) var precondition: (@Sendable (Call) async throws -> Void)?

    /// What a route does, by whom it is for: whoever administers the tenant, users about their own account, or everybody.
    enum Handler: Sendable {
        case management(@Sendable (Call) async throws -> Answer)
        case account(@Sendable (AccountCall) async throws -> Answer)
        case anonymous(@Sendable (Call) async throws -> Answer)
    }

    enum Paging: Sendable {
        case none
        /// Everything at once where the request has neither `page` nor `page_size`.
        case optional
        case always
    }

    /// For whoever administers the tenant.
    init(
        _ method: HTTPRequest.Method, _ path: String, _ summary: String, status: HTTPResponse.Status = .ok,
        paging: Paging = .none, isSearchable: Bool = false, query: [Schema.Field] = [], body: Schema? = nil,
        handle: @escaping @Sendable (Call) async throws -> Answer
    ) {
        self.init(
            method, path, summary, status: status, paging: paging, isSearchable: isSearchable, query: query,
            body: body, handler: .management(handle))
    }

    private init(
        _ method: HTTPRequest.Method, _ path: String, _ summary: String, status: HTTPResponse.Status,
        paging: Paging = .none, isSearchable: Bool = false, query: [Schema.Field], body: Schema? = nil,
        handler: Handler
    ) {
        self.method = method
        self.path = path
        self.summary = summary
        self.status = status
        self.paging = paging
        self.isSearchable = isSearchable
        self.query = query
        self.body = body
        self.handler = handler
    }

    /// For users about their own account.
    static func account(
        _ method: HTTPRequest.Method, _ path: String, _ summary: String, status: HTTPResponse.Status = .ok,
        query: [Schema.Field] = [], body: Schema? = nil,
        handle: @escaping @Sendable (AccountCall) async throws -> Answer
    ) -> Route {
        Route(method, path, summary, status: status, query: query, body: body, handler: .account(handle))
    }

    /// For everybody.
    static func anonymous(
        _ method: HTTPRequest.Method, _ path: String, _ summary: String, status: HTTPResponse.Status = .ok,
        query: [Schema.Field] = [], handle: @escaping @Sendable (Call) async throws -> Answer
    ) -> Route {
        Route(method, path, summary, status: status, query: query, handler: .anonymous(handle))
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
