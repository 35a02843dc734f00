import Core
import Foundation
import GRDB

extension ID: DatabaseValueConvertible {
    package var databaseValue: DatabaseValue { self.value.databaseValue }

    package static func fromDatabaseValue(_ value: DatabaseValue) -> ID<Entity>? {
        String.fromDatabaseValue(value).map { ID($0) }
    }
}

extension Instant: DatabaseValueConvertible {
    package var databaseValue: DatabaseValue { self.milliseconds.databaseValue }

    package static func fromDatabaseValue(_ value: DatabaseValue) -> Instant? {
        Int64.fromDatabaseValue(value).map { Instant(milliseconds: $0) }
    }
}

extension JSON: DatabaseValueConvertible {
    package var databaseValue: DatabaseValue { self.text().databaseValue }

    /// Text that somebody has damaged reads as `null`: one bad row should not end the program.
    package static func fromDatabaseValue(_ value: DatabaseValue) -> JSON? {
        String.fromDatabaseValue(value).map(JSON.init(stored:))
    }

    init(stored text: String) {
        self = (try? JSON(parsing: text)) ?? .null
    }
}

/// A list of words in one column, with spaces between them, as scopes travel (RFC 6749 §3.3).
struct Words: DatabaseValueConvertible {
    let list: [String]

    init(_ list: [String]) {
        self.list = list
    }

    var databaseValue: DatabaseValue { self.list.joined(separator: " ").databaseValue }

    static func fromDatabaseValue(_ value: DatabaseValue) -> Words? {
        String.fromDatabaseValue(value).map { Words($0.split(separator: " ").map(String.init)) }
    }
}

/// Text from outside in a column, kept as a JSON string, so that SQLite's own functions see no NUL in it.
struct Verbatim: DatabaseValueConvertible {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    var databaseValue: DatabaseValue { JSON.string(self.text).databaseValue }

    static func fromDatabaseValue(_ value: DatabaseValue) -> Verbatim? {
        (JSON.fromDatabaseValue(value)?.string ?? String.fromDatabaseValue(value)).map(Verbatim.init)
    }
}
