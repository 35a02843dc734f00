import Core
import Hummingbird
import Logto
import Web

/// `/api/experience/profile`: what people add to their account on the way (spec `logto-oidc.md` §8.3).
struct ProfileAPI: Sendable {
    let parts: ExperienceParts

    var routes: [ExperienceRoute] {
        [
            ExperienceRoute(
                .post, "/profile", "Add to the profile", body: ProfileUpdate.schema, handle: self.update),
            ExperienceRoute(
                .put, "/profile/password", "Set a new password in place of a forgotten one",
                body: .object([.required("password", .text)]), handle: self.resetPassword),
        ]
    }

    @Sendable private func update(_ call: ExperienceCall) async throws -> Response {
        let update = try ProfileUpdate(call.body)
        let step = try await ProfileCompletion(parts: self.parts).step(for: update, in: call.uid)
        try await call.run { session in try session.apply(step) }
        return Response(status: .noContent)
    }

    @Sendable private func resetPassword(_ call: ExperienceCall) async throws -> Response {
        let step = try await ProfileCompletion(parts: self.parts).reset(to: call.text("password"), in: call.uid)
        try await call.run { session in try session.apply(step) }
        return Response(status: .noContent)
    }
}
