import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `POST /api/experience/verification/one-time-token/verify` (spec `logto-oidc.md` §8.2).
struct OneTimeTokenAPI: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).post("one-time-token/verify", use: self.verify)
    }

    @Sendable private func verify(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        let body = try call.body([
            .required("identifier", .object([.required("type", .literal("email")), .required("value", .address)])),
            .required("token", .notEmpty),
        ])
        let email = body["identifier"]?["value"]?.string ?? ""
        let token = body["token"]?.string ?? ""
        let id = try await call.runKeepingRefusals { session in
            try session.apply { try $0.redeem(oneTimeToken: token, of: email, in: $1).id }
        }
        return .json(["verificationId": .string(id)])
    }
}
