import Foundation
import GRDB
import GRDBSQLite

/// The numbered steps from an empty file to the schema of this version. A step that has shipped is never changed.
enum Migrations {
    /// The schema before the first release. It came about step by step, and is one now: SQLite reads the whole schema
    /// again for each column that is added to a table, and a new database should not wait for that.
    private static let first = "v0015_schema"
    /// The steps that databases of the time before may have taken one by one.
    private static let firstSteps: Set = [
        "v0001_initial", "v0002_access_control", "v0003_patreon_memberships", "v0004_patreon_portal",
        "v0005_logto_configs", "v0006_pushed_requests", "v0007_device_codes", "v0007_subject_tokens",
    ]

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration(
            Self.first, foreignKeyChecks: .immediate, merging: Self.firstSteps
        ) { db, taken in
            if taken.isEmpty {
                try db.execute(script: PackageResources.v0001_initial_sql)
                try db.execute(script: PackageResources.v0002_access_control_sql)
                try db.execute(script: PackageResources.v0003_patreon_memberships_sql)
                try db.execute(script: PackageResources.v0004_patreon_portal_sql)
                try db.execute(script: PackageResources.v0005_logto_configs_sql)
                try db.execute(script: PackageResources.v0006_pushed_requests_sql)
                try db.execute(script: PackageResources.v0007_device_codes_sql)
                try db.execute(script: PackageResources.v0007_subject_tokens_sql)
            } else {
                try db.execute(script: PackageResources.v0015_columns_sql)
            }
            try db.execute(script: PackageResources.v0008_applications_sql)
            try db.execute(script: PackageResources.v0009_provider_memory_sql)
            try db.execute(script: PackageResources.v0010_patreon_declarations_sql)
            try db.execute(script: PackageResources.v0012_email_addresses_sql)
            try db.execute(script: PackageResources.v0015_messages_sql)
        }
        migrator.registerMigration("v0017_management_api", script: PackageResources.v0017_management_api_sql)
        migrator.registerMigration("v0018_user_search", script: PackageResources.v0018_user_search_sql)
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
        let early = taken.intersection(Self.firstSteps)
        return !taken.subtracting(Self.firstSteps).isSubset(of: Self.migrator.migrations)
            || !(early.isEmpty || early == Self.firstSteps)
    }
}

extension DatabaseMigrator {
    /// Registers a script that only adds to the schema, so that no row can lose what it refers to.
    fileprivate mutating func registerMigration(_ name: String, script: [UInt8]) {
        self.registerMigration(name, foreignKeyChecks: .immediate) { db in try db.execute(script: script) }
    }
}

extension Database {
    /// Executes statements by SQLite's own interface: GRDB would look at each for what it reads and writes.
    fileprivate func execute(script: [UInt8]) throws {
        let code = sqlite3_exec(self.sqliteConnection, String(decoding: script, as: UTF8.self), nil, nil, nil)
        guard code == SQLITE_OK else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: self.lastErrorMessage)
        }
    }
}
