import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `POST /api/experience/verification/social/{connectorId}/authorization-uri` and `…/verify`
/// (spec `logto-oidc.md` §8.2, §9).
struct SocialVerificationAPI: Sendable {
    let parts: ExperienceParts

    var routes: [ExperienceRoute] {
        [
            ExperienceRoute(
                .post, "/verification/social/:connectorId/authorization-uri", "Begin at a social provider",
                body: .object([
                    .required("state", .text), .required("redirectUri", .text), .optional("scope", .text),
                ]), status: .ok, answer: .verification(.required("authorizationUri", .text)), handle: self.begin),
            ExperienceRoute(
                .post, "/verification/social/:connectorId/verify", "Come back from a social provider",
                body: .object([.required("connectorData", .jsonObject), .optional("verificationId", .text)]),
                status: .ok, answer: .verification(), handle: self.verify
            ).failing(.internalServerError),
        ]
    }

    @Sendable private func begin(_ call: ExperienceCall) async throws -> Response {
        let begun = try await call.run { session in
            try SocialVerification(parts: self.parts).begin(
                call.connectorID, state: call.text("state"), redirectURI: call.text("redirectUri"),
                scope: call.body["scope"]?.string, in: &session)
        }
        return .json([
            "authorizationUri": .string(begun.authorizationURI), "verificationId": .string(begun.verificationID),
        ])
    }

    @Sendable private func verify(_ call: ExperienceCall) async throws -> Response {
        let verificationID = call.text("verificationId")
        let social = SocialVerification(parts: self.parts)
        let back = try await call.run { session in
            try social.return(
                to: verificationID, of: call.connectorID, data: call.body["connectorData"] ?? [:], in: &session)
        }
        let profile = try await back.profile()
        try await call.run { try social.finish(back, as: profile, in: &$0) }
        return .json(["verificationId": .string(verificationID)])
    }
}
