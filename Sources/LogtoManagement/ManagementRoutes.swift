import Core
import Hummingbird
import Logto
import Storage
import Web

/// The parts of a world that the Management API works with.
package struct ManagementParts: Sendable {
    package let store: Store
    package let time: TimeSource
    package let entropy: Entropy
    package let origins: Origins
    package let keys: KeyRing
    package let cookieKeys: CookieKeys
    package let outbound: Outbound
    /// Whether Logto's own integration tests are let in without a token (§3.3).
    package let isIntegrationTest: Bool
    package let breachedPasswords: BreachedPasswords
    /// What else there is under `/api`, to be described with it.
    package let neighbours: @Sendable () -> [APIOperation]

    package init(
        store: Store, time: TimeSource, entropy: Entropy, origins: Origins, keys: KeyRing, cookieKeys: CookieKeys,
        outbound: Outbound, isIntegrationTest: Bool, breachedPasswords: BreachedPasswords,
        neighbours: @escaping @Sendable () -> [APIOperation]
    ) {
        self.store = store
        self.time = time
        self.entropy = entropy
        self.origins = origins
        self.keys = keys
        self.cookieKeys = cookieKeys
        self.outbound = outbound
        self.isIntegrationTest = isIntegrationTest
        self.breachedPasswords = breachedPasswords
        self.neighbours = neighbours
    }
}

/// Logto's Management API and Account API: what answers under `/api` to whoever administers the tenant, and to users about
/// their own account (spec `logto-management-api.md` §4).
package struct ManagementRoutes: Sendable {
    private let parts: ManagementParts

    package init(_ parts: ManagementParts) {
        self.parts = parts
    }

    /// Mounts the API on a router; paths that are not in its table go on to what is mounted later.
    package func mount(on router: Router<WebContext>) {
        router.add(middleware: ManagementAPI(parts: self.parts, table: RouteTable(Self.table)))
    }

    static var operations: [APIOperation] { Self.table.map(\.operation) }

    /// In the order in which Logto tries them.
    private static var table: [Route] {
        [
            ApplicationsAPI.routes, ApplicationSecretsAPI.routes, ApplicationRolesAPI.routes,
            ApplicationExperienceAPI.routes, UserConsentScopesAPI.routes, AccessControlAPI.routes,
            ConsentOrganizationsAPI.routes, MembershipsAPI.routes,
            ConnectorFactoriesAPI.routes, ConnectorsAPI.routes, ConnectorActionsAPI.routes,
            SignInExperienceAPI.routes, UsernameConflictsAPI.routes,
            ResourcesAPI.routes, ResourceScopesAPI.routes,
            UsersAPI.routes, UserProfileAPI.routes, UserPasswordAPI.routes, UserRolesAPI.routes,
            UserIdentitiesAPI.routes, UserMFAVerificationsAPI.routes, UserLogtoConfigAPI.routes,
            PersonalAccessTokensAPI.routes, UserSessionsAPI.routes, UserGrantsAPI.routes,
            RolesAPI.routes, RoleScopesAPI.routes, RoleUsersAPI.routes, RoleApplicationsAPI.routes,
            AdminConsoleConfigAPI.routes, SessionConfigAPI.routes, KeysAPI.routes, IDTokenConfigAPI.routes,
            AccountCenterAPI.routes,
            VerificationCodesAPI.routes, OneTimeTokensAPI.routes, SubjectTokensAPI.routes,
            OrganizationsAPI.routes, OrganizationUsersAPI.routes, OrganizationApplicationsAPI.routes,
            OrganizationJITAPI.routes, OrganizationRolesAPI.routes, OrganizationRoleScopesAPI.routes,
            OrganizationScopesAPI.routes, OrganizationInvitationsAPI.routes,
            SentinelActivitiesAPI.routes,
            HooksAPI.routes, HookActionsAPI.routes, LogsAPI.routes, DashboardAPI.routes, DescriptionAPI.routes,
            AccountAPI.routes, AccountPasswordAPI.routes, AccountAddressesAPI.routes, AccountIdentitiesAPI.routes,
            AccountSessionsAPI.routes, VerificationsAPI.routes, SocialVerificationsAPI.routes,
            AccountMFAVerificationsAPI.routes, AccountTOTPAPI.routes, AccountMFASettingsAPI.routes,
        ].flatMap(\.self)
    }
}
