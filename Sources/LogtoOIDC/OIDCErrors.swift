import Core
import HTTPTypes
import Hummingbird
import Logging
import Logto
import OAuth
import Web

/// An OAuth error with the status and the headers that its endpoint gives it.
struct OIDCError: Error {
    var error: OAuthError
    var status: HTTPResponse.Status
    var headers: HTTPFields
    /// From an authorization request; its answers carry `iss` as well.
    var authorization: Authorization?
    var reach: Reach

    struct Authorization {
        var state: String?
    }

    /// Which pages may read the error (spec `logto-oidc.md` §17).
    enum Reach {
        case everyone
        /// The page is not the client's.
        case foreignOrigin
        /// Logto's own code refused, before the engine was asked.
        case beforeRouting
    }

    init(
        _ error: OAuthError, status: HTTPResponse.Status = .badRequest, headers: HTTPFields = [:],
        authorization: Authorization? = nil, reach: Reach = .everyone
    ) {
        self.error = error
        self.status = status
        self.headers = headers
        self.authorization = authorization
        self.reach = reach
    }
}

/// Turns every failure under `/oidc` into the provider's JSON, also for browsers (spec `logto-oidc.md` §1.5 A).
struct OIDCErrors: RouterMiddleware {
    let issuer: String

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as OIDCError {
            return self.response(error, to: request)
        } catch let error as OAuthError {
            return self.response(OIDCError(error), to: request)
        } catch let error as any HTTPResponseError where error.status == .contentTooLarge {
            // The engine's 413 is swallowed on the way out (§1.3, [U-6]).
            return .text("Not Found", status: .notFound)
        } catch is LogtoCrash {
            return .json(["message": "Internal server error."], status: .internalServerError)
        } catch {
            context.logger.error("request failed", metadata: ["error": .string(String(reflecting: error))])
            let failure = OAuthError(.serverError, "oops! something went wrong")
            return self.response(OIDCError(failure, status: .internalServerError), to: request)
        }
    }

    private func response(_ failure: OIDCError, to request: Request) -> Response {
        let body = failure.error.body(
            for: request, state: failure.authorization?.state,
            issuer: failure.authorization == nil ? nil : self.issuer)
        return .json(body, status: failure.status, headers: failure.headers)
    }
}

extension OAuthError {
    /// The body that the request asks for: its language, and whether it wants what Logto adds.
    func body(for request: Request, state: String? = nil, issuer: String? = nil) -> JSON {
        self.body(
            in: Language(of: request), isDecorated: request.queryParameters["parse_error"] != "false", state: state,
            issuer: issuer)
    }
}
