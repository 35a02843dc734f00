import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `POST /api/experience/verification/one-time-token/verify` (spec `logto-oidc.md` §8.2).
struct OneTimeTokenAPI: Sendable {
    let parts: ExperienceParts

    private static let identifier = Schema.Field.required(
        "identifier", .object([.required("type", .literal("email")), .required("value", .address)]))

    var routes: [ExperienceRoute] {
        [
            ExperienceRoute(
                .post, "/verification/one-time-token/verify", "Check a one-time token",
                body: .object([Self.identifier, .required("token", .notEmpty)]), status: .ok, answer: .verification(),
                handle: self.verify)
        ]
    }

    @Sendable private func verify(_ call: ExperienceCall) async throws -> Response {
        let email = call.body["identifier"]?["value"]?.string ?? ""
        let token = call.text("token")
        let id = try await call.runKeepingRefusals { session in
            try session.apply { try $0.redeem(oneTimeToken: token, of: email, in: $1).id }
        }
        return .json(["verificationId": .string(id)])
    }
}
