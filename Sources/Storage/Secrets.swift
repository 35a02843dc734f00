import Core
import GRDB

/// Values that are made once for a world and kept: the keys that sign cookies.
extension Transaction {
    package func secret(_ name: String) throws -> String? {
        try self.row("select value from secrets where name = \(name)")?["value"]
    }

    package func insert(secret name: String, value: String) throws {
        try self.execute("insert into secrets (name, value) values (\(name), \(value))")
    }
}
