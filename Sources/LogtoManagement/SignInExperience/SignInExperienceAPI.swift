import Core
import HTTPTypes
import Logto
import Storage

/// `/sign-in-exp` (spec `logto-management-api.md` §4.5, §6.9).
enum SignInExperienceAPI {
    static let routes = [
        Route(.get, "/sign-in-exp", "Read the sign-in experience", answer: .json(.signInExperience)) { call in
            try await call.read { db in .json(try db.signInExperience().json) }
        },
        Route(
            .patch, "/sign-in-exp", "Update the sign-in experience", answer: .json(.signInExperience),
            query: [.optional("removeUnusedDemoSocialConnector", .text)], body: SignInExperienceSchema.change,
            handle: Self.update
        ).failing(.conflict),
        Route(
            .post, "/sign-in-exp/default/check-password", "Check a password against the policy",
            answer: .json(Self.verdict),
            body: .object([.required("password", .text), .optional("userId", .text)]), handle: Self.checkPassword
        ).or(.badRequest, .json(.union([Self.verdict, .error]))),
    ]

    private static let verdict = Schema.object([
        .required("result", .boolean),
        .optional("issues", .array(.object([.required("code", .text), .optional("interpolation", .jsonObject)]))),
    ])

    @Sendable private static func update(_ call: Call) async throws -> Answer {
        var body = call.body
        try Self.refuseUnusableSources(body)
        if body["mfa"]?["factors"]?.array?.isEmpty == true, body["adaptiveMfa"] == nil {
            body = body.adding(["adaptiveMfa": ["enabled": false]])
        }
        return try await call.write { [body] db in
            let connectors = try db.connectors()
            let before = try db.signInExperience()
            var experience = SignInExperience(before.json.merging(body))
            let targets = connectors.filter { $0.kind == .social }.map(\.target)
            experience.socialSignInConnectorTargets.removeAll { !targets.contains($0) }
            if body["passwordExpiration"] != nil {
                experience.passwordExpiration.begin(after: before.passwordExpiration, at: call.now)
            }
            let found = experience.contradictions(connectors: Set(connectors.compactMap(\.kind)))
                // Logto looks at this one whatever is changed, as ways to a new password may be.
                .filter { $0.setting == "passwordExpiration" || body[$0.setting] != nil }
            try Self.refuse(found.first { $0.setting == "languageInfo" })
            if body["usernamePolicy"] != nil { try Self.refuseCaseConflicts(before, experience, in: db) }
            try Self.refuse(found.first { $0.setting != "emailBlocklistPolicy" })
            try Self.refuseCloudSettings(body)
            try Self.refuse(found.first)
            try body.requireChange()
            try db.put(experience)
            return .json(experience.json)
        }
    }

    private static func refuse(_ contradiction: SignInExperience.Contradiction?) throws(LogtoError) {
        guard let contradiction else { return }
        throw LogtoError(
            "sign_in_experiences.\(contradiction.code)",
            contradiction.isUnprocessable ? .unprocessableContent : .badRequest, values: contradiction.values)
    }

    /// Keywords, which stand in quotes, and what would end the directive.
    private static func refuseUnusableSources(_ body: JSON) throws(LogtoError) {
        let sources = (body["customUiCsp"]?.members ?? []).flatMap(\.value.strings)
        guard sources.contains(where: { $0.contains(/['";,\s]/) }) else { return }
        throw LogtoError.invalidRequest("A source of `customUiCsp` is not allowed.")
    }

    /// What only Logto's cloud has.
    private static func refuseCloudSettings(_ body: JSON) throws(LogtoError) {
        let csp = body["customUiCsp"]?.members ?? []
        if csp.contains(where: { $0.value.array?.isEmpty == false }) || body["hideLogtoBranding"]?.bool == true
            || body["emailBlocklistPolicy"]?["blockDisposableAddresses"]?.bool == true
        {
            throw LogtoError.invalidRequest("This feature is only available in Logto Cloud.")
        }
    }

    /// Usernames cannot stop to differ by letter case while there are some that do.
    private static func refuseCaseConflicts(
        _ before: SignInExperience, _ after: SignInExperience, in db: Transaction
    ) throws {
        guard before.usernamePolicy.caseSensitive, !after.usernamePolicy.caseSensitive else { return }
        let conflicts = try db.usernamesDifferingInCase()
        guard !conflicts.isEmpty else { return }
        throw LogtoError(
            "sign_in_experiences.username_policy_case_conflicts_exist", .conflict,
            data: UsernameConflictsAPI.json(conflicts))
    }

    @Sendable private static func checkPassword(_ call: Call) async throws -> Answer {
        let password = call.body["password"]?.string ?? ""
        return try await call.read { db in
            let policy = try db.signInExperience().passwordPolicy
            let user = try call.body["userId"]?.string.map { try db.existingUser(ID($0)) }
            if user == nil, policy.effectiveRejects.userInfo {
                throw LogtoError(
                    "request.invalid_input",
                    data: ["message": "User information data is required to check user information."])
            }
            let issues = policy.issues(
                of: password, for: user.map(PasswordUserInfo.init) ?? PasswordUserInfo(),
                breached: call.parts.breachedPasswords)
            guard !issues.isEmpty else { return .json(["result": true]) }
            return .json(["result": false, "issues": .array(issues.map(\.json))], status: .badRequest)
        }
    }
}
