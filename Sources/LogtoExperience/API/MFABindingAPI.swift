import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `POST /api/experience/profile/mfa` and below: second factors to be set up, or not (spec `logto-oidc.md` §8.3).
struct MFABindingAPI: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .post("", use: self.bind)
            .post("passkey", use: self.bindPasskey)
            .post("mfa-enabled", use: self.handler { experience, _ in experience.enableMFA() })
            .post("mfa-skipped", use: self.handler { try $0.skipMFA(in: $1) })
            .post("mfa-suggestion-skipped", use: self.handler { experience, _ in experience.skipMFASuggestion() })
            .post("passkey-skipped", use: self.handler { experience, _ in experience.skipPasskey() })
    }

    @Sendable private func bind(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        let body = try call.body([
            .required("type", .choice(of: MFAFactor.self)), .required("verificationId", .text),
        ])
        guard let factor = body["type"]?.string.flatMap(MFAFactor.init) else { throw LogtoError("guard.invalid_input") }
        let verificationID = body["verificationId"]?.string ?? ""
        return try await self.apply(in: call) { try $0.bind(factor, by: verificationID, in: $1) }
    }

    @Sendable private func bindPasskey(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        let verificationID = try call.body([.required("verificationId", .text)])["verificationId"]?.string ?? ""
        return try await self.apply(in: call) { try $0.bind(.webAuthn, by: verificationID, in: $1) }
    }

    private typealias Rule = @Sendable (inout ExperienceInteraction, ExperienceContext) throws -> Void

    private func handler(_ rule: @escaping Rule) -> @Sendable (Request, WebContext) async throws -> Response {
        { request, _ in try await self.apply(in: try await ExperienceCall(request, self.parts), rule) }
    }

    private func apply(in call: ExperienceCall, _ rule: @escaping Rule) async throws -> Response {
        try await call.run { session in try session.applyMFA(rule) }
        return Response(status: .noContent)
    }
}
