import Core
import Foundation
import GRDB

/// One transaction on the store. What can be asked and changed is in extensions, a file a table.
package struct Transaction {
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    func rows(_ sql: SQL) throws -> [Row] {
        try Row.fetchAll(self.db, SQLRequest<Row>(literal: sql, cached: true))
    }

    func row(_ sql: SQL) throws -> Row? {
        try Row.fetchOne(self.db, SQLRequest<Row>(literal: sql, cached: true))
    }

    /// - Returns: how many rows were changed.
    @discardableResult
    func execute(_ sql: SQL) throws -> Int {
        try self.db.cachedStatement(literal: sql).execute()
        return self.db.changesCount
    }
}

extension Error {
    /// The error of a value that some other row has already.
    package var isUniqueViolation: Bool {
        let code = (self as? DatabaseError)?.extendedResultCode
        return code == .SQLITE_CONSTRAINT_UNIQUE || code == .SQLITE_CONSTRAINT_PRIMARYKEY
    }
}
