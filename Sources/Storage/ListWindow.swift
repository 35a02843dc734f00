/// A part of a list.
package struct ListWindow: Equatable, Sendable {
    package var limit: Int
    package var offset: Int

    package init(limit: Int, offset: Int) {
        self.limit = limit
        self.offset = offset
    }
}

extension SQL {
    /// `limit … offset …`, or nothing.
    static func window(_ window: ListWindow?) -> SQL {
        guard let window else { return "" }
        return "limit \(window.limit) offset \(window.offset)"
    }

    /// All of the conditions; true where there are none.
    static func all(_ conditions: [SQL]) -> SQL {
        conditions.isEmpty ? "true" : conditions.joined(separator: " and ")
    }
}

extension [SQL] {
    func joined(separator: SQL) -> SQL {
        guard var statement = self.first else { return "" }
        for part in self.dropFirst() { statement = "\(statement)\(separator)\(part)" }
        return statement
    }
}

extension Transaction {
    /// A table's rows that a search finds, or all of them.
    ///
    /// - Parameter order: the column by which they are sorted.
    func rows(of table: String, _ search: Search?, by order: String, _ window: ListWindow?) throws -> [Row] {
        try self.rows(
            """
            select * from \(sql: table) where \(search?.condition(on: table) ?? "true")
            order by \(sql: table).\(sql: order) \(SQL.window(window))
            """)
    }

    /// How many rows of a table a search finds, or how many there are.
    func count(of table: String, _ search: Search?) throws -> Int {
        try self.count(
            "select count(*) as count from \(sql: table) where \(search?.condition(on: table) ?? "true")")
    }

    /// The column `count` of a query's row.
    func count(_ sql: SQL) throws -> Int {
        try self.row(sql)?["count"] ?? 0
    }
}
