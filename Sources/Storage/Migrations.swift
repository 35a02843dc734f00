import Foundation
import GRDB
import GRDBSQLite

/// The numbered steps from an empty file to the schema of this version. A step that has shipped is never changed.
enum Migrations {
    private static let first = "v0001_initial"

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration(Self.first, script: PackageResources.v0001_initial_sql)
        migrator.registerMigration("v0002_access_control", script: PackageResources.v0002_access_control_sql)
        migrator.registerMigration(
            "v0003_patreon_memberships", script: PackageResources.v0003_patreon_memberships_sql)
        migrator.registerMigration("v0004_patreon_portal", script: PackageResources.v0004_patreon_portal_sql)
        migrator.registerMigration("v0005_logto_configs", script: PackageResources.v0005_logto_configs_sql)
        migrator.registerMigration("v0006_pushed_requests", script: PackageResources.v0006_pushed_requests_sql)
        migrator.registerMigration("v0007_device_codes", script: PackageResources.v0007_device_codes_sql)
        migrator.registerMigration("v0007_subject_tokens", script: PackageResources.v0007_subject_tokens_sql)
        migrator.registerMigration("v0014_password_algorithms", script: PackageResources.v0014_password_algorithms_sql)
        migrator.registerMigration("v0015_messages", script: PackageResources.v0015_messages_sql)
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
        return try tables != 0 && !Self.migrator.appliedIdentifiers(db).contains(Self.first)
    }
}

extension DatabaseMigrator {
    /// Registers a script that only adds to the schema, so that no row can lose what it refers to.
    fileprivate mutating func registerMigration(_ name: String, script: [UInt8]) {
        self.registerMigration(name, foreignKeyChecks: .immediate) { db in
            // By SQLite's own interface: GRDB would look at each statement for what it reads and writes.
            let code = sqlite3_exec(db.sqliteConnection, String(decoding: script, as: UTF8.self), nil, nil, nil)
            guard code == SQLITE_OK else {
                throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
            }
        }
    }
}
