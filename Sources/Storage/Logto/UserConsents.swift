import Core
import GRDB

/// What third-party applications may ask for, and in whose name they may act.
extension Transaction {
    package func userConsentScopes(of application: ID<LogtoApplication>) throws -> UserConsentScopes {
        UserConsentScopes(
            userScopes: try self.rows(
                """
                select user_scope from application_user_consent_user_scopes where application_id = \(application)
                """
            ).map { $0["user_scope"] },
            resourceScopeIDs: try self.rows(
                "select scope_id from application_user_consent_resource_scopes where application_id = \(application)"
            ).map { $0["scope_id"] },
            organizationScopeIDs: try self.rows(
                """
                select organization_scope_id from application_user_consent_organization_scopes
                where application_id = \(application)
                """
            ).map { $0["organization_scope_id"] },
            organizationResourceScopeIDs: try self.rows(
                """
                select scope_id from application_user_consent_organization_resource_scopes
                where application_id = \(application)
                """
            ).map { $0["scope_id"] })
    }

    /// Replaces what the application may ask for.
    package func put(_ consent: UserConsentScopes, of application: ID<LogtoApplication>) throws {
        for table in ["user_scopes", "resource_scopes", "organization_scopes", "organization_resource_scopes"] {
            try self.execute(
                "delete from \(sql: "application_user_consent_\(table)") where application_id = \(application)")
        }
        for scope in consent.userScopes {
            try self.execute(
                """
                insert into application_user_consent_user_scopes (application_id, user_scope)
                values (\(application), \(scope)) on conflict do nothing
                """)
        }
        for scope in consent.resourceScopeIDs {
            try self.execute(
                """
                insert into application_user_consent_resource_scopes (application_id, scope_id)
                values (\(application), \(scope)) on conflict do nothing
                """)
        }
        for scope in consent.organizationScopeIDs {
            try self.execute(
                """
                insert into application_user_consent_organization_scopes (application_id, organization_scope_id)
                values (\(application), \(scope)) on conflict do nothing
                """)
        }
        for scope in consent.organizationResourceScopeIDs {
            try self.execute(
                """
                insert into application_user_consent_organization_resource_scopes (application_id, scope_id)
                values (\(application), \(scope)) on conflict do nothing
                """)
        }
    }

    /// The organizations in whose name a user lets the application act.
    package func consentedOrganizations(
        of user: ID<LogtoUser>, to application: ID<LogtoApplication>
    ) throws -> [ID<Organization>] {
        try self.rows(
            """
            select organization_id from application_user_consent_organizations
            where application_id = \(application) and user_id = \(user) order by organization_id
            """
        ).map { $0["organization_id"] }
    }

    package func consent(
        of user: ID<LogtoUser>, to application: ID<LogtoApplication>, for organization: ID<Organization>
    ) throws {
        try self.execute(
            """
            insert into application_user_consent_organizations (application_id, organization_id, user_id)
            values (\(application), \(organization), \(user)) on conflict do nothing
            """)
    }

    /// - Returns: whether the user had agreed.
    package func withdrawConsent(
        of user: ID<LogtoUser>, to application: ID<LogtoApplication>, for organization: ID<Organization>
    ) throws -> Bool {
        try self.execute(
            """
            delete from application_user_consent_organizations
            where application_id = \(application) and organization_id = \(organization) and user_id = \(user)
            """) > 0
    }
}
