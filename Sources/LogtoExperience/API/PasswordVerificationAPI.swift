import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `POST /api/experience/verification/password` and `…/new-password-identity` (spec `logto-oidc.md` §8.2).
struct PasswordVerificationAPI: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .post("password", use: self.verify)
            .post("new-password-identity", use: self.create)
    }

    @Sendable private func verify(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        let body = try call.body([.required("identifier", .identifier), .required("password", .notEmpty)])
        guard let identifier = UserIdentifier(body["identifier"]), let password = body["password"]?.string else {
            throw LogtoError("guard.invalid_input")
        }
        try await PasswordVerification(parts: self.parts).verify(password, of: identifier)
        return try await call.keep(.password(identifier))
    }

    @Sendable private func create(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        let body = try call.body([
            .required(
                "identifier",
                .object([.required("type", .literal("username")), .required("value", .username)])),
            .required("password", .text),
        ])
        guard let identifier = UserIdentifier(body["identifier"]), let password = body["password"]?.string else {
            throw LogtoError("guard.invalid_input")
        }
        AuditTrail.current?.begin(step: "Verification.NewPasswordIdentity.Submit")
        let policy = try await call.read { session in
            try session.context.settings.usernamePolicy.check(identifier.value)
            try identifier.profile.checkAvailability(in: session.context.db)
            return session.context.settings.passwordPolicy
        }
        let hash = try PasswordVerification(parts: self.parts).choose(password, for: identifier.profile, by: policy)
        return try await call.keep(.newPasswordIdentity(identifier, passwordHash: hash))
    }
}
