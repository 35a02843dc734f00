import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `/api/experience`: the frame of an interaction, from its beginning to its submission (spec `logto-oidc.md` §8.1).
struct ExperienceAPI: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .put("", use: self.begin)
            .put("interaction-event", use: self.changeEvent)
            .post("identification", use: self.identify)
            .post("submit", use: self.submit)
            .get("interaction", use: self.show)
            .get("sso-connectors", use: self.ssoConnectors)
            .post("user-assets/avatar", use: self.uploadAvatar)
    }

    private static let event = Schema.Field.required("interactionEvent", .choice(of: InteractionEvent.self))

    @Sendable private func begin(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts, needsExperience: false)
        let body = try call.body([Self.event, .optional("captchaToken", .text)])
        // There is no captcha provider that could find a token right.
        if body["captchaToken"]?.string?.isEmpty == false {
            throw LogtoError("session.captcha_failed", .unprocessableContent)
        }
        try await call.run { $0.begin(body.event) }
        return Response(status: .noContent)
    }

    @Sendable private func changeEvent(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        let body = try call.body([Self.event])
        try await call.run { session in try session.apply { try $0.change(to: body.event, in: $1) } }
        return Response(status: .noContent)
    }

    /// Registering is two steps: what was proved is kept also where no user can be made of it yet (§8.4).
    @Sendable private func identify(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        let body = try call.body([.optional("verificationId", .text), .optional("linkSocialIdentity", .boolean)])
        let verificationID = body["verificationId"]?.string
        let links = body["linkSocialIdentity"]?.bool ?? false
        guard try await call.read({ try $0.experience.event }) == .register else {
            // The text that Logto means to go with it gets lost, and so does what its message is about.
            guard let verificationID else { throw LogtoError("guard.invalid_input") }
            try await call.run { session in
                try session.apply { try $0.identify(by: verificationID, linksSocialIdentity: links, in: $1) }
            }
            return Response(status: .noContent)
        }
        // As for JavaScript, an empty id is none.
        if let verificationID, !verificationID.isEmpty {
            try await call.run { session in try session.apply { try $0.collect(verificationID, in: $1) } }
        }
        try await call.run { session in try session.apply { try $0.createUser(in: $1) } }
        return .text("Created", status: .created)
    }

    @Sendable private func submit(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        return try await call.run { session -> Response in
            switch try session.submit() {
            case .signedIn:
                .json(["redirectTo": .string(self.parts.resumeAddress(session.interaction))])
            case .passwordReset: Response(status: .noContent)
            }
        }
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        return .json(try await call.read { try $0.experience.publicJSON })
    }

    /// No enterprise connector is emulated, so that no address is bound to one.
    @Sendable private func ssoConnectors(_ request: Request, _ context: WebContext) async throws -> Response {
        _ = try await ExperienceCall(request, self.parts, needsExperience: false)
        let email = request.queryParameters["email"].map(JSON.string)
        _ = try Schema.object([.required("email", .address)])
            .check(["email": email], "guard.invalid_input", values: ["type": "query"])
        return .json(["connectorIds": []])
    }

    /// Logto without a storage provider, as it is when it is new (spec `logto-management-api.md` §13).
    @Sendable private func uploadAvatar(_ request: Request, _ context: WebContext) async throws -> Response {
        let call = try await ExperienceCall(request, self.parts)
        switch try await call.read({ try $0.experience.event }) {
        case .register: throw LogtoError("storage.not_configured")
        case .signIn: throw LogtoError("session.invalid_interaction_type")
        case .forgotPassword: throw LogtoError("session.not_supported_for_forgot_password")
        }
    }
}

extension JSON {
    /// Of a body that a schema let through.
    fileprivate var event: InteractionEvent {
        self["interactionEvent"]?.string.flatMap(InteractionEvent.init) ?? .signIn
    }
}
