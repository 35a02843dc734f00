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

    var routes: [ExperienceRoute] {
        [
            ExperienceRoute(
                .post, "/verification/verification-code", "Send a code",
                body: .object([Self.identifier, .required("interactionEvent", .choice(of: InteractionEvent.self))]),
                status: .ok, answer: .verification(), handle: self.send
            ).failing(.tooManyRequests, .notImplemented),
            ExperienceRoute(
                .post, "/verification/verification-code/verify", "Check a code",
                body: .object([Self.identifier, .verificationID, Self.code]), status: .ok, answer: .verification(),
                handle: self.verify),
            ExperienceRoute(
                .post, "/verification/mfa-verification-code", "Send a code as a second factor",
                body: .object([Self.identifierType]), status: .ok, answer: .verification(), handle: self.sendFactorCode
            ).failing(.tooManyRequests, .notImplemented),
            ExperienceRoute(
                .post, "/verification/mfa-verification-code/verify", "Check a code as a second factor",
                body: .object([.verificationID, Self.code, Self.identifierType]), status: .ok,
                answer: .verification(), handle: self.verifyFactorCode),
        ]
    }

    private static let code = Schema.Field.required("code", .text)
    private static let types = Schema.choice([
        SignInExperience.Identifier.email.rawValue, SignInExperience.Identifier.phone.rawValue,
    ])
    private static let identifier = Schema.Field.required(
        "identifier", .object([.required("type", Self.types), .required("value", .text)]))
    private static let identifierType = Schema.Field.required("identifierType", Self.types)

    @Sendable private func send(_ call: ExperienceCall) async throws -> Response {
        guard
            let address = MessageAddress(call.body["identifier"]),
            let event = InteractionEvent(rawValue: call.text("interactionEvent"))
        else { throw LogtoError("guard.invalid_input") }
        return Self.answer(try await CodeVerification(parts: self.parts).send(to: address, for: event, in: call.uid))
    }

    @Sendable private func verify(_ call: ExperienceCall) async throws -> Response {
        guard let address = MessageAddress(call.body["identifier"]) else { throw LogtoError("guard.invalid_input") }
        let verificationID = call.text("verificationId")
        try await CodeVerification(parts: self.parts).verify(
            call.text("code"), of: address, verificationID: verificationID, in: call.uid)
        return Self.answer(verificationID)
    }

    @Sendable private func sendFactorCode(_ call: ExperienceCall) async throws -> Response {
        let type = try Self.type(in: call.body)
        return Self.answer(try await CodeVerification(parts: self.parts).sendFactorCode(to: type, in: call.uid))
    }

    @Sendable private func verifyFactorCode(_ call: ExperienceCall) async throws -> Response {
        let verificationID = call.text("verificationId")
        try await CodeVerification(parts: self.parts).verifyFactorCode(
            call.text("code"), of: try Self.type(in: call.body), verificationID: verificationID, in: call.uid)
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
