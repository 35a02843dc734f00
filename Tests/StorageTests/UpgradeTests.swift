import Core
import Foundation
import GRDB
import Storage
import Testing

/// Databases of the time before the first release.
@Suite struct UpgradeTests {
    private let folder: TemporaryFolder

    init() throws {
        self.folder = try TemporaryFolder()
    }

    private func columns(_ file: String) throws -> [String] {
        try self.folder.database(file) { db throws in
            try String.fetchAll(
                db,
                sql: """
                    select tables.name || '.' || columns.name || ' ' || columns.type || ' ' || columns."notnull"
                    from pragma_table_list as tables, pragma_table_xinfo(tables.name) as columns
                    where tables.type = 'table' and tables.name not like 'sqlite_%' order by 1
                    """)
        }
    }

    private func indexes(_ file: String) throws -> [String] {
        try self.folder.database(file) { db throws in
            try String.fetchAll(db, sql: "select name from sqlite_schema where type = 'index' order by name")
        }
    }

    @Test func `a database that took the first eight steps one by one becomes what a new one is`() async throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/schema-v0007.sql")
        let schema = try String(contentsOf: script, encoding: .utf8)
        try self.folder.database("old") { db throws in
            try db.execute(sql: schema)
            try db.execute(
                sql: """
                    insert into users (id, username, profile, custom_data, is_suspended, created_at, updated_at)
                    values ('user00000001', 'ada', '{}', '{}', 0, 1, 1)
                    """)
        }
        let store = try Store.open(self.folder.file("old"))
        #expect(try await store.read { try $0.user(username: "ada")?.id } == "user00000001")
        try store.close()
        try Store.open(self.folder.file("old")).close()
        try Store.open(self.folder.file("new")).close()
        #expect(try self.columns("old") == self.columns("new"))
        #expect(try self.indexes("old") == self.indexes("new"))
    }
}
