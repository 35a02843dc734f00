import Core
import HTTPTypes
import Hummingbird
import Logto
import Web

/// A route under `/api` that belongs to signing in, as data and what it does: served from these, and described from these.
struct ExperienceRoute: Sendable {
    let operation: APIOperation
    private let handler: Handler

    private enum Handler: Sendable {
        case call(needsExperience: Bool, @Sendable (ExperienceCall) async throws -> Response)
        case request(@Sendable (Request) async throws -> Response)
    }

    /// Of the Experience API: without a body that matters, and with no content in its answer, unless so said.
    ///
    /// - Parameters:
    ///   - path: under `/api/experience`.
    ///   - needsExperience: false for the few routes that do without.
    init(
        _ method: HTTPRequest.Method, _ path: String, _ summary: String, needsExperience: Bool = true,
        query: [Schema.Field] = [], body: Schema? = nil, status: HTTPResponse.Status = .noContent,
        answer: APIOperation.Content? = nil, handle: @escaping @Sendable (ExperienceCall) async throws -> Response
    ) {
        self.operation = APIOperation(
            method, "/experience\(path)", summary, for: .signIn, query: query, body: body, status: status,
            answer: answer)
        self.handler = .call(needsExperience: needsExperience, handle)
    }

    /// Of another API.
    init(_ operation: APIOperation, handle: @escaping @Sendable (Request) async throws -> Response) {
        self.operation = operation
        self.handler = .request(handle)
    }

    private init(_ operation: APIOperation, _ handler: Handler) {
        self.operation = operation
        self.handler = handler
    }

    /// Also fails with other statuses than its operation says by itself.
    func failing(_ statuses: HTTPResponse.Status...) -> ExperienceRoute {
        ExperienceRoute(self.operation.failing(Set(statuses)), self.handler)
    }

    /// May also answer something else with another status.
    func or(_ status: HTTPResponse.Status, _ answer: APIOperation.Content) -> ExperienceRoute {
        ExperienceRoute(self.operation.or(status, answer), self.handler)
    }

    func respond(to request: Request, _ context: WebContext, _ parts: ExperienceParts) async throws -> Response {
        switch self.handler {
        case .request(let handle): return try await handle(request)
        case .call(let needsExperience, let handle):
            return try await handle(
                try await ExperienceCall(
                    request, context, parts, self.operation, needsExperience: needsExperience))
        }
    }
}

extension Schema.Field {
    static let verificationID = Schema.Field.required("verificationId", .text)
}

extension APIOperation.Content {
    /// `{"verificationId":"…"}`, with what goes with it.
    static func verification(_ fields: Schema.Field...) -> APIOperation.Content {
        .json(.object([.verificationID] + fields))
    }
}
