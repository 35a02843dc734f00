import Core
import HTTPTypes
import Web

/// A request and its answer, as they were on the wire. What is secret in it is masked when it is shown.
package struct Exchange: Sendable {
    /// Given by the recorder; counts up from 1, and goes on after the record was emptied.
    package internal(set) var number: Int64 = 0
    package let surface: Surface
    /// When the request came, by the world's clock.
    package let askedAt: Instant
    package let request: HTTPRequest
    package let requestBody: Body
    /// The pattern of the route that answered, such as `/api/oauth2/v2/members/{id}`.
    package let route: String?
    package let status: HTTPResponse.Status
    package let responseHeaders: HTTPFields
    package let responseBody: Body
    package let note: DecisionNote.Content

    package init(
        surface: Surface, askedAt: Instant, request: HTTPRequest, requestBody: Body, route: String?,
        status: HTTPResponse.Status, responseHeaders: HTTPFields, responseBody: Body, note: DecisionNote.Content
    ) {
        self.surface = surface
        self.askedAt = askedAt
        self.request = request
        self.requestBody = requestBody
        self.route = route
        self.status = status
        self.responseHeaders = responseHeaders
        self.responseBody = responseBody
        self.note = note
    }

    /// A body as far as it is kept: of types that can be taken apart, and not without end.
    package struct Body: Sendable {
        package var bytes: [UInt8] = []
        /// Of the whole body, so far as it was read.
        package var length = 0

        package static let limit = 16 * 1024

        package init() {}

        package var isCut: Bool { self.bytes.count < self.length }

        package mutating func append(_ more: some Collection<UInt8>) {
            self.length += more.count
            self.bytes += more.prefix(Self.limit - self.bytes.count)
        }
    }

    /// About how many bytes of memory it takes.
    var size: Int {
        let headers = (Array(self.request.headerFields) + Array(self.responseHeaders)).reduce(0) { sum, field in
            sum + field.name.rawName.utf8.count + field.value.utf8.count + 64
        }
        return headers + (self.request.path?.utf8.count ?? 0) + self.requestBody.bytes.count
            + self.responseBody.bytes.count + 512
    }
}
