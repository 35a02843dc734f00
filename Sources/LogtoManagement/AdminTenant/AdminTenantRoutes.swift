import Core
import HTTPTypes
import Hummingbird
import Logto
import Synchronization
import Web

/// As much of Logto's own tenant `admin` as Logto's tests ask for before they begin (spec `logto-management-api.md` §3.3,
/// §5): its sign-in experience, which is kept in memory and changes no page.
package struct AdminTenantRoutes: Sendable {
    private let parts: ManagementParts
    private let experience = AdminSignInExperience()

    package init(_ parts: ManagementParts) {
        self.parts = parts
    }

    package func mount(on router: Router<WebContext>) {
        router.add(middleware: ManagementAPI(parts: self.parts, table: RouteTable(self.table)))
    }

    private var table: [Route] {
        let experience = self.experience
        return [
            Route.anonymous(.get, "/status", "Ask whether Logto is there") { _ in .none },
            Route(.get, "/sign-in-exp", "Read the sign-in experience") { _ in .json(experience.current.json) },
            Route(
                .patch, "/sign-in-exp", "Update the sign-in experience", body: SignInExperienceSchema.change
            ) { call in
                try call.body.requireChange()
                return .json(experience.change(call.body).json)
            },
            Route.anonymous(.get, "/.well-known/sign-in-exp", "Read the sign-in experience, as everybody may") { _ in
                .json(
                    experience.current.publicJSON.merging([
                        "socialConnectors": [], "ssoConnectors": [],
                        "forgotPassword": ["phone": false, "email": false], "isDevelopmentTenant": false,
                        "customProfileFields": [], "customProfileFieldCatalog": [],
                    ]))
            },
            Route.anonymous(.get, "/.well-known/endpoints/:tenantId", "Ask where a tenant is") { call in
                .json(["user": .string(call.parts.origins.logto)])
            },
        ]
    }
}

private final class AdminSignInExperience: Sendable {
    private let state = Mutex(SignInExperience.admin)

    var current: SignInExperience { self.state.withLock(\.self) }

    func change(_ changes: JSON) -> SignInExperience {
        self.state.withLock { experience in
            experience = SignInExperience(experience.json.merging(changes))
            return experience
        }
    }
}

extension SignInExperience {
    /// §5.
    fileprivate static var admin: SignInExperience {
        SignInExperience(
            SignInExperience().json.merging([
                "signInMode": "Register",
                "color": SignInExperience().json["color"]?.setting("isDarkModeEnabled", to: true),
                "mfa": [
                    "factors": ["Totp", "WebAuthn", "BackupCode"], "policy": "NoPrompt",
                    "organizationRequiredMfaPolicy": "Mandatory",
                ],
            ]))
    }
}
