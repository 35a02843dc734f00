import Core
import Logto
import Storage

/// The sign-in experience as anyone may read it (spec `logto-oidc.md` §8.7, `logto-management-api.md` §6.9).
struct PublicSignInExperience {
    private let settings: SignInExperience
    private let connectors: [LogtoConnector]
    /// How a first-party application wants it to look.
    private let own: ApplicationSignInExperience?

    /// - Parameter application: none, an unknown one or a third party's leaves the tenant's looks as they are.
    init(for application: ID<LogtoApplication>?, in db: Transaction) throws {
        self.settings = try db.signInExperience()
        self.connectors = try db.connectors()
        let known = try application.flatMap(db.application)
        self.own = try known.flatMap { $0.isThirdParty ? nil : try db.signInExperience(of: $0.id) }
    }

    var json: JSON {
        let shown = self.settings.publicJSON
        let kinds = Set(self.connectors.compactMap(\.kind))
        let methods = self.settings.usableForgotPasswordMethods(connectors: kinds)
        return shown.merging([
            "color": self.own.map { (shown["color"] ?? [:]).merging($0.color) },
            "branding": self.own.map { (shown["branding"] ?? [:]).merging($0.branding) },
            "customCss": self.own?.customCss.map(JSON.string),
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
