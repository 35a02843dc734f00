import Core
import Hummingbird
import Logto
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
        let step = try await ProfileCompletion(parts: self.parts).step(for: update, in: call.uid)
        try await call.run { session in try session.apply(step) }
        return Response(status: .noContent)
    }

    @Sendable private func resetPassword(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        let body = try call.body([.required("password", .text)])
        let step = try await ProfileCompletion(parts: self.parts).reset(
            to: body["password"]?.string ?? "", in: call.uid)
        try await call.run { session in try session.apply(step) }
        return Response(status: .noContent)
    }
}
