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

    private func names(_ file: String) throws -> [String] {
        try self.folder.database(file) { db throws in
            try String.fetchAll(db, sql: "select type || ' ' || name from sqlite_schema order by 1")
        }
    }

    @Test(arguments: [
        ["schema-v0007"], ["schema-v0015"], ["schema-v0015", "schema-v0018"],
        ["schema-v0015", "schema-v0018", "schema-v0024"],
        ["schema-v0015", "schema-v0018", "schema-v0024", "schema-v0024-whole"],
    ])
    func `a database of an earlier version becomes what a new one is`(fixtures: [String]) async throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
        try self.folder.database("old") { db throws in
            for fixture in fixtures {
                try db.execute(sql: String(contentsOf: folder.appending(path: "\(fixture).sql"), encoding: .utf8))
            }
            try db.execute(
                sql: """
                    insert into users (id, username, profile, custom_data, is_suspended, created_at, updated_at)
                    values ('user00000001', 'ada', '{}', '{}', 0, 1, 1)
                    """)
        }
        let store = try Store.open(self.folder.file("old"))
        let ada = try await store.read { try $0.user(username: "ada") }
        #expect(ada?.id == "user00000001")
        // Nobody knows how old her password is.
        #expect(ada?.passwordUpdatedAt == nil)
        #expect(ada?.isPasswordExpired == false)
        try store.close()
        try Store.open(self.folder.file("old")).close()
        try Store.open(self.folder.file("new")).close()
        #expect(try self.columns("old") == self.columns("new"))
        #expect(try self.names("old") == self.names("new"))
    }
}
