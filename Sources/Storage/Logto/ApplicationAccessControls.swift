import Core
import GRDB

/// Who may use an application, a table a kind of rule.
extension Transaction {
    /// The rules in the order in which they were given; none where none were.
    package func accessControl(of application: ID<LogtoApplication>) throws -> ApplicationAccessControl {
        ApplicationAccessControl(
            userIDs: try self.rows(
                """
                select user_id from application_access_control_user_relations
                where application_id = \(application) order by rowid
                """
            ).map { $0["user_id"] },
            userRoleIDs: try self.rows(
                """
                select role_id from application_access_control_user_role_relations
                where application_id = \(application) order by rowid
                """
            ).map { $0["role_id"] },
            organizationIDs: try self.rows(
                """
                select organization_id from application_access_control_organization_relations
                where application_id = \(application) order by rowid
                """
            ).map { $0["organization_id"] },
            organizationRoleRules: try self.rows(
                """
                select organization_id, organization_role_id from application_access_control_org_role_relations
                where application_id = \(application) order by rowid
                """
            ).map { row in
                .init(organizationID: row["organization_id"], organizationRoleIDs: [row["organization_role_id"]])
            })
    }

    /// Replaces the rules.
    ///
    /// - Throws: the database's error for an id that nothing has.
    package func put(_ control: ApplicationAccessControl, of application: ID<LogtoApplication>) throws {
        for kind in ["user", "user_role", "organization", "org_role"] {
            try self.execute(
                """
                delete from \(sql: "application_access_control_\(kind)_relations")
                where application_id = \(application)
                """)
        }
        for user in control.userIDs {
            try self.execute(
                """
                insert into application_access_control_user_relations (application_id, user_id)
                values (\(application), \(user))
                """)
        }
        for role in control.userRoleIDs {
            try self.execute(
                """
                insert into application_access_control_user_role_relations (application_id, role_id)
                values (\(application), \(role))
                """)
        }
        for organization in control.organizationIDs {
            try self.execute(
                """
                insert into application_access_control_organization_relations (application_id, organization_id)
                values (\(application), \(organization))
                """)
        }
        for rule in control.organizationRoleRules {
            for role in rule.organizationRoleIDs {
                try self.execute(
                    """
                    insert into application_access_control_org_role_relations
                        (application_id, organization_id, organization_role_id)
                    values (\(application), \(rule.organizationID), \(role))
                    """)
            }
        }
    }

    /// Whether the user may use the application: it asks for nothing, or one of its rules names the user, a role of
    /// theirs, or an organization of theirs (Logto's `libraries/application-access-control.ts`).
    package func mayUse(_ application: LogtoApplication, _ user: ID<LogtoUser>) throws -> Bool {
        guard application.isAccessControlled else { return true }
        return try self.row(
            """
            select 1 from application_access_control_user_relations as rule
            where rule.application_id = \(application.id) and rule.user_id = \(user)
            union all
            select 1 from application_access_control_user_role_relations as rule
            join users_roles on users_roles.role_id = rule.role_id
            where rule.application_id = \(application.id) and users_roles.user_id = \(user)
            union all
            select 1 from application_access_control_organization_relations as rule
            join organization_user_relations as member on member.organization_id = rule.organization_id
            where rule.application_id = \(application.id) and member.user_id = \(user)
            union all
            select 1 from application_access_control_org_role_relations as rule
            join organization_role_user_relations as member
                on member.organization_id = rule.organization_id
                and member.organization_role_id = rule.organization_role_id
            where rule.application_id = \(application.id) and member.user_id = \(user)
            limit 1
            """) != nil
    }
}
