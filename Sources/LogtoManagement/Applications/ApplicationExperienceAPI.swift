import Core
import HTTPTypes
import Logto
import Storage

/// `/applications/:applicationId/sign-in-experience` (spec `logto-management-api.md` §6.1, "Per-app sign-in experience").
enum ApplicationExperienceAPI {
    private static let path = "/applications/:applicationId/sign-in-experience"
    private static let terms = Schema.union([.string([.url, .most(2048)]), .literal("")])

    static let routes = [
        Route(
            .get, Self.path, "Read how the pages look for an application", answer: .json(.applicationSignInExperience),
            handle: Self.show),
        Route(
            .put, Self.path, "Set how the pages look for an application", answer: .json(.applicationSignInExperience),
            body: .object([
                .optional("color", SignInExperienceSchema.partialColor),
                .optional("branding", SignInExperienceSchema.branding),
                .nullish("customCss", .text),
                .nullish("termsOfUseUrl", Self.terms),
                .nullish("privacyPolicyUrl", Self.terms),
                .nullish("displayName", .text(0...256)),
            ]), handle: Self.put
        ).or(.created, .json(.applicationSignInExperience)),
    ]

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in
            let application = try db.existingApplication(call.id("applicationId"))
            guard let experience = try db.signInExperience(of: application.id) else {
                throw LogtoError.noSuch("application_sign_in_experiences", application.id)
            }
            return .json(Self.json(experience, of: application.id))
        }
    }

    @Sendable private static func put(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let application = try db.existingApplication(call.id("applicationId"))
            let existing = try db.signInExperience(of: application.id)
            var experience = existing ?? ApplicationSignInExperience()
            let body = call.body
            experience.color = body["color"] ?? experience.color
            experience.branding = body["branding"] ?? experience.branding
            if let css = body.text("customCss") { experience.customCss = css }
            if let url = body.text("termsOfUseUrl") { experience.termsOfUseUrl = url }
            if let url = body.text("privacyPolicyUrl") { experience.privacyPolicyUrl = url }
            if let name = body.text("displayName") { experience.displayName = name }
            try db.put(experience, of: application.id)
            return .json(Self.json(experience, of: application.id), status: existing == nil ? .created : .ok)
        }
    }

    private static func json(
        _ experience: ApplicationSignInExperience, of application: ID<LogtoApplication>
    ) -> JSON {
        [
            "tenantId": "default",
            "applicationId": .string(application.value),
            "color": experience.color,
            "branding": experience.branding,
            "customCss": .nullable(experience.customCss),
            "termsOfUseUrl": .nullable(experience.termsOfUseUrl),
            "privacyPolicyUrl": .nullable(experience.privacyPolicyUrl),
            "displayName": .nullable(experience.displayName),
        ]
    }
}
