import Core
import HTTPTypes

/// An application on the wire (spec `logto-management-api.md` §6.1). It has no `secret`: those of today's Logto are apart.
enum ApplicationBody {
    static func json(_ application: ApplicationRecord) -> JSON {
        [
            "tenantId": "default",
            "id": .string(application.id.value),
            "name": .string(application.name),
            "description": .nullable(application.description),
            "type": .string(application.kind.rawValue),
            "oidcClientMetadata": application.oidcClientMetadata,
            "customClientMetadata": application.customClientMetadata,
            "protectedAppMetadata": application.protectedAppMetadata ?? .null,
            "customData": application.customData,
            "isThirdParty": .bool(application.isThirdParty),
            "appLevelAccessControlEnabled": .bool(application.isAccessControlEnabled),
            "createdAt": .int(application.createdAt.milliseconds),
        ]
    }

    static func json(_ secret: ApplicationRecord.Secret, of application: ID<LogtoApplication>) -> JSON {
        [
            "tenantId": "default",
            "applicationId": .string(application.value),
            "name": .string(secret.name),
            "value": .string(secret.value),
            "createdAt": .int(secret.createdAt.milliseconds),
            "expiresAt": secret.expiresAt.map { .int($0.milliseconds) } ?? .null,
        ]
    }

    /// Applications that every instance has and none lists (§5).
    static func builtIn(_ id: ID<LogtoApplication>) -> JSON? {
        switch id.value {
        case "demo-app": Self.builtIn(id, "Live Preview", "Preview for Sign-in Experience.", .singlePage)
        case "account-center":
            Self.builtIn(id, "Account Center", "Placeholder application for Account Center.", .singlePage)
        case "device-demo-app":
            Self.builtIn(
                id, "Device Flow Preview", "Preview for Device Authorization Flow.", .native,
                custom: ["isDeviceFlow": true])
        default: nil
        }
    }

    private static func builtIn(
        _ id: ID<LogtoApplication>, _ name: String, _ description: String, _ kind: LogtoApplication.Kind,
        custom: JSON = [:]
    ) -> JSON {
        let application = ApplicationRecord(
            id: id, name: name, description: description, kind: kind, customClientMetadata: custom,
            createdAt: Instant(milliseconds: 0))
        var members = Self.json(application).members ?? []
        members.insert(JSON.Member("secret", "N/A"), at: 3)
        return .object(members)
    }
}
