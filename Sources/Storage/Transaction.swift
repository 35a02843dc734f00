import Core
import Foundation
import GRDB
import GRDBSQLite

/// One transaction on the store. What can be asked and changed is in extensions, a file a table.
package struct Transaction {
    private let db: Database
    /// Of the store, for what is read out of stored text.
    let memo: Memo
    let memory: TransactionMemory

    init(_ db: Database, _ memo: Memo, _ settings: SettingsCache) {
        self.db = db
        self.memo = memo
        self.memory = TransactionMemory(settings)
    }

    /// Begins, does the work, and commits, or takes all of it back when it fails.
    ///
    /// - Parameter begin: `begin immediate` where something may be written: SQLite then waits for another writer at once.
    func run<Value>(_ begin: SQL, _ work: (Transaction) throws -> Value) throws -> Value {
        try self.step(begin)
        do {
            let value = try work(self)
            try self.step("commit")
            if self.memory.hasChangedSettings { self.memory.forgetSettings() }
            return value
        } catch {
            // Where the disk failed, SQLite has taken it back by itself.
            if self.db.isInsideTransaction { try? self.step("rollback") }
            throw error
        }
    }

    func rows(_ sql: SQL) throws -> [Row] {
        var rows: [Row] = []
        try self.step(sql) { row in
            rows.append(row)
            return true
        }
        return rows
    }

    /// The first row.
    func row(_ sql: SQL) throws -> Row? {
        var first: Row?
        try self.step(sql) { row in
            first = row
            return false
        }
        return first
    }

    /// - Returns: how many rows were changed.
    @discardableResult
    func execute(_ sql: SQL) throws -> Int {
        self.memory.willExecute(sql)
        try self.step(sql)
        return self.db.changesCount
    }

    /// Executes a statement by SQLite's own interface; GRDB keeps it prepared.
    ///
    /// - Parameter next: called for each row; whether to go on.
    private func step(_ sql: SQL, next: (Row) -> Bool = { _ in true }) throws {
        let statement = try self.db.cachedStatement(sql: sql.text)
        let handle = statement.sqliteStatement
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for (index, value) in zip(CInt(1)..., sql.values) {
            try self.check(value.bind(to: handle, at: index), of: statement)
        }
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: guard next(Row(handle, names: statement.columnNames)) else { return }
            case SQLITE_DONE: return
            case let code: try self.check(code, of: statement)
            }
        }
    }

    private func check(_ code: CInt, of statement: Statement) throws {
        guard code != SQLITE_OK else { return }
        throw DatabaseError(
            resultCode: ResultCode(rawValue: code), message: self.db.lastErrorMessage, sql: statement.sql)
    }
}

extension DatabaseValue {
    /// - Returns: SQLite's result code.
    fileprivate func bind(to handle: OpaquePointer, at index: CInt) -> CInt {
        /// The value's bytes are copied: they are gone before the statement is.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch self.storage {
        case .null: return sqlite3_bind_null(handle, index)
        case .int64(let number): return sqlite3_bind_int64(handle, index, number)
        case .double(let number): return sqlite3_bind_double(handle, index, number)
        case .string(var text):
            let length = CInt(text.utf8.count)
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    guard let start = characters.baseAddress else {
                        return sqlite3_bind_text(handle, index, "", 0, copied)
                    }
                    return sqlite3_bind_text(handle, index, start, length, copied)
                }
            }
        case .blob(let data):
            return data.withUnsafeBytes { bytes in
                bytes.isEmpty
                    ? sqlite3_bind_zeroblob(handle, index, 0)
                    : sqlite3_bind_blob(handle, index, bytes.baseAddress, CInt(bytes.count), copied)
            }
        }
    }
}

extension Error {
    /// The error of a value that some other row has already.
    package var isUniqueViolation: Bool {
        let code = (self as? DatabaseError)?.extendedResultCode
        return code == .SQLITE_CONSTRAINT_UNIQUE || code == .SQLITE_CONSTRAINT_PRIMARYKEY
    }

    /// The error of a reference to nothing.
    package var isForeignKeyViolation: Bool {
        (self as? DatabaseError)?.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY
    }

    /// The error of a value that a table, or a trigger of its, does not take.
    package var isCheckViolation: Bool {
        let code = (self as? DatabaseError)?.extendedResultCode
        return code == .SQLITE_CONSTRAINT_CHECK || code == .SQLITE_CONSTRAINT_TRIGGER
    }
}
