import Foundation
import GRDB

/// The numbered steps from an empty file to the schema of this version. A step that has shipped is never changed.
enum Migrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v0001_initial", script: PackageResources.v0001_initial_sql)
        return migrator
    }
}

extension DatabaseMigrator {
    fileprivate mutating func registerMigration(_ name: String, script: [UInt8]) {
        self.registerMigration(name) { db in
            try db.execute(sql: String(decoding: script, as: UTF8.self))
        }
    }
}
