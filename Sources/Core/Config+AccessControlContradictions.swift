extension Config {
    /// Duplicates and dangling references among APIs, roles and organizations.
    func noteAccessControl(_ report: ConfigReport) {
        let logto = self.logto
        report.noteDuplicates("logto.resources", "id", logto.resources.map(\.resource.id.value))
        report.noteDuplicates("logto.resources", "indicator", logto.resources.map(\.resource.indicator))
        report.noteDuplicates("logto.roles", "id", logto.roles.map(\.id.value))
        report.noteDuplicates("logto.roles", "name", logto.roles.map(\.name))
        report.noteDuplicates("logto.organizationScopes", "id", logto.organizationScopes.map(\.id.value))
        report.noteDuplicates("logto.organizationScopes", "name", logto.organizationScopes.map(\.name))
        report.noteDuplicates("logto.organizationRoles", "id", logto.organizationRoles.map(\.id.value))
        report.noteDuplicates("logto.organizationRoles", "name", logto.organizationRoles.map(\.name))
        report.noteDuplicates("logto.organizations", "id", logto.organizations.map(\.organization.id.value))
        for (index, resource) in logto.resources.enumerated() {
            let path = "logto.resources[\(index)].scopes"
            report.noteDuplicates(path, "name", resource.scopes.map(\.name))
        }
        self.noteRoles(report)
        self.noteOrganizations(report)
        self.noteApplicationRoles(report)
        self.noteApplicationAccess(report)
    }

    private var scopeIDs: Set<ID<LogtoScope>> {
        Set(self.logto.resources.flatMap { $0.scopes.map(\.id) } + [FreshInstance.managementScope.id])
    }

    private var roles: [ID<LogtoRole>: LogtoRole] {
        Dictionary((FreshInstance.roles + self.logto.roles).map { ($0.id, $0) }) { $1 }
    }

    private func noteRoles(_ report: ConfigReport) {
        for (index, role) in self.logto.roles.enumerated() {
            report.noteUnknown(
                role.scopeIDs, among: self.scopeIDs, "logto.roles[\(index)].scopeIds", "scope under logto.resources")
        }
        for (index, role) in self.logto.organizationRoles.enumerated() {
            let path = "logto.organizationRoles[\(index)]"
            report.noteUnknown(
                role.organizationScopeIDs, among: Set(self.logto.organizationScopes.map(\.id)),
                "\(path).organizationScopeIds", "scope under logto.organizationScopes")
            report.noteUnknown(
                role.resourceScopeIDs, among: self.scopeIDs, "\(path).resourceScopeIds", "scope under logto.resources")
        }
        for (index, user) in self.logto.users.enumerated() {
            self.note(user.roleIDs ?? [], .user, "logto.users[\(index)].roleIds", report)
        }
    }

    func note(_ ids: [ID<LogtoRole>], _ kind: LogtoRole.Kind, _ path: String, _ report: ConfigReport) {
        let roles = self.roles
        report.noteUnknown(ids, among: Set(roles.keys), path, "role under logto.roles")
        for (index, id) in ids.enumerated() {
            if let role = roles[id], role.kind != kind {
                report.note(
                    "\(path)[\(index)]",
                    "is \"\(id)\", a role of type \(role.kind.rawValue); it must be one of type \(kind.rawValue)")
            }
        }
    }

    private func noteOrganizations(_ report: ConfigReport) {
        for (index, entry) in self.logto.organizations.enumerated() {
            let path = "logto.organizations[\(index)]"
            report.noteUnknown(
                entry.users.map(\.id), among: Set(self.logto.users.map(\.id)), "\(path).users",
                "user under logto.users")
            let machines = self.logto.applications.filter { $0.kind == .machineToMachine }
            report.noteUnknown(
                entry.applications.map(\.id), among: Set(machines.map(\.id)), "\(path).applications",
                "MachineToMachine application under logto.applications")
            for (position, member) in entry.users.enumerated() {
                self.note(member.roleIDs, .user, "\(path).users[\(position)].organizationRoleIds", report)
            }
            for (position, member) in entry.applications.enumerated() {
                self.note(
                    member.roleIDs, .machineToMachine, "\(path).applications[\(position)].organizationRoleIds", report)
            }
        }
    }

    private func note(
        _ ids: [ID<OrganizationRole>], _ kind: LogtoRole.Kind, _ path: String, _ report: ConfigReport
    ) {
        let kinds = Dictionary(self.logto.organizationRoles.map { ($0.id, $0.kind) }) { $1 }
        report.noteUnknown(ids, among: Set(kinds.keys), path, "role under logto.organizationRoles")
        for (index, id) in ids.enumerated() {
            if let other = kinds[id], other != kind {
                report.note(
                    "\(path)[\(index)]",
                    "is \"\(id)\", a role of type \(other.rawValue); it must be one of type \(kind.rawValue)")
            }
        }
    }

    private func noteApplicationRoles(_ report: ConfigReport) {
        for (index, application) in self.logto.applications.enumerated() {
            let path = "logto.applications[\(index)]"
            if let ids = self.logto.applicationRoleIDs[application.id] {
                self.note(ids, .machineToMachine, "\(path).roleIds", report)
                if application.kind != .machineToMachine {
                    report.note("\(path).roleIds", "is only for MachineToMachine applications")
                }
            }
            guard let consent = self.logto.userConsentScopes[application.id] else { continue }
            if !application.isThirdParty {
                report.note("\(path).userConsentScopes", "is only for applications with \"isThirdParty\": true")
            }
            report.noteUnknown(
                consent.resourceScopeIDs, among: self.scopeIDs, "\(path).userConsentScopes.resourceScopes",
                "scope under logto.resources")
            report.noteUnknown(
                consent.organizationScopeIDs, among: Set(self.logto.organizationScopes.map(\.id)),
                "\(path).userConsentScopes.organizationScopes", "scope under logto.organizationScopes")
            report.noteUnknown(
                consent.organizationResourceScopeIDs, among: self.scopeIDs,
                "\(path).userConsentScopes.organizationResourceScopes", "scope under logto.resources")
        }
    }
}

extension ConfigReport {
    func noteUnknown<Entity>(
        _ ids: [ID<Entity>], among known: Set<ID<Entity>>, _ path: String, _ what: String
    ) {
        for (index, id) in ids.enumerated() where !known.contains(id) {
            self.note("\(path)[\(index)]", "is \"\(id)\", but there is no such \(what)")
        }
    }
}
