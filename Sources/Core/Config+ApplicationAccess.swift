extension ApplicationAccessControl {
    init(reading object: ConfigObject) {
        self.init(
            userIDs: object.ids("userIds"),
            userRoleIDs: object.ids("userRoleIds"),
            organizationIDs: object.ids("organizationIds"),
            organizationRoleRules: object.objects("organizationRoleRules") { rule in
                let roles: [ID<OrganizationRole>] = rule.ids("organizationRoleIds")
                if roles.isEmpty { rule.note("organizationRoleIds", "is empty; a rule needs at least one role") }
                return OrganizationRoleRule(
                    organizationID: rule.identifier("organizationId"), organizationRoleIDs: roles)
            })
        let counts = [
            "userIds": self.userIDs.count, "userRoleIds": self.userRoleIDs.count,
            "organizationIds": self.organizationIDs.count, "organizationRoleRules": self.organizationRoleRules.count,
        ]
        for (name, count) in counts.sorted(by: { $0.key < $1.key }) where count > Self.maximalCount {
            object.note(name, "has \(count) entries; it must not have more than \(Self.maximalCount)")
        }
    }
}

extension Config {
    /// Dangling references in access rules, and applications that nobody could use.
    func noteApplicationAccess(_ report: ConfigReport) {
        for (index, application) in self.logto.applications.enumerated() {
            let path = "logto.applications[\(index)]"
            let control = self.logto.accessControls[application.id]
            if application.isAccessControlled, control?.isEmpty ?? true {
                report.note(
                    "\(path).appLevelAccessControlEnabled",
                    "is true, but \(path).accessControl has no rule, so that nobody could use the application")
            }
            if let control { self.note(control, "\(path).accessControl", report) }
        }
    }

    private func note(_ control: ApplicationAccessControl, _ path: String, _ report: ConfigReport) {
        let organizations = Set(self.logto.organizations.map(\.organization.id))
        report.noteUnknown(
            control.userIDs, among: Set(self.logto.users.map(\.id)), "\(path).userIds", "user under logto.users")
        self.note(control.userRoleIDs, .user, "\(path).userRoleIds", report)
        report.noteUnknown(
            control.organizationIDs, among: organizations, "\(path).organizationIds",
            "organization under logto.organizations")
        report.noteUnknown(
            control.organizationRoleRules.map(\.organizationID), among: organizations, "\(path).organizationRoleRules",
            "organization under logto.organizations")
        let roles = Dictionary(self.logto.organizationRoles.map { ($0.id, $0.kind) }) { $1 }
        for (position, rule) in control.organizationRoleRules.enumerated() {
            let here = "\(path).organizationRoleRules[\(position)].organizationRoleIds"
            report.noteUnknown(
                rule.organizationRoleIDs, among: Set(roles.keys), here, "role under logto.organizationRoles")
            for (place, id) in rule.organizationRoleIDs.enumerated() where roles[id] == .machineToMachine {
                report.note("\(here)[\(place)]", "is \"\(id)\", a role of machines; it must be one of type User")
            }
        }
    }
}
