import Core
import HTTPTypes
import Logto

/// A route of the Management API as data: what it is called, what it asks of a request, and what it does. The API is
/// served from these, and described from these.
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
    let handle: @Sendable (Call) async throws -> Answer

    enum Paging: Sendable {
        case none
        /// Everything at once where the request has neither `page` nor `page_size`.
        case optional
        case always
    }

    init(
        _ method: HTTPRequest.Method, _ path: String, _ summary: String, status: HTTPResponse.Status = .ok,
        paging: Paging = .none, isSearchable: Bool = false, query: [Schema.Field] = [], body: Schema? = nil,
        handle: @escaping @Sendable (Call) async throws -> Answer
    ) {
        self.method = method
        self.path = path
        self.summary = summary
        self.status = status
        self.paging = paging
        self.isSearchable = isSearchable
        self.query = query
        self.body = body
        self.handle = handle
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

    private init(_ content: Content, status: HTTPResponse.Status? = nil, total: Int? = nil) {
        self.content = content
        self.status = status
        self.total = total
    }

    static func json(_ json: JSON, status: HTTPResponse.Status? = nil) -> Answer {
        Answer(.json(json), status: status)
    }

    static func list(_ items: [JSON], total: Int? = nil) -> Answer { Answer(.json(.array(items)), total: total) }

    static let reasonPhrase = Answer(.reasonPhrase)

    static let none = Answer(.none)
}
