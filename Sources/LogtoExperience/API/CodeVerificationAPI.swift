import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `POST /api/experience/verification/verification-code` and `…/mfa-verification-code`, each with `…/verify`
/// (spec `logto-oidc.md` §8.2).
struct CodeVerificationAPI: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .post("verification-code", use: self.send)
            .post("verification-code/verify", use: self.verify)
            .post("mfa-verification-code", use: self.sendFactorCode)
            .post("mfa-verification-code/verify", use: self.verifyFactorCode)
    }

    private static let types = Schema.choice([
        SignInExperience.Identifier.email.rawValue, SignInExperience.Identifier.phone.rawValue,
    ])
    private static let identifier = Schema.Field.required(
        "identifier", .object([.required("type", Self.types), .required("value", .text)]))
    private static let identifierType = Schema.Field.required("identifierType", Self.types)

    @Sendable private func send(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        let body = try call.body([
            Self.identifier, .required("interactionEvent", .choice(of: InteractionEvent.self)),
        ])
        guard
            let address = MessageAddress(body["identifier"]),
            let event = body["interactionEvent"]?.string.flatMap(InteractionEvent.init)
        else { throw LogtoError("guard.invalid_input") }
        return Self.answer(try await CodeVerification(parts: self.parts).send(to: address, for: event, in: call.uid))
    }

    @Sendable private func verify(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        let body = try call.body([Self.identifier, .required("verificationId", .text), .required("code", .text)])
        guard let address = MessageAddress(body["identifier"]) else { throw LogtoError("guard.invalid_input") }
        let verificationID = body["verificationId"]?.string ?? ""
        try await CodeVerification(parts: self.parts).verify(
            body["code"]?.string ?? "", of: address, verificationID: verificationID, in: call.uid)
        return Self.answer(verificationID)
    }

    @Sendable private func sendFactorCode(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        let type = try Self.type(in: try call.body([Self.identifierType]))
        return Self.answer(try await CodeVerification(parts: self.parts).sendFactorCode(to: type, in: call.uid))
    }

    @Sendable private func verifyFactorCode(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        let body = try call.body([
            .required("verificationId", .text), .required("code", .text), Self.identifierType,
        ])
        let verificationID = body["verificationId"]?.string ?? ""
        try await CodeVerification(parts: self.parts).verifyFactorCode(
            body["code"]?.string ?? "", of: try Self.type(in: body), verificationID: verificationID, in: call.uid)
        return Self.answer(verificationID)
    }

    private static func type(in body: JSON) throws(LogtoError) -> SignInExperience.Identifier {
        guard let type = body["identifierType"]?.string.flatMap(SignInExperience.Identifier.init) else {
            throw LogtoError("guard.invalid_input")
        }
        return type
    }

    private static func answer(_ verificationID: String) -> Response {
        .json(["verificationId": .string(verificationID)])
    }
}
