import Core
import GRDB

extension Transaction {
    package func application(_ id: ID<LogtoApplication>) throws -> LogtoApplication? {
        try self.memory.value(of: .application(id)) {
            try self.row("select * from applications where id = \(id)").map(self.application(from:))
        }
    }

    package func applications() throws -> [LogtoApplication] {
        try self.rows("select * from applications order by created_at, id").map(self.application(from:))
    }

    /// Inserts the application or, if there is one of its id, brings that up to date. Of its secrets only those of the
    /// same name are replaced.
    package func put(_ application: LogtoApplication, at now: Instant) throws {
        try self.execute(
            """
            insert into applications
                (id, name, description, type, is_third_party, app_level_access_control_enabled, oidc_client_metadata,
                 custom_client_metadata, created_at)
            values
                (\(application.id), \(application.name), \(application.description), \(application.kind.rawValue),
                 \(application.isThirdParty), \(application.isAccessControlled), \(application.oidcClientMetadata.json),
                 \(application.customClientMetadata.json), \(now))
            on conflict (id) do update set
                name = excluded.name, description = excluded.description, type = excluded.type,
                is_third_party = excluded.is_third_party,
                app_level_access_control_enabled = excluded.app_level_access_control_enabled,
                oidc_client_metadata = excluded.oidc_client_metadata,
                custom_client_metadata = excluded.custom_client_metadata
            """)
        for secret in application.secrets {
            try self.execute(
                """
                insert into application_secrets (application_id, name, value, created_at, expires_at)
                values (\(application.id), \(secret.name), \(secret.value), \(now), \(secret.expiresAt))
                on conflict (application_id, name) do update set
                    value = excluded.value, expires_at = excluded.expires_at
                """)
        }
    }

    private func application(from row: Row) throws -> LogtoApplication {
        let id: ID<LogtoApplication> = row["id"]
        let secrets = try self.rows(
            "select * from application_secrets where application_id = \(id) order by created_at, name")
        return LogtoApplication(
            id: id,
            name: row["name"],
            description: row["description"],
            kind: LogtoApplication.Kind(rawValue: row["type"]) ?? .traditional,
            isThirdParty: row["is_third_party"],
            isAccessControlled: row["app_level_access_control_enabled"],
            secrets: secrets.map { secret in
                LogtoApplication.Secret(
                    name: secret["name"], value: secret["value"], expiresAt: secret["expires_at"])
            },
            oidcClientMetadata: LogtoApplication.OIDCClientMetadata(row["oidc_client_metadata"]),
            customClientMetadata: LogtoApplication.CustomClientMetadata(row["custom_client_metadata"]))
    }
}

extension LogtoApplication.OIDCClientMetadata {
    package var json: JSON {
        [
            "redirectUris": .strings(self.redirectUris),
            "postLogoutRedirectUris": .strings(self.postLogoutRedirectUris),
            "backchannelLogoutUri": self.backchannelLogoutUri.map(JSON.string),
            "backchannelLogoutSessionRequired": self.backchannelLogoutSessionRequired ? true : nil,
            "logoUri": self.logoUri.map(JSON.string),
        ]
    }

    init(_ json: JSON) {
        self.init(
            redirectUris: json["redirectUris"]?.strings ?? [],
            postLogoutRedirectUris: json["postLogoutRedirectUris"]?.strings ?? [])
        self.backchannelLogoutUri = json["backchannelLogoutUri"]?.string
        self.backchannelLogoutSessionRequired = json["backchannelLogoutSessionRequired"]?.bool ?? false
        self.logoUri = json["logoUri"]?.string
    }
}

extension LogtoApplication.CustomClientMetadata {
    package var json: JSON {
        [
            "corsAllowedOrigins": self.corsAllowedOrigins.isEmpty ? nil : .strings(self.corsAllowedOrigins),
            "idTokenTtl": self.idTokenTtl.map(JSON.int),
            "refreshTokenTtl": self.refreshTokenTtl.map(JSON.int),
            "refreshTokenTtlInDays": self.refreshTokenTtlInDays.map(JSON.int),
            "alwaysIssueRefreshToken": self.alwaysIssueRefreshToken ? true : nil,
            "rotateRefreshToken": self.rotateRefreshToken ? nil : false,
            "allowTokenExchange": self.allowTokenExchange ? true : nil,
            "isDeviceFlow": self.isDeviceFlow ? true : nil,
            "maxAllowedGrants": self.maxAllowedGrants.map(JSON.int),
            "tenantId": self.tenantId.map(JSON.string),
        ]
    }

    init(_ json: JSON) {
        self.init()
        self.corsAllowedOrigins = json["corsAllowedOrigins"]?.strings ?? []
        self.idTokenTtl = json["idTokenTtl"]?.int
        self.refreshTokenTtl = json["refreshTokenTtl"]?.int
        self.refreshTokenTtlInDays = json["refreshTokenTtlInDays"]?.int
        self.alwaysIssueRefreshToken = json["alwaysIssueRefreshToken"]?.bool ?? false
        self.rotateRefreshToken = json["rotateRefreshToken"]?.bool ?? true
        self.allowTokenExchange = json["allowTokenExchange"]?.bool ?? false
        self.isDeviceFlow = json["isDeviceFlow"]?.bool ?? false
        self.maxAllowedGrants = json["maxAllowedGrants"]?.int
        self.tenantId = json["tenantId"]?.string
    }
}
