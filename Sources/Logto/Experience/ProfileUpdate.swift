import Core
import HTTPTypes
import OAuth

/// The body of `POST /api/experience/profile`, told apart by its `type` (spec `logto-oidc.md` §8.3).
package enum ProfileUpdate: Equatable, Sendable {
    case username(String)
    case password(String)
    /// An address or a phone number that a code has proved.
    case verified(SignInExperience.Identifier, verificationID: String)
    case social(verificationID: String)
    case extraProfile(JSON)

    /// - Parameter fields: as ``schema`` lets them through.
    /// - Throws: `guard.invalid_input` for names that a profile's member cannot have.
    package init(_ fields: JSON) throws(LogtoError) {
        let badNames = (fields["values"]?.members ?? []).map(\.name).filter { name in
            name.wholeMatch(of: /[0-9A-Za-z]+/) == nil
        }
        if !badNames.isEmpty {
            let issues = badNames.map { SchemaIssue.invalidString("regex", at: ["values", .string($0)]) }
            throw LogtoError(
                "guard.invalid_input", data: issues.json, details: issues.details, values: ["type": "body"])
        }
        let value = fields["value"]?.string ?? ""
        let verificationID = fields["verificationId"]?.string ?? ""
        switch fields["type"]?.string {
        case "username": self = .username(value)
        case "password": self = .password(value)
        case "email": self = .verified(.email, verificationID: verificationID)
        case "phone": self = .verified(.phone, verificationID: verificationID)
        case "social": self = .social(verificationID: verificationID)
        default: self = .extraProfile(fields["values"] ?? [:])
        }
    }

    /// What was sent, without what is secret of it.
    package var logJSON: JSON {
        switch self {
        case .username(let value): ["type": "username", "value": .string(value)]
        case .password: ["type": "password", "value": "******"]
        case .verified(let identifier, let id):
            ["type": .string(identifier.rawValue), "verificationId": .string(id)]
        case .social(let id): ["type": "social", "verificationId": .string(id)]
        case .extraProfile(let values): ["type": "extraProfile", "values": values]
        }
    }

    package static let schema = Schema.tagged(
        "type",
        [
            Schema.Variant("username", [.required("value", .username)]),
            Schema.Variant("password", [.required("value", .text)]),
            Schema.Variant("email", [.required("verificationId", .text)]),
            Schema.Variant("phone", [.required("verificationId", .text)]),
            Schema.Variant("social", [.required("verificationId", .text)]),
            Schema.Variant("extraProfile", [.required("values", .jsonObject)]),
        ])
}

extension InteractionProfile {
    /// What people filled in beside their identifiers: members of Logto's standard profile, and anything else, which goes
    /// to the user's custom data.
    ///
    /// - Throws: 400 `custom_profile_fields.name_conflict_*`; Logto's 500 for a standard member of a wrong type.
    package init(extra values: JSON) throws(LogtoError) {
        try Self.refuse(["preferredUsername"], in: values, "built_in_prop")
        try Self.refuse(
            ["username", "primaryEmail", "primaryPhone", "email", "phone"], in: values, "sign_in_identifier")
        try Self.refuse(
            ["onboarding", "guideRequests", "adminConsolePreferences", "defaultTenantId"], in: values, "custom_data")
        let members = values.members ?? []
        let texts = members.filter { ["name", "avatar"].contains($0.name) || Self.standard.contains($0.name) }
        let isFitting =
            texts.allSatisfy { $0.value.string != nil }
            && (values["address"].map { $0.members?.allSatisfy { $0.value.string != nil } ?? false } ?? true)
            && (values["avatar"]?.string.map { $0.isEmpty || WebURL($0) != nil } ?? true)
        guard isFitting else { throw LogtoError(nil, .internalServerError, message: "Internal server error.") }
        let builtIn = Self.standard + ["name", "avatar", "profile", "address"]
        self.init(
            name: values["name"]?.string, avatar: values["avatar"]?.string,
            profile: .object(members.filter { Self.standard.contains($0.name) || $0.name == "address" }),
            customData: .object(members.filter { !builtIn.contains($0.name) }))
    }

    private static func refuse(
        _ names: [String], in values: JSON, _ reason: String
    ) throws(LogtoError) {
        let found = names.filter { values[$0] != nil }
        guard found.isEmpty else {
            throw LogtoError(
                "custom_profile_fields.name_conflict_\(reason)", values: ["name": found.joined(separator: ", ")])
        }
    }

    /// The members of Logto's standard profile that are text.
    private static let standard = [
        "familyName", "givenName", "middleName", "nickname", "preferredUsername", "profile", "website", "gender",
        "birthdate", "zoneinfo", "locale",
    ]
}
