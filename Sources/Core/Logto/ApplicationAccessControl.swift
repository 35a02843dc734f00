/// Who may use an application whose `appLevelAccessControlEnabled` is on: whoever one of the rules names
/// (spec `logto-management-api.md` §6.1, "Access control").
package struct ApplicationAccessControl: Equatable, Sendable {
    /// Members of an organization who have one of some roles there.
    package struct OrganizationRoleRule: Equatable, Sendable {
        package var organizationID: ID<Organization>
        package var organizationRoleIDs: [ID<OrganizationRole>]

        package init(organizationID: ID<Organization>, organizationRoleIDs: [ID<OrganizationRole>]) {
            self.organizationID = organizationID
            self.organizationRoleIDs = organizationRoleIDs
        }
    }

    package private(set) var userIDs: [ID<LogtoUser>]
    package private(set) var userRoleIDs: [ID<LogtoRole>]
    package private(set) var organizationIDs: [ID<Organization>]
    /// One for each organization.
    package private(set) var organizationRoleRules: [OrganizationRoleRule]

    /// Drops duplicates, and merges the rules of one organization.
    package init(
        userIDs: [ID<LogtoUser>] = [], userRoleIDs: [ID<LogtoRole>] = [], organizationIDs: [ID<Organization>] = [],
        organizationRoleRules: [OrganizationRoleRule] = []
    ) {
        self.userIDs = userIDs.withoutDuplicates
        self.userRoleIDs = userRoleIDs.withoutDuplicates
        self.organizationIDs = organizationIDs.withoutDuplicates
        self.organizationRoleRules = organizationRoleRules.map(\.organizationID).withoutDuplicates.map { organization in
            let roles = organizationRoleRules.filter { $0.organizationID == organization }
                .flatMap(\.organizationRoleIDs)
            return OrganizationRoleRule(organizationID: organization, organizationRoleIDs: roles.withoutDuplicates)
        }
    }

    /// Whether no rule names anyone.
    package var isEmpty: Bool {
        self.userIDs.isEmpty && self.userRoleIDs.isEmpty && self.organizationIDs.isEmpty
            && self.organizationRoleRules.isEmpty
    }

    /// Of each list (spec `logto-management-api.md` §6.1).
    package static let maximalCount = 1000
}

extension Array where Element: Hashable {
    fileprivate var withoutDuplicates: [Element] {
        var known: Set<Element> = []
        return self.filter { known.insert($0).inserted }
    }
}
