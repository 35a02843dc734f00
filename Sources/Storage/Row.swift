import Core
import GRDB
import GRDBSQLite

/// One row of what a statement gave, by the names of its columns.
///
/// GRDB's own row takes its columns' names apart anew for each row and each value, without regard to letter case, which is
/// more work than the whole query; ours are written as the schema has them.
struct Row {
    private let names: [String]
    private let values: [DatabaseValue]

    /// - Parameter handle: a statement that stands on a row.
    init(_ handle: OpaquePointer, names: [String]) {
        self.names = names
        self.values = names.indices.map { DatabaseValue(handle, column: CInt($0)) }
    }

    /// The value of a column, which the schema has and whose kind it guarantees.
    subscript<Value: DatabaseValueConvertible>(name: String) -> Value {
        guard let index = self.names.firstIndex(of: name) else { preconditionFailure("there is no column \(name)") }
        guard let value = Value.fromDatabaseValue(self.values[index]) else {
            preconditionFailure("the column \(name) holds \(self.values[index]), which is no \(Value.self)")
        }
        return value
    }
}

extension DatabaseValue {
    /// What a column of the statement's row holds; text up to its end, not to its first NUL.
    fileprivate init(_ handle: OpaquePointer, column: CInt) {
        guard sqlite3_column_type(handle, column) == SQLITE_TEXT, let start = sqlite3_column_text(handle, column) else {
            self.init(sqliteStatement: handle, index: column)
            return
        }
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
        self = String(decoding: bytes, as: UTF8.self).databaseValue
    }
}
