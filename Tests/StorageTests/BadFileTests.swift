import Core
import Foundation
import GRDB
import Storage
import Testing

/// Files that cannot be used: each is told from the others, and stays byte for byte as it was.
@Suite struct BadFileTests {
    private let folder: TemporaryFolder
    private let path: String

    /// A database with something in it, closed.
    init() async throws {
        self.folder = try TemporaryFolder()
        self.path = self.folder.file("db")
        let store = try await Store.filled(self.path)
        // Enough that it has inner pages, too.
        try await store.transaction { db throws in
            for number in 0..<300 {
                try db.insert(
                    LogtoUser(
                        id: ID("user\(number)"), customData: ["text": .string(String(repeating: "x", count: 500))],
                        createdAt: Entities.now, updatedAt: Entities.now))
            }
        }
        try store.close()
    }

    private func expect(_ error: StoreError, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let before = try self.folder.contents
        #expect(throws: error, sourceLocation: sourceLocation) { _ = try Store.open(self.path) }
        #expect(try self.folder.contents == before, "untouched", sourceLocation: sourceLocation)
    }

    private func damage(_ change: (inout Data) -> Void) throws {
        var bytes = try Data(contentsOf: URL(filePath: self.path))
        change(&bytes)
        try bytes.write(to: URL(filePath: self.path))
    }

    @Test func `the file is in order as it is`() async throws {
        let store = try Store.open(self.path)
        #expect(try await store.read { try $0.userCount() } == 301)
    }

    @Test func `a database that somebody else holds is locked`() throws {
        let before = try Data(contentsOf: URL(filePath: self.path))
        try self.folder.database("db") { db throws in
            try db.execute(sql: "begin exclusive")
            #expect(throws: StoreError.locked(path: self.path)) { _ = try Store.open(self.path) }
            try db.execute(sql: "rollback")
        }
        #expect(try Data(contentsOf: URL(filePath: self.path)) == before)
        #expect(throws: Never.self) { try Store.open(self.path).close() }
    }

    @Test func `random bytes are no database`() throws {
        let entropy = Array("not a database at all, ".utf8)
        try self.damage { $0 = Data((0..<8192).map { entropy[$0 % entropy.count] ^ UInt8($0 >> 5 & 0xFF) }) }
        try self.expect(.damaged(path: self.path))
    }

    @Test(arguments: ["xy", "SQLite format 3", "SQLite format 3\u{0}", "{\"logto\": {}}"])
    func `a few bytes are no database`(text: String) throws {
        try self.damage { $0 = Data(text.utf8) }
        try self.expect(.damaged(path: self.path))
    }

    @Test(arguments: [100, 4096, 5000, 40_000])
    func `a file that was cut short is damaged`(length: Int) throws {
        try self.damage { $0 = $0.prefix(length) }
        try self.expect(.damaged(path: self.path))
    }

    @Test func `a page that was overwritten is damaged, wherever it is`() throws {
        let pages = try Data(contentsOf: URL(filePath: self.path)).count / 4096
        #expect(pages > 30)
        let original = try Data(contentsOf: URL(filePath: self.path))
        for page in [1, 2, pages / 2, pages - 1] {
            try self.damage { bytes in
                bytes = original
                for index in page * 4096..<(page + 1) * 4096 { bytes[index] ^= 0xFF }
            }
            try self.expect(.damaged(path: self.path))
        }
    }

    private func replaceSteps(by steps: [String]) throws {
        try self.folder.database("db") { db throws in
            try db.execute(sql: "delete from grdb_migrations where identifier = 'v0015_schema'")
            for step in steps {
                try db.execute(sql: "insert into grdb_migrations (identifier) values (?)", arguments: [step])
            }
        }
    }

    @Test func `a database that took some of them is unknown`() throws {
        try self.replaceSteps(by: ["v0001_initial", "v0002_access_control"])
        try self.expect(.newer(path: self.path))
    }

    @Test func `a database with steps that this version does not know is newer`() throws {
        try self.folder.database("db") { db throws in
            try db.execute(sql: "insert into grdb_migrations values ('v9999_something_new')")
        }
        try self.expect(.newer(path: self.path))
    }

    @Test(arguments: ["delete", "wal"])
    func `another program's database is left alone`(mode: String) throws {
        try FileManager.default.removeItem(atPath: self.path)
        try self.folder.database("db") { db throws in
            try db.execute(sql: "pragma journal_mode = \(mode)")
            try db.execute(sql: "create table notes (text); insert into notes values ('mine')")
        }
        try self.expect(.foreign(path: self.path))
    }

    @Test func `a database of another program that migrates as we do is left alone`() throws {
        try FileManager.default.removeItem(atPath: self.path)
        var migrator = DatabaseMigrator()
        migrator.registerMigration("createNotes") { try $0.execute(sql: "create table notes (text)") }
        let queue = try DatabaseQueue(path: self.path)
        try migrator.migrate(queue)
        try queue.close()
        try self.expect(.foreign(path: self.path))
    }

    @Test func `an empty file becomes a database`() async throws {
        try self.damage { $0 = Data() }
        let store = try Store.open(self.path)
        #expect(try await store.read { try $0.userCount() } == 0)
    }

    @Test(arguments: ["missing/db", "."])
    func `a place where no file can be is unusable`(name: String) throws {
        let path = self.folder.file(name)
        let error = #expect(throws: StoreError.self) { _ = try Store.open(path) }
        guard case .unusable(path, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `what a killed program had committed is recovered`() async throws {
        let copy = try TemporaryFolder()
        let store = try Store.open(self.path)
        try await store.transaction { try $0.put(Entities.account.named("After the last checkpoint")) }
        // What `kill -9` leaves: nothing folded in, nothing closed.
        for (name, bytes) in try self.folder.contents where !name.hasSuffix("-shm") {
            try bytes.write(to: URL(filePath: copy.file(name)))
        }
        #expect(try copy.contents["db-wal"]?.isEmpty == false)
        let recovered = try Store.open(copy.file("db"))
        #expect(try await recovered.read { try $0.patreonAccount("10001")?.fullName } == "After the last checkpoint")
        #expect(try await recovered.read { try $0.userCount() } == 301)
        try store.close()
    }

    @Test func `a log that was torn in its last write keeps what was committed before`() async throws {
        let copy = try TemporaryFolder()
        let store = try Store.open(self.path)
        try await store.transaction { try $0.put(Entities.account.named("First")) }
        let first = try self.folder.contents["db-wal"]?.count ?? 0
        try await store.transaction { try $0.put(Entities.account.named("Second")) }
        for (name, bytes) in try self.folder.contents where !name.hasSuffix("-shm") {
            let torn = name.hasSuffix("-wal") ? bytes.prefix(first + 100) : bytes
            try torn.write(to: URL(filePath: copy.file(name)))
        }
        let recovered = try Store.open(copy.file("db"))
        #expect(try await recovered.read { try $0.patreonAccount("10001")?.fullName } == "First")
        try store.close()
    }
}

extension PatreonAccount {
    fileprivate func named(_ name: String) -> PatreonAccount {
        var account = self
        account.fullName = name
        return account
    }
}
