import GRDB
import GRDBSQLite

/// A connection of SQLite's own, for making a new database. GRDB looks at each statement for what it reads and writes,
/// which takes longer than making the tables.
struct PlainSQLite: ~Copyable {
    private let connection: OpaquePointer?

    /// Opens a file, making it if there is none; `:memory:` is a database of this connection's own.
    init(path: String) throws {
        var connection: OpaquePointer?
        let code = sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil)
        self.connection = connection
        try Self.check(code, on: connection)
        sqlite3_busy_timeout(connection, 5000)
    }

    deinit {
        sqlite3_close_v2(self.connection)
    }

    /// Closes the connection at a moment of the caller's choice.
    consuming func close() {}

    /// Executes statements, however many.
    static func execute(_ script: [UInt8], on connection: OpaquePointer?) throws {
        try Self.check(
            sqlite3_exec(connection, String(decoding: script, as: UTF8.self), nil, nil, nil), on: connection)
    }

    private func execute(_ sql: String) throws {
        try Self.execute(Array(sql.utf8), on: self.connection)
    }

    /// Makes the first schema in a database without tables, and leaves any other alone.
    func makeFirstSchema() throws {
        // Only one program makes the tables, should two be started at once. The disk need not be waited for: after a power
        // failure there is a database without tables.
        try self.execute("pragma journal_mode = wal; pragma synchronous = normal; begin immediate")
        if try self.isEmpty() {
            for script in Migrations.firstSchema(having: []) {
                try Self.execute(script, on: self.connection)
            }
            // As GRDB's migrator notes the steps that it took.
            try self.execute(
                """
                create table grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
                insert into grdb_migrations values ('\(Migrations.first)')
                """)
        }
        try self.execute("commit")
    }

    private func isEmpty() throws -> Bool {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        try Self.check(
            sqlite3_prepare_v2(self.connection, "select 1 from sqlite_schema", -1, &statement, nil),
            on: self.connection)
        return sqlite3_step(statement) == SQLITE_DONE
    }

    /// Copies the whole database over that of another connection.
    func copy(to target: OpaquePointer?) throws {
        let backup = sqlite3_backup_init(target, "main", self.connection, "main")
        sqlite3_backup_step(backup, -1)
        try Self.check(sqlite3_backup_finish(backup), on: target)
    }

    private static func check(_ code: CInt, on connection: OpaquePointer?) throws {
        guard code == SQLITE_OK else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: connection.map { String(cString: sqlite3_errmsg($0)) })
        }
    }
}
