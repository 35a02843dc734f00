import Core
import HTTPTypes

/// An operation of Logto's APIs as data: what it is called, whom it is for, what it asks of a request and what it answers.
/// The documents in ``OpenAPI`` are written from these, and what answers under `/api` is made of them.
package struct APIOperation: Sendable {
    package let method: HTTPRequest.Method
    /// Under `/api`; `:name` stands for a segment.
    package let path: String
    /// What it does, in a line.
    package let summary: String
    package let audience: Audience
    package let paging: Paging
    /// Whether it takes the parameters of Logto's search (spec `logto-management-api.md` §2.5).
    package let isSearchable: Bool
    package let query: [Schema.Field]
    /// `nil` where a body does not matter.
    package let body: Schema?
    /// Of success.
    package let status: HTTPResponse.Status
    package let answer: Content
    /// What it may answer in place of that.
    package private(set) var alternatives: [(status: HTTPResponse.Status, answer: Content)] = []
    /// Statuses that it fails with, beside those that all such operations have.
    package private(set) var failures: Set<HTTPResponse.Status> = []

    package enum Audience: CaseIterable, Sendable {
        /// Whoever administers the tenant.
        case administrators
        /// Users about their own account.
        case users
        /// A browser in which somebody is signing in.
        case signIn
        case everybody
    }

    package enum Paging: Sendable {
        case none
        /// Everything at once where the request has neither `page` nor `page_size`.
        case optional
        case always
    }

    /// What is sent with the status of success.
    package enum Content: Sendable {
        case json(Schema)
        /// The status in words (§1.2).
        case reasonPhrase
        case none

        package static func list(_ schema: Schema) -> Content { .json(.array(schema)) }

        /// An object with these members.
        package static func members(_ fields: Schema.Field...) -> Content { .json(.object(fields)) }

        /// Anything, but where there is nothing.
        package static func standard(_ status: HTTPResponse.Status) -> Content {
            status == .noContent ? .none : .json(.any)
        }
    }

    package init(
        _ method: HTTPRequest.Method, _ path: String, _ summary: String, for audience: Audience,
        paging: Paging = .none, isSearchable: Bool = false, query: [Schema.Field] = [], body: Schema? = nil,
        status: HTTPResponse.Status = .ok, answer: Content? = nil
    ) {
        self.method = method
        self.path = path
        self.summary = summary
        self.audience = audience
        self.paging = paging
        self.isSearchable = isSearchable
        self.query = query
        self.body = body
        self.status = status
        self.answer = answer ?? .standard(status)
    }

    /// May also answer something else with another status.
    package func or(_ status: HTTPResponse.Status, _ answer: Content) -> APIOperation {
        var operation = self
        operation.alternatives.append((status, answer))
        return operation
    }

    package func failing(_ statuses: Set<HTTPResponse.Status>) -> APIOperation {
        var operation = self
        operation.failures.formUnion(statuses)
        return operation
    }

    /// All that it takes and gives.
    var schemas: [Schema] {
        let answers = ([self.answer] + self.alternatives.map(\.answer)).compactMap { answer in
            if case .json(let schema) = answer { schema } else { nil }
        }
        return answers + [self.body].compactMap(\.self) + self.query.map(\.schema)
    }

    /// The names of the path's parameters, in their order.
    var parameters: [String] {
        self.path.split(separator: "/").filter { $0.hasPrefix(":") }.map { String($0.dropFirst()) }
    }
}
