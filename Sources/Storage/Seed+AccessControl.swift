import Core

extension Transaction {
    /// What every instance has (spec `logto-management-api.md` §5), as far as it is missing: what was changed of it at
    /// run time stays.
    func putFreshInstance(at now: Instant) throws {
        if try self.resource(FreshInstance.managementAPI.id) == nil { try self.put(FreshInstance.managementAPI) }
        if try self.scope(FreshInstance.managementScope.id) == nil {
            try self.put(FreshInstance.managementScope, at: now)
        }
        for role in FreshInstance.roles {
            let isTaken = try self.role(role.id) != nil || self.role(name: role.name) != nil
            if !isTaken { try self.put(role) }
        }
    }

    /// APIs, roles and organizations; users and applications have to be there.
    func putAccessControl(_ logto: Config.Logto, at now: Instant) throws {
        if let idToken = logto.idToken { try self.put(idToken) }
        for entry in logto.resources {
            try self.put(entry.resource)
            for scope in entry.scopes { try self.put(scope, at: now) }
        }
        for role in logto.roles { try self.put(role) }
        for scope in logto.organizationScopes { try self.put(scope) }
        for role in logto.organizationRoles { try self.put(role) }
        for user in logto.users {
            for role in user.roleIDs ?? [] { try self.give(role, to: user.id) }
        }
        for (application, roles) in logto.applicationRoleIDs {
            for role in roles { try self.give(role, to: application) }
        }
        for (application, scopes) in logto.userConsentScopes {
            try self.put(scopes, of: application)
        }
        for entry in logto.organizations {
            try self.put(entry.organization, at: now)
            for member in entry.users { try self.add(member.id, to: entry.organization.id, roles: member.roleIDs) }
            for member in entry.applications {
                try self.add(member.id, to: entry.organization.id, roles: member.roleIDs)
            }
        }
        for (application, experience) in logto.applicationSignInExperiences {
            try self.put(experience, of: application)
        }
        for (application, accessControl) in logto.accessControls {
            try self.put(accessControl, of: application)
        }
    }
}
