import Foundation
import GRDB

/// The numbered steps from an empty file to the schema of this version. A step that has shipped is never changed.
enum Migrations {
    /// The schema before the first release. It came about step by step, and is one now: a new database should not wait for
    /// the history of its tables, nor for a commit to each part of it.
    static let first = "v0025_schema"
    /// The steps that databases of the time before may have taken one by one: the earliest all eight of them.
    private static let earliestSteps: Set = [
        "v0001_initial", "v0002_access_control", "v0003_patreon_memberships", "v0004_patreon_portal",
        "v0005_logto_configs", "v0006_pushed_requests", "v0007_device_codes", "v0007_subject_tokens",
    ]
    private static let firstSteps = Self.earliestSteps.union([
        "v0015_schema", "v0017_management_api", "v0018_user_search", "v0018_schema", "v0020_mfa", "v0021_organizations",
        "v0022_sessions_and_keys", "v0023_verification_records", "v0024_logs_and_hooks", "v0024_schema",
    ])

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration(
            Self.first, foreignKeyChecks: .immediate, merging: Self.firstSteps
        ) { db, taken in
            for script in Self.firstSchema(having: taken) {
                try PlainSQLite.execute(script, on: db.sqliteConnection)
            }
        }
        return migrator
    }

    /// The scripts for what a database lacks that took some of the steps to the first schema, or none.
    static func firstSchema(having taken: Set<String>) -> [[UInt8]] {
        guard !taken.isEmpty else { return Self.schemaOfV0024(having: []) }
        return (taken.contains("v0024_schema") ? [] : Self.schemaOfV0024(having: taken))
            + [PackageResources.v0025_columns_sql]
    }

    /// Without what an older database's tables lack since then, which those of a new one have.
    private static func schemaOfV0024(having taken: Set<String>) -> [[UInt8]] {
        var scripts: [[UInt8]] = []
        if taken.isEmpty {
            scripts += [
                PackageResources.v0001_initial_sql, PackageResources.v0002_access_control_sql,
                PackageResources.v0003_patreon_memberships_sql, PackageResources.v0004_patreon_portal_sql,
                PackageResources.v0005_logto_configs_sql, PackageResources.v0006_pushed_requests_sql,
                PackageResources.v0007_device_codes_sql, PackageResources.v0007_subject_tokens_sql,
            ]
        }
        if !taken.contains("v0018_schema") {
            if !taken.contains("v0015_schema") {
                scripts += taken.isEmpty ? [] : [PackageResources.v0015_columns_sql]
                scripts += [
                    PackageResources.v0008_applications_sql, PackageResources.v0009_provider_memory_sql,
                    PackageResources.v0010_patreon_declarations_sql, PackageResources.v0012_email_addresses_sql,
                    PackageResources.v0015_messages_sql,
                ]
            }
            if !taken.contains("v0017_management_api") {
                scripts += taken.isEmpty ? [] : [PackageResources.v0017_columns_sql]
                scripts += [PackageResources.v0017_management_api_sql]
            }
            if !taken.contains("v0018_user_search") {
                scripts += [PackageResources.v0018_user_search_sql]
            }
        }
        let later = [
            ("v0020_mfa", PackageResources.v0020_mfa_sql),
            ("v0021_organizations", PackageResources.v0021_organizations_sql),
            ("v0022_sessions_and_keys", PackageResources.v0022_sessions_and_keys_sql),
            ("v0023_verification_records", PackageResources.v0023_verification_records_sql),
            ("v0024_logs_and_hooks", PackageResources.v0024_logs_and_hooks_sql),
        ]
        return scripts + later.filter { !taken.contains($0.0) }.map { $0.1 }
    }

    /// Whether the tables of a database are another program's.
    static func belongsToOthers(_ db: Database) throws -> Bool {
        let tables = try Int.fetchOne(
            db,
            sql: """
                select count(*) from sqlite_schema
                where type = 'table' and name not like 'sqlite_%' and name <> 'grdb_migrations'
                """)
        return try tables != 0
            && Self.migrator.appliedIdentifiers(db).isDisjoint(with: Self.firstSteps.union([Self.first]))
    }

    /// Whether a database has a schema that this version does not know: steps of a later one, or some but not all of
    /// those that led to the first release.
    static func isUnknown(_ db: Database) throws -> Bool {
        let taken = try Self.migrator.appliedIdentifiers(db)
        let earliest = taken.intersection(Self.earliestSteps)
        return !taken.subtracting(Self.firstSteps).isSubset(of: Self.migrator.migrations)
            || !(earliest.isEmpty || earliest == Self.earliestSteps)
    }
}
