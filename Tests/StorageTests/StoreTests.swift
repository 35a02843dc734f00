import Core
import Storage
import Testing

@Suite struct StoreTests {
    @Test func `what was written is found by whoever opens the file next`() async throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.file("db"))
        try await store.transaction { db throws in
            try db.put(Entities.application, at: Entities.now)
            try db.insert(Entities.user)
        }
        #expect(try await store.read { try $0.userCount() } == 1)
        try store.close()
        #expect(try folder.contents.keys.sorted() == ["db"], "a closed database is one file")

        let again = try Store.open(folder.file("db"))
        #expect(try await again.read { try $0.user(Entities.user.id) } == Entities.user)
        #expect(try await again.read { try $0.application(Entities.application.id) } == Entities.application)
        try again.close()
    }

    @Test func `a database with spaces and letters of all kinds in its name is like any other`() async throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.file("my wörld ?%20#.sqlite"))
        try await store.transaction { try $0.put(Entities.account) }
        try store.close()
        #expect(try folder.contents.keys.sorted() == ["my wörld ?%20#.sqlite"])
    }

    @Test func `a transaction that fails leaves nothing behind`() async throws {
        struct Stop: Error {}
        let store = try Store.inMemory()
        await #expect(throws: Stop.self) {
            try await store.transaction { db throws in
                try db.put(Entities.account)
                try db.put(Entities.connector, at: Entities.now)
                throw Stop()
            }
        }
        #expect(try await store.read { try $0.patreonAccounts() }.isEmpty)
        #expect(try await store.read { try $0.connectors() }.isEmpty)
    }

    @Test func `transactions do not interleave`() async throws {
        let store = try await Store.filled()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await store.transaction { db throws in
                        var user = try #require(try db.user(Entities.user.id))
                        user.customData = ["count": .int((user.customData["count"]?.int ?? 0) + 1)]
                        try db.update(user)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await store.read { try $0.user(Entities.user.id)?.customData["count"] } == 50)
    }

    @Test func `reading changes nothing`() async throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.file("db"))
        await #expect(throws: (any Error).self) { try await store.read { try $0.put(Entities.account) } }
        #expect(try await store.read { try $0.patreonAccounts() }.isEmpty)
    }

    @Test(arguments: [
        LogtoUser(id: "other", username: "ada", createdAt: Entities.now, updatedAt: Entities.now),
        LogtoUser(id: "other", primaryEmail: "ada@example.com", createdAt: Entities.now, updatedAt: Entities.now),
        LogtoUser(id: "other", primaryPhone: "15550100", createdAt: Entities.now, updatedAt: Entities.now),
        LogtoUser(id: Entities.user.id, createdAt: Entities.now, updatedAt: Entities.now),
        LogtoUser(
            id: "other", identities: Entities.user.identities, createdAt: Entities.now, updatedAt: Entities.now),
    ])
    func `what another has already is told from other failures, and is not written`(user: LogtoUser) async throws {
        let store = try await Store.filled()
        let error = await #expect(throws: (any Error).self) { try await store.transaction { try $0.insert(user) } }
        #expect(error?.isUniqueViolation == true)
        #expect(try await store.read { try $0.userCount() } == 1)
    }

    @Test func `a reference to nothing is another failure`() async throws {
        let store = try Store.inMemory()
        let error = await #expect(throws: (any Error).self) {
            try await store.transaction { try $0.put(Entities.grant) }
        }
        #expect(error?.isUniqueViolation == false)
        #expect(!CancellationError().isUniqueViolation)
    }
}
