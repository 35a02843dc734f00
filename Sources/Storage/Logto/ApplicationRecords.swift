import Core
import GRDB

/// Applications as they are administered.
extension Transaction {
    package struct ApplicationFilter: Sendable {
        package var search: Search?
        /// Any of them.
        package var kinds: [LogtoApplication.Kind] = []
        package var isThirdParty: Bool?
        package var role: ID<LogtoRole>?
        package var excludedRole: ID<LogtoRole>?
        package var excludedOrganization: ID<Organization>?

        package init(search: Search? = nil) {
            self.search = search
        }

        fileprivate var condition: SQL {
            let builtIn = FreshInstance.builtInApplications.map { "\($0)" as SQL }.joined(separator: ", ")
            var conditions: [SQL] = ["applications.id not in (\(builtIn))"]
            if let search { conditions.append(search.condition(on: "applications")) }
            if !self.kinds.isEmpty {
                let kinds = self.kinds.map { "\($0.rawValue)" as SQL }.joined(separator: ", ")
                conditions.append("applications.type in (\(kinds))")
            }
            if let isThirdParty { conditions.append("applications.is_third_party = \(isThirdParty)") }
            if let role {
                conditions.append(
                    """
                    exists (select 1 from applications_roles
                            where application_id = applications.id and role_id = \(role))
                    """)
            }
            if let role = self.excludedRole {
                conditions.append(
                    """
                    not exists (select 1 from applications_roles
                                where application_id = applications.id and role_id = \(role))
                    """)
            }
            if let organization = self.excludedOrganization {
                conditions.append(
                    """
                    not exists (select 1 from organization_application_relations
                                where application_id = applications.id and organization_id = \(organization))
                    """)
            }
            return .all(conditions)
        }
    }

    package func applicationRecord(_ id: ID<LogtoApplication>) throws -> ApplicationRecord? {
        try self.row("select * from applications where id = \(id)").map(ApplicationRecord.init(row:))
    }

    /// The latest first.
    package func applicationRecords(
        _ filter: ApplicationFilter, _ window: ListWindow? = nil
    ) throws -> [ApplicationRecord] {
        try self.rows(
            """
            select * from applications where \(filter.condition)
            order by applications.created_at desc, applications.id \(SQL.window(window))
            """
        ).map(ApplicationRecord.init(row:))
    }

    package func applicationCount(_ filter: ApplicationFilter) throws -> Int {
        try self.count("select count(*) as count from applications where \(filter.condition)")
    }

    package func insert(_ application: ApplicationRecord) throws {
        try self.execute(
            """
            insert into applications
                (id, name, description, type, is_third_party, oidc_client_metadata, custom_client_metadata,
                 protected_app_metadata, custom_data, app_level_access_control_enabled,
                 created_at)
            values
                (\(application.id), \(application.name), \(application.description), \(application.kind.rawValue),
                 \(application.isThirdParty), \(application.oidcClientMetadata), \(application.customClientMetadata),
                 \(application.protectedAppMetadata), \(application.customData),
                 \(application.isAccessControlEnabled), \(application.createdAt))
            """)
    }

    /// Writes what can change of an application.
    package func update(_ application: ApplicationRecord) throws {
        try self.execute(
            """
            update applications set
                name = \(application.name), description = \(application.description),
                oidc_client_metadata = \(application.oidcClientMetadata),
                custom_client_metadata = \(application.customClientMetadata),
                protected_app_metadata = \(application.protectedAppMetadata), custom_data = \(application.customData),
                app_level_access_control_enabled = \(application.isAccessControlEnabled)
            where id = \(application.id)
            """)
    }

    /// - Returns: whether there was one.
    package func delete(_ application: ID<LogtoApplication>) throws -> Bool {
        try self.execute("delete from applications where id = \(application)") > 0
    }

    package func secrets(of application: ID<LogtoApplication>) throws -> [ApplicationRecord.Secret] {
        try self.rows(
            "select * from application_secrets where application_id = \(application) order by created_at, name"
        ).map(ApplicationRecord.Secret.init(row:))
    }

    package func secret(_ name: String, of application: ID<LogtoApplication>) throws -> ApplicationRecord.Secret? {
        try self.row("select * from application_secrets where application_id = \(application) and name = \(name)")
            .map(ApplicationRecord.Secret.init(row:))
    }

    package func insert(_ secret: ApplicationRecord.Secret, of application: ID<LogtoApplication>) throws {
        try self.execute(
            """
            insert into application_secrets (application_id, name, value, created_at, expires_at)
            values (\(application), \(secret.name), \(secret.value), \(secret.createdAt), \(secret.expiresAt))
            """)
    }

    package func rename(secret name: String, to newName: String, of application: ID<LogtoApplication>) throws {
        try self.execute(
            """
            update application_secrets set name = \(newName) where application_id = \(application) and name = \(name)
            """)
    }

    /// - Returns: whether there was one.
    package func delete(secret name: String, of application: ID<LogtoApplication>) throws -> Bool {
        try self.execute("delete from application_secrets where application_id = \(application) and name = \(name)") > 0
    }
}

extension ApplicationRecord {
    init(row: Row) {
        self.init(
            id: row["id"], name: row["name"], description: row["description"],
            kind: LogtoApplication.Kind(rawValue: row["type"]) ?? .traditional,
            oidcClientMetadata: row["oidc_client_metadata"], customClientMetadata: row["custom_client_metadata"],
            protectedAppMetadata: row["protected_app_metadata"], customData: row["custom_data"],
            isThirdParty: row["is_third_party"], isAccessControlEnabled: row["app_level_access_control_enabled"],
            createdAt: row["created_at"])
    }
}

extension ApplicationRecord.Secret {
    fileprivate init(row: Row) {
        self.init(
            name: row["name"], value: row["value"], createdAt: row["created_at"], expiresAt: row["expires_at"])
    }
}
