import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `POST /api/experience/verification/password` and `…/new-password-identity` (spec `logto-oidc.md` §8.2).
struct PasswordVerificationAPI: Sendable {
    let parts: ExperienceParts

    private static let username = Schema.Field.required(
        "identifier", .object([.required("type", .literal("username")), .required("value", .username)]))

    var routes: [ExperienceRoute] {
        [
            ExperienceRoute(
                .post, "/verification/password", "Check a password",
                body: .object([.required("identifier", .identifier), .required("password", .notEmpty)]), status: .ok,
                answer: .verification(), handle: self.verify),
            ExperienceRoute(
                .post, "/verification/new-password-identity", "Choose a username and a password",
                body: .object([Self.username, .required("password", .text)]), status: .ok, answer: .verification(),
                handle: self.create),
        ]
    }

    @Sendable private func verify(_ call: ExperienceCall) async throws -> Response {
        guard let identifier = UserIdentifier(call.body["identifier"]) else { throw LogtoError("guard.invalid_input") }
        try await PasswordVerification(parts: self.parts).verify(call.text("password"), of: identifier)
        return try await call.keep(.password(identifier))
    }

    @Sendable private func create(_ call: ExperienceCall) async throws -> Response {
        guard let identifier = UserIdentifier(call.body["identifier"]) else { throw LogtoError("guard.invalid_input") }
        AuditTrail.current?.begin(step: "Verification.NewPasswordIdentity.Submit", call.body)
        let policy = try await call.read { session in
            try session.context.settings.usernamePolicy.check(identifier.value)
            try identifier.profile.checkAvailability(in: session.context.db)
            return session.context.settings.passwordPolicy
        }
        let hash = try PasswordVerification(parts: self.parts).choose(
            call.text("password"), for: identifier.profile, by: policy)
        return try await call.keep(.newPasswordIdentity(identifier, passwordHash: hash))
    }
}
