import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// `/api/experience`: the frame of an interaction, from its beginning to its submission (spec `logto-oidc.md` §8.1).
struct ExperienceAPI: Sendable {
    let parts: ExperienceParts

    var routes: [ExperienceRoute] {
        [
            ExperienceRoute(
                .put, "", "Begin an interaction", needsExperience: false,
                body: .object([Self.event, .optional("captchaToken", .text)]), handle: self.begin),
            ExperienceRoute(
                .put, "/interaction-event", "Change what the interaction is for", body: .object([Self.event]),
                handle: self.changeEvent),
            ExperienceRoute(
                .post, "/identification", "Say who it is, by what was proved",
                body: .object([.optional("verificationId", .text), .optional("linkSocialIdentity", .boolean)]),
                handle: self.identify
            ).or(.created, .reasonPhrase).failing(.conflict),
            ExperienceRoute(
                .post, "/submit", "End the interaction", status: .ok,
                answer: .json(.object([.required("redirectTo", .text)])), handle: self.submit
            ).or(.noContent, .none),
            ExperienceRoute(
                .get, "/interaction", "Read the interaction", status: .ok, answer: .json(.jsonObject),
                handle: self.show),
            // No enterprise connector is emulated, so that no address is bound to one.
            ExperienceRoute(
                .get, "/sso-connectors", "List the enterprise connectors of an address", needsExperience: false,
                query: [.required("email", .address)], status: .ok,
                answer: .json(.object([.required("connectorIds", .ids)]))
            ) { _ in .json(["connectorIds": []]) },
            ExperienceRoute(
                .post, "/user-assets/avatar", "Upload a picture of oneself", handle: self.uploadAvatar),
        ]
    }

    private static let event = Schema.Field.required("interactionEvent", .choice(of: InteractionEvent.self))

    @Sendable private func begin(_ call: ExperienceCall) async throws -> Response {
        // There is no captcha provider that could find a token right.
        if !call.text("captchaToken").isEmpty {
            let refusal = LogtoError("session.captcha_failed", .unprocessableContent)
            AuditTrail.current?.begin(step: "Create", of: call.event)
            AuditTrail.current?.fail(refusal)
            AuditTrail.current?.begin("Interaction.Create.Captcha")
            throw refusal
        }
        try await call.run { $0.begin(call.event) }
        return Response(status: .noContent)
    }

    @Sendable private func changeEvent(_ call: ExperienceCall) async throws -> Response {
        try await call.run { session in try session.apply { try $0.change(to: call.event, in: $1) } }
        return Response(status: .noContent)
    }

    /// Registering is two steps: what was proved is kept also where no user can be made of it yet (§8.4).
    @Sendable private func identify(_ call: ExperienceCall) async throws -> Response {
        let verificationID = call.body["verificationId"]?.string
        let links = call.body["linkSocialIdentity"]?.bool ?? false
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

    @Sendable private func submit(_ call: ExperienceCall) async throws -> Response {
        try await call.run { session -> Response in
            switch try session.submit() {
            case .signedIn:
                .json(["redirectTo": .string(self.parts.resumeAddress(session.interaction))])
            case .passwordReset: Response(status: .noContent)
            }
        }
    }

    @Sendable private func show(_ call: ExperienceCall) async throws -> Response {
        .json(try await call.read { try $0.experience.publicJSON })
    }

    /// Logto without a storage provider, as it is when it is new (spec `logto-management-api.md` §13).
    @Sendable private func uploadAvatar(_ call: ExperienceCall) async throws -> Response {
        switch try await call.read({ try $0.experience.event }) {
        case .register: throw LogtoError("storage.not_configured")
        case .signIn: throw LogtoError("session.invalid_interaction_type")
        case .forgotPassword: throw LogtoError("session.not_supported_for_forgot_password")
        }
    }
}

extension ExperienceCall {
    fileprivate var event: InteractionEvent { InteractionEvent(rawValue: self.text("interactionEvent")) ?? .signIn }
}
