import Core
import HTTPTypes
import Web

/// An error of Patreon's API: an object of JSON:API's `errors` (spec `patreon.md` §3.7). What was never recorded has the
/// shape of what was.
struct PatreonError: Error, Equatable {
    let status: HTTPResponse.Status
    var code: Int64?
    let codeName: String
    let title: String
    let detail: String
    /// The key of the query that is to blame.
    var parameter: String?
    var retryAfterSeconds: Int64?
    /// The rule that decided, for the record; where there is none the error speaks for itself.
    var decision: Decision?

    /// Also of a token that does not reach far enough: the real API does not say 403 then.
    static func unauthorized(_ decision: Decision) -> PatreonError {
        var error = PatreonError(
            status: .unauthorized, code: 1, codeName: "Unauthorized", title: "Unauthorized",
            detail: "The server could not verify that you are authorized to access the URL requested.  "
                + "You either supplied the wrong credentials (e.g. a bad password), or your browser doesn't understand "
                + "how to supply the credentials required.")
        error.decision = decision
        return error
    }

    /// - Parameter needed: in words, what the token would have to reach.
    static func insufficientScope(_ needed: String) -> PatreonError {
        .unauthorized(Decision("api.scopes", "The token does not reach far enough: it needs \(needed)."))
    }

    static let notFound = PatreonError(
        status: .notFound, codeName: "ResourceNotFound", title: "Resource not found.",
        detail: "The requested URL was not found on the server.")

    /// Of what is another creator's, also for its paying patrons.
    static func forbidden(_ type: String, _ id: String) -> PatreonError {
        PatreonError(
            status: .forbidden, codeName: "ViewForbidden", title: "You do not have permission to view this \(type).",
            detail: "You do not have permission to view \(type) with id \(id).",
            decision: Decision("api.own-campaign", "The \(type) \(id) belongs to another creator than the token."))
    }

    /// What the first version of the API says once it is shut down; its real words are not known (§3.6).
    static let gone = PatreonError(
        status: .gone, codeName: "Gone", title: "Gone",
        detail: "This version of the API is no longer available.",
        decision: Decision("api.v1-is-on", "The switch v1 is false."))

    static func throttled(retryAfterSeconds: Int64) -> PatreonError {
        let words = "You have made too many attempts. Please try again later."
        var error = PatreonError(
            status: .tooManyRequests, codeName: "RequestThrottled", title: words, detail: words)
        error.decision = Decision("api.rate-limit", "There is room again in \(retryAfterSeconds) seconds.")
        error.retryAfterSeconds = retryAfterSeconds
        return error
    }

    /// Of the network in front of the API: only what it says and when to come back (§3.7).
    static let blockedByEdge: PatreonError = {
        var error = PatreonError(
            status: .tooManyRequests, codeName: "", title: "", detail: "Too many bad requests. Time to cool down.")
        error.retryAfterSeconds = 1800
        return error
    }()

    static func forbidden(_ words: String) -> PatreonError {
        PatreonError(status: .forbidden, codeName: "Forbidden", title: words, detail: words)
    }

    static func invalidBody(_ words: String) -> PatreonError {
        PatreonError(status: .badRequest, codeName: "BadRequest", title: "Bad request.", detail: words)
    }

    static let methodNotAllowed = PatreonError(
        status: .methodNotAllowed, codeName: "MethodNotAllowed", title: "Method not allowed.",
        detail: "The method is not allowed for the requested URL.")

    static let internalError = PatreonError(
        status: .internalServerError, codeName: "InternalServerError", title: "Internal server error.",
        detail: "The server encountered an unexpected condition.")

    static func parameterInvalid(_ parameter: String, on type: String, value: String) -> PatreonError {
        PatreonError(
            status: .badRequest, codeName: "ParameterInvalidOnType", title: "Invalid value for parameter.",
            detail: "Invalid value for parameter '\(parameter)' on type \(type): '\(value)'.", parameter: parameter,
            decision: Decision("api.parameters-known", "\(parameter) names \(value), which \(type) does not have."))
    }

    /// For a status that came from elsewhere.
    init(_ status: HTTPResponse.Status) {
        switch status {
        case .notFound: self = .notFound
        case .methodNotAllowed: self = .methodNotAllowed
        case .internalServerError: self = .internalError
        default:
            self.init(
                status: status, codeName: status.reasonPhrase.filter(\.isLetter), title: status.reasonPhrase,
                detail: status.reasonPhrase)
        }
    }

    init(
        status: HTTPResponse.Status, code: Int64? = nil, codeName: String, title: String, detail: String,
        parameter: String? = nil, decision: Decision? = nil
    ) {
        self.status = status
        self.code = code
        self.codeName = codeName
        self.title = title
        self.detail = detail
        self.parameter = parameter
        self.decision = decision
    }

    /// - Parameter id: a UUID of this occurrence.
    func document(id: String) -> JSON {
        if self == .blockedByEdge {
            let seconds = self.retryAfterSeconds.map(JSON.int)
            return ["errors": [["detail": .string(self.detail), "retry_after_seconds": seconds]]]
        }
        return [
            "errors": [
                [
                    "code": self.code.map(JSON.int) ?? .null,
                    "code_name": .string(self.codeName),
                    "detail": .string(self.detail),
                    "id": .string(id),
                    "retry_after_seconds": self.retryAfterSeconds.map(JSON.int),
                    "source": self.parameter.map { ["parameter": .string($0)] },
                    "status": .string(String(self.status.code)),
                    "title": .string(self.title),
                ]
            ]
        ]
    }
}
