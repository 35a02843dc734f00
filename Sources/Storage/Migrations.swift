import Foundation
import GRDB
import GRDBSQLite

/// The numbered steps from an empty file to the schema of this version. A step that has shipped is never changed.
enum Migrations {
    /// The schema before the first release. It came about step by step, and is one now: SQLite reads the whole schema
    /// again for each column that is added to a table, and a new database should not wait for that.
    private static let first = "v0018_schema"
    /// The steps that databases of the time before may have taken one by one: the earliest all eight of them.
    private static let earliestSteps: Set = [
        "v0001_initial", "v0002_access_control", "v0003_patreon_memberships", "v0004_patreon_portal",
        "v0005_logto_configs", "v0006_pushed_requests", "v0007_device_codes", "v0007_subject_tokens",
    ]
    private static let firstSteps = Self.earliestSteps.union([
        "v0015_schema", "v0017_management_api", "v0018_user_search",
    ])

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration(
            Self.first, foreignKeyChecks: .immediate, merging: Self.firstSteps
        ) { db, taken in
            try db.makeFirstSchema(having: taken)
        }
        migrator.registerMigration("v0020_mfa", script: PackageResources.v0020_mfa_sql)
        migrator.registerMigration("v0021_organizations", script: PackageResources.v0021_organizations_sql)
        migrator.registerMigration(
            "v0022_sessions_and_keys", script: PackageResources.v0022_sessions_and_keys_sql)
        migrator.registerMigration(
            "v0023_verification_records", script: PackageResources.v0023_verification_records_sql)
        migrator.registerMigration("v0024_logs_and_hooks", script: PackageResources.v0024_logs_and_hooks_sql)
        return migrator
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

extension DatabaseMigrator {
    /// Registers a script that only adds to the schema, so that no row can lose what it refers to.
    fileprivate mutating func registerMigration(_ name: String, script: [UInt8]) {
        self.registerMigration(name, foreignKeyChecks: .immediate) { db in try db.execute(script: script) }
    }
}

extension Database {
    /// Makes what a database lacks that took some of the steps to the first schema, or none.
    fileprivate func makeFirstSchema(having taken: Set<String>) throws {
        if taken.isEmpty {
            try self.execute(script: PackageResources.v0001_initial_sql)
            try self.execute(script: PackageResources.v0002_access_control_sql)
            try self.execute(script: PackageResources.v0003_patreon_memberships_sql)
            try self.execute(script: PackageResources.v0004_patreon_portal_sql)
            try self.execute(script: PackageResources.v0005_logto_configs_sql)
            try self.execute(script: PackageResources.v0006_pushed_requests_sql)
            try self.execute(script: PackageResources.v0007_device_codes_sql)
            try self.execute(script: PackageResources.v0007_subject_tokens_sql)
        }
        if !taken.contains("v0015_schema") {
            if !taken.isEmpty {
                try self.execute(script: PackageResources.v0015_columns_sql)
            }
            try self.execute(script: PackageResources.v0008_applications_sql)
            try self.execute(script: PackageResources.v0009_provider_memory_sql)
            try self.execute(script: PackageResources.v0010_patreon_declarations_sql)
            try self.execute(script: PackageResources.v0012_email_addresses_sql)
            try self.execute(script: PackageResources.v0015_messages_sql)
        }
        if !taken.contains("v0017_management_api") {
            if !taken.isEmpty {
                try self.execute(script: PackageResources.v0017_columns_sql)
            }
            try self.execute(script: PackageResources.v0017_management_api_sql)
        }
        if !taken.contains("v0018_user_search") {
            try self.execute(script: PackageResources.v0018_user_search_sql)
        }
    }

    /// Executes statements by SQLite's own interface: GRDB would look at each for what it reads and writes.
    fileprivate func execute(script: [UInt8]) throws {
        let code = sqlite3_exec(self.sqliteConnection, String(decoding: script, as: UTF8.self), nil, nil, nil)
        guard code == SQLITE_OK else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: self.lastErrorMessage)
        }
    }
}
