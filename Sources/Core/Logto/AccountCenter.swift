/// What users may see and change of their own account through the Account API (spec `logto-management-api.md` §6.12).
package struct AccountCenter: Equatable, Sendable {
    package enum Field: String, CaseIterable, Sendable {
        case name, avatar, profile, email, phone, password, username, social, customData, mfa, passkey, session
    }

    package enum Control: String, CaseIterable, Sendable {
        case off = "Off"
        case readOnly = "ReadOnly"
        case edit = "Edit"
    }

    package var enabled: Bool
    /// A field that is not there is off.
    package var fields: [Field: Control]
    package var webauthnRelatedOrigins: [String]
    package var deleteAccountURL: String?
    package var customCSS: String?
    /// `nil` for all.
    package var profileFields: [String]?

    /// As a fresh instance has it, unless given.
    package init(
        enabled: Bool = false, fields: [Field: Control] = [:], webauthnRelatedOrigins: [String] = [],
        deleteAccountURL: String? = nil, customCSS: String? = nil, profileFields: [String]? = nil
    ) {
        self.enabled = enabled
        self.fields = fields
        self.webauthnRelatedOrigins = webauthnRelatedOrigins
        self.deleteAccountURL = deleteAccountURL
        self.customCSS = customCSS
        self.profileFields = profileFields
    }

    package func allowsReading(_ field: Field) -> Bool { (self.fields[field] ?? .off) != .off }

    package func allowsEditing(_ field: Field) -> Bool { self.fields[field] == .edit }
}

extension AccountCenter {
    /// As it is kept, and as the Management API has it.
    package init(_ json: JSON) {
        let fields = (json["fields"]?.members ?? []).compactMap { member -> (Field, Control)? in
            guard let field = Field(rawValue: member.name), let control = member.value.string.flatMap(Control.init)
            else { return nil }
            return (field, control)
        }
        self.init(
            enabled: json["enabled"]?.bool ?? false, fields: Dictionary(fields) { $1 },
            webauthnRelatedOrigins: json["webauthnRelatedOrigins"]?.strings ?? [],
            deleteAccountURL: json["deleteAccountUrl"]?.string, customCSS: json["customCss"]?.string,
            profileFields: json["profileFields"]?.array?.compactMap { $0["name"]?.string })
    }

    package var json: JSON {
        let fields = Field.allCases.compactMap { field in
            self.fields[field].map { JSON.Member(field.rawValue, .string($0.rawValue)) }
        }
        return [
            "tenantId": "default", "id": "default", "enabled": .bool(self.enabled), "fields": .object(fields),
            "webauthnRelatedOrigins": .strings(self.webauthnRelatedOrigins),
            "deleteAccountUrl": .nullable(self.deleteAccountURL), "customCss": .nullable(self.customCSS),
            "profileFields": self.profileFields.map { .array($0.map { ["name": .string($0)] }) } ?? .null,
        ]
    }
}
