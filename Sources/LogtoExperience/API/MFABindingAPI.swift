import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `POST /api/experience/profile/mfa` and below: second factors to be set up, or not (spec `logto-oidc.md` §8.3).
struct MFABindingAPI: Sendable {
    let parts: ExperienceParts

    var routes: [ExperienceRoute] {
        [
            ExperienceRoute(
                .post, "/profile/mfa", "Set up a second factor",
                body: .object([.required("type", .choice(of: MFAFactor.self)), .verificationID]), handle: self.bind),
            ExperienceRoute(
                .post, "/profile/mfa/passkey", "Set up a passkey for signing in", body: .object([.verificationID]),
                handle: self.bindPasskey),
            self.route("mfa-enabled", "Want second factors") { experience, _ in experience.enableMFA() },
            self.route("mfa-skipped", "Go without second factors") { try $0.skipMFA(in: $1) },
            self.route("mfa-suggestion-skipped", "Go without another factor") { experience, _ in
                experience.skipMFASuggestion()
            },
            self.route("passkey-skipped", "Go without a passkey") { experience, _ in experience.skipPasskey() },
        ]
    }

    @Sendable private func bind(_ call: ExperienceCall) async throws -> Response {
        guard let factor = MFAFactor(rawValue: call.text("type")) else { throw LogtoError("guard.invalid_input") }
        return try await self.apply(in: call) { try $0.bind(factor, by: call.text("verificationId"), in: $1) }
    }

    @Sendable private func bindPasskey(_ call: ExperienceCall) async throws -> Response {
        try await self.apply(in: call) { try $0.bind(.webAuthn, by: call.text("verificationId"), in: $1) }
    }

    private typealias Rule = @Sendable (inout ExperienceInteraction, ExperienceContext) throws -> Void

    private func route(_ path: String, _ summary: String, _ rule: @escaping Rule) -> ExperienceRoute {
        ExperienceRoute(.post, "/profile/mfa/\(path)", summary) { try await self.apply(in: $0, rule) }
    }

    private func apply(in call: ExperienceCall, _ rule: @escaping Rule) async throws -> Response {
        try await call.run { session in try session.applyMFA(rule) }
        return Response(status: .noContent)
    }
}
