import GRDB
import Storage
import Testing

/// What every table promises, read from the schema itself.
@Suite struct SchemaTests {
    private let folder: TemporaryFolder

    /// A database of this version's schema.
    init() throws {
        self.folder = try TemporaryFolder()
        try Store.open(self.folder.file("db")).close()
    }

    private func tables(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db,
            sql:
                "select name from sqlite_schema where type = 'table' and name not in ('grdb_migrations', 'sqlite_sequence')"
        )
    }

    @Test func `from nothing there is every table, and the steps that were taken`() throws {
        try self.folder.database("db") { db throws in
            let tables = try self.tables(db)
            for table in ["applications", "users", "sessions", "grants", "refresh_tokens", "patreon_tokens"] {
                #expect(tables.contains(table))
            }
            #expect(try String.fetchAll(db, sql: "select identifier from grdb_migrations").contains("v0025_schema"))
            #expect(try String.fetchOne(db, sql: "pragma journal_mode") == "wal")
        }
    }

    @Test func `every table is strict`() throws {
        try self.folder.database("db") { db throws in
            let loose = try String.fetchAll(
                db,
                sql: """
                    select name from pragma_table_list
                    where type = 'table' and strict = 0 and name not like 'sqlite_%' and name <> 'grdb_migrations'
                    """)
            #expect(loose == [])
        }
    }

    @Test func `every foreign key has an index at its child, so that no deletion reads a whole table`() throws {
        try self.folder.database("db") { db throws in
            for table in try self.tables(db) {
                let indexes = try Row.fetchAll(db, sql: "select * from pragma_index_list(?)", arguments: [table])
                    .map { index in
                        try String.fetchAll(
                            db, sql: "select name from pragma_index_info(?) order by seqno", arguments: [index["name"]])
                    }
                for key in try db.foreignKeys(on: table) {
                    let columns = Set(key.mapping.map(\.origin))
                    #expect(indexes.contains { Set($0.prefix(columns.count)) == columns }, "\(table) \(columns)")
                }
            }
        }
    }

    @Test func `every foreign key says what becomes of the child`() throws {
        try self.folder.database("db") { db throws in
            for table in try self.tables(db) {
                let silent = try Row.fetchAll(
                    db, sql: "select * from pragma_foreign_key_list(?) where on_delete = 'NO ACTION'",
                    arguments: [table])
                #expect(silent.isEmpty, "\(table)")
            }
        }
    }

    @Test func `what expires is found by an index`() throws {
        try self.folder.database("db") { db throws in
            let kept = [
                "application_secrets", "patreon_tokens", "personal_access_tokens", "one_time_tokens",
                "organization_invitations",
            ]
            for table in try self.tables(db) where !kept.contains(table) {
                guard try db.columns(in: table).contains(where: { $0.name == "expires_at" }) else { continue }
                let plan = try Row.fetchAll(db, sql: "explain query plan delete from \(table) where expires_at <= 1")
                    .map { row -> String in row["detail"] }
                #expect(plan.contains { $0.contains("USING INDEX") || $0.contains("USING COVERING INDEX") }, "\(table)")
            }
        }
    }
}
