import Core
import Logto
import Storage

/// The sign-in experience as anyone may read it (spec `logto-oidc.md` §8.7, `logto-management-api.md` §6.9).
struct PublicSignInExperience {
    private let settings: SignInExperience
    private let connectors: [LogtoConnector]
    /// How it is to look instead: what comes later counts for more.
    private let looks: [Looks]

    private struct Looks {
        let color: JSON
        let branding: JSON
        let customCss: String?
    }

    /// - Parameters:
    ///   - application: an unknown one or a third party's leaves the looks as they are.
    ///   - organization: as whose member somebody signs in; an unknown one changes nothing either.
    init(
        for application: ID<LogtoApplication>?, in organization: ID<Organization>?, _ db: Transaction
    ) throws {
        self.settings = try db.signInExperience()
        self.connectors = try db.connectors()
        let known = try application.flatMap(db.application)
        let own = try known.flatMap { $0.isThirdParty ? nil : try db.signInExperience(of: $0.id) }
        let group = try organization.flatMap(db.organizationRecord)
        self.looks = [
            own.map { Looks(color: $0.color, branding: $0.branding, customCss: $0.customCss) },
            group.map { Looks(color: $0.color, branding: $0.branding, customCss: $0.customCss) },
        ].compactMap(\.self)
    }

    var json: JSON {
        let kinds = Set(self.connectors.compactMap(\.kind))
        let methods = self.settings.usableForgotPasswordMethods(connectors: kinds)
        return self.looks.reduce(self.settings.publicJSON) { shown, looks in
            shown.merging([
                "color": (shown["color"] ?? [:]).merging(looks.color),
                "branding": (shown["branding"] ?? [:]).merging(looks.branding),
                "customCss": looks.customCss.map(JSON.string),
            ])
        }.merging([
            "socialConnectors": .array(self.socialConnectors.map(\.publicJSON)),
            "ssoConnectors": [],
            "forgotPassword": [
                "phone": .bool(methods.contains(.phone)), "email": .bool(methods.contains(.email)),
            ],
            "isDevelopmentTenant": false,
            "customProfileFields": [],
            "customProfileFieldCatalog": [],
        ])
    }

    /// Those with a button, in its order.
    private var socialConnectors: [LogtoConnector] {
        self.settings.socialSignInConnectorTargets.flatMap { target in
            self.connectors.filter { $0.kind == .social && $0.target == target }
        }
    }
}
