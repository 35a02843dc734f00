import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `/api/experience/profile`: what people add to their account on the way (spec `logto-oidc.md` §8.3).
struct ProfileAPI: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .post("", use: self.update)
            .put("password", use: self.resetPassword)
    }

    @Sendable private func update(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        let update = try call.profileUpdate()
        AuditTrail.current?.begin(step: "Profile.Update")
        try await call.read { try $0.experience.checkProfileIsOpen(to: update, in: $0.context) }
        let rule = try await self.rule(for: update, in: call)
        try await call.run { session in try session.apply(rule) }
        return Response(status: .noContent)
    }

    private func rule(
        for update: ProfileUpdate, in call: ExperienceCall
    ) async throws -> @Sendable (inout ExperienceInteraction, ExperienceContext) throws -> Void {
        switch update {
        case .username(let username):
            return { try $0.addUsername(username, in: $1) }
        case .password(let password):
            let hash = try await self.hash(password, in: call)
            return { try $0.addPassword(hash: hash, in: $1) }
        case .verified(let identifier, let verificationID):
            return { try $0.addVerified(identifier, verificationID, in: $1) }
        case .social(let verificationID):
            return { try $0.addSocial(verificationID, in: $1) }
        case .extraProfile(let values):
            let news = try InteractionProfile(extra: values)
            return { try $0.add(news, in: $1) }
        }
    }

    private func hash(_ password: String, in call: ExperienceCall) async throws -> String {
        let (policy, profile, user) = try await call.read { session in
            let experience = try session.experience
            return (
                session.context.settings.passwordPolicy, experience.profile,
                try experience.presentUser(in: session.context.db)
            )
        }
        return try PasswordVerification(parts: self.parts).choose(password, for: profile, of: user, by: policy)
    }

    @Sendable private func resetPassword(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        let body = try call.body([.required("password", .text)])
        AuditTrail.current?.begin(step: "Profile.Update")
        try await call.read { try $0.experience.checkPasswordMayBeReset(in: $0.context) }
        let hash = try await self.hash(body["password"]?.string ?? "", in: call)
        try await call.run { session in try session.apply { try $0.resetPassword(hash: hash, in: $1) } }
        return Response(status: .noContent)
    }
}
