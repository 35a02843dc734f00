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

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .post("social/:connectorId/authorization-uri", use: self.begin)
            .post("social/:connectorId/verify", use: self.verify)
    }

    @Sendable private func begin(_ request: Request, _ context: WebContext) async throws -> Response {
        let connectorID: ID<LogtoConnector> = ID(try context.parameters.require("connectorId"))
        let call = try await ExperienceCall(request, self.parts)
        let body = try call.body([
            .required("state", .text), .required("redirectUri", .text), .optional("scope", .text),
        ])
        let state = body["state"]?.string ?? ""
        let redirectURI = body["redirectUri"]?.string ?? ""
        let begun = try await call.run { session in
            try SocialVerification(parts: self.parts).begin(
                connectorID, state: state, redirectURI: redirectURI, in: &session)
        }
        return .json([
            "authorizationUri": .string(begun.authorizationURI), "verificationId": .string(begun.verificationID),
        ])
    }

    @Sendable private func verify(_ request: Request, _ context: WebContext) async throws -> Response {
        let connectorID: ID<LogtoConnector> = ID(try context.parameters.require("connectorId"))
        let call = try await ExperienceCall(request, self.parts)
        let body = try call.body([
            .required("connectorData", .jsonObject), .optional("verificationId", .text),
        ])
        let verificationID = body["verificationId"]?.string ?? ""
        let social = SocialVerification(parts: self.parts)
        let back = try await call.run { session in
            try social.return(to: verificationID, of: connectorID, data: body["connectorData"] ?? [:], in: &session)
        }
        let profile = try await back.profile()
        try await call.run { try social.finish(back, as: profile, in: &$0) }
        return .json(["verificationId": .string(verificationID)])
    }
}
