import Core
import Foundation
import GRDB

/// A world's memory: one SQLite database, in a file or in memory, behind one writer.
package struct Store: Sendable {
    private let writer: any DatabaseWriter
    private let memo = Memo()
    private let settings = SettingsCache()

    /// Opens a database file, making it if there is none, and brings its schema up to date.
    ///
    /// - Throws: ``StoreError``; the file is then as it was.
    package static func open(_ path: String) throws(StoreError) -> Store {
        do {
            let pool: DatabasePool
            if FileManager.default.fileExists(atPath: path) {
                try Self.examine(path)
                pool = try DatabasePool(path: path, configuration: Self.configuration)
            } else {
                pool = try Self.make(path)
            }
            try Migrations.migrator.migrate(pool)
            // SQLite's own default: what was committed survives a power failure, too. GRDB's pools wait for the disk only
            // when they fold the log into the file; whoever wants speed instead keeps the world in memory.
            try pool.writeWithoutTransaction { try $0.execute(sql: "pragma synchronous = full") }
            return Store(writer: pool)
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Makes a database file.
    private static func make(_ path: String) throws -> DatabasePool {
        let new = try PlainSQLite(path: path)
        try new.makeFirstSchema()
        let pool = try DatabasePool(path: path, configuration: Self.configuration)
        // The last to leave a database folds its log into the file; the pool has joined, so that this is put off.
        new.close()
        return pool
    }

    /// A database that lives and dies with the program.
    package static func inMemory() throws -> Store {
        let queue = try DatabaseQueue(configuration: Self.configuration)
        try queue.writeWithoutTransaction { db in
            let new = try PlainSQLite(path: ":memory:")
            try new.makeFirstSchema()
            try new.copy(to: db.sqliteConnection)
        }
        try Migrations.migrator.migrate(queue)
        return Store(writer: queue)
    }

    /// Reads, checks and writes as one step: nothing else is written in between, and either all of it is kept or, when
    /// `body` throws, none.
    package func transaction<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try self.writeNow(body)
    }

    /// Reads one consistent state.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try self.readNow(body)
    }

    // A transaction takes some ten microseconds, far less than handing it to another thread and back would; so it runs
    // on the caller's, and GRDB's asynchronous access is not used. Nor is its bracket of statements around a transaction,
    // which it parses anew each time.

    private func writeNow<Value>(_ body: (Transaction) throws -> Value) throws -> Value {
        try self.writer.writeWithoutTransaction { db in
            try Transaction(db, self.memo, self.settings).run("begin immediate", body)
        }
    }

    private func readNow<Value>(_ body: (Transaction) throws -> Value) throws -> Value {
        try self.writer.unsafeRead { db in try Transaction(db, self.memo, self.settings).run("begin", body) }
    }

    /// Folds the write-ahead log into the database file and closes it.
    package func close() throws {
        // Readers cannot fold, and GRDB would close them last.
        (self.writer as? DatabasePool)?.invalidateReadOnlyConnections()
        try self.writer.close()
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "store"
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in db.add(function: SearchFunction.make()) }
        return configuration
    }

    /// Looks at an existing file before anything may write to it.
    private static func examine(_ path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(0.5)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { db in
            let findings = try String.fetchAll(db, sql: "pragma quick_check(1)")
            if findings != ["ok"] {
                throw StoreError.damaged(path: path)
            }
            if try Migrations.belongsToOthers(db) {
                throw StoreError.foreign(path: path)
            }
            if try Migrations.isUnknown(db) {
                throw StoreError.newer(path: path)
            }
        }
        try queue.close()
    }
}
