import Core
import GRDB
import Testing

@testable import Storage

/// Settings are kept between transactions, and never seen old.
@Suite struct SettingsCacheTests {
    private let app = Entities.application.id

    private func name(_ store: Store) async throws -> String? {
        try await store.read { try $0.application(self.app)?.name }
    }

    private func rename(_ name: String, in db: Transaction) throws {
        var application = try #require(try db.application(self.app))
        application.name = name
        try db.put(application, at: Entities.now)
    }

    @Test func `a change is seen by the same transaction and by the next`() async throws {
        let store = try await Store.filled()
        #expect(try await self.name(store) == "App")
        try await store.transaction { db throws in
            try self.rename("Changed", in: db)
            #expect(try db.application(self.app)?.name == "Changed")
        }
        #expect(try await self.name(store) == "Changed")
    }

    @Test func `a change that is taken back was never there`() async throws {
        struct Stop: Error {}
        let store = try await Store.filled()
        await #expect(throws: Stop.self) {
            try await store.transaction { db throws in
                try self.rename("Changed", in: db)
                #expect(try db.application(self.app)?.name == "Changed")
                throw Stop()
            }
        }
        #expect(try await self.name(store) == "App")
    }

    @Test func `what is not there is looked for again once it may be`() async throws {
        let store = try Store.inMemory()
        #expect(try await self.name(store) == nil)
        #expect(try await store.read { try $0.connectors() }.isEmpty)
        try await store.transaction { db throws in
            try db.put(Entities.application, at: Entities.now)
            try db.put(Entities.connector, at: Entities.now)
        }
        #expect(try await self.name(store) == "App")
        #expect(try await store.read { try $0.connectors() } == [Entities.connector])
        #expect(try await store.transaction { try $0.delete(Entities.connector.id) })
        #expect(try await store.read { try $0.connector(Entities.connector.id) } == nil)
    }

    @Test func `a user that a transaction has changed is read anew in it`() async throws {
        let store = try await Store.filled()
        try await store.transaction { db throws in
            var user = try #require(try db.user(Entities.user.id))
            user.name = "Grace"
            try db.update(user)
            #expect(try db.user(user.id)?.name == "Grace")
            let identity = LogtoUser.Identity(target: "other", userID: "1", details: [:])
            try db.put(identity, of: user.id)
            #expect(try db.user(user.id)?.identities.contains(identity) == true)
        }
    }

    @Test func `what was read before a change is not kept after it`() {
        let cache = SettingsCache()
        let before = cache.version
        cache.keep(1, as: .hookCount, at: before)
        #expect(cache.value(.hookCount, at: before) as? Int == 1)
        cache.forget()
        #expect(cache.value(.hookCount, at: before) == nil)
        cache.keep(1, as: .hookCount, at: before)
        #expect(cache.value(.hookCount, at: cache.version) == nil)
    }

    @Test func `it does not grow without end`() {
        let cache = SettingsCache()
        let count = 1000
        for number in 0..<count { cache.keep(number, as: .logtoConfig(String(number)), at: cache.version) }
        let kept = (0..<count).count { cache.value(.logtoConfig(String($0)), at: cache.version) != nil }
        #expect((1..<count).contains(kept))
        #expect(cache.value(.logtoConfig("999"), at: cache.version) != nil)
    }

    /// Tables that a cached setting is read from.
    private static let ofSettings: Set = [
        "account_centers", "application_secrets", "application_sign_in_experiences", "applications", "connectors",
        "hooks", "logto_configs", "patreon_accounts", "patreon_clients", "resources", "sign_in_experiences",
    ]

    /// So that these may change and the settings be kept.
    @Test func `no setting is in a table of sign-ins or users, nor goes with one`() throws {
        let folder = try TemporaryFolder()
        try Store.open(folder.file("db")).close()
        try folder.database("db") { db throws in
            let tables = try String.fetchAll(db, sql: "select name from sqlite_schema where type = 'table'")
            let kept = Set(TransactionMemory.ofSignIns.union(TransactionMemory.ofUsers).map(String.init))
            #expect(kept.isSubset(of: tables))
            #expect(Self.ofSettings.isSubset(of: tables))
            var affected = kept
            var size = 0
            while affected.count > size {
                size = affected.count
                for table in tables {
                    if try db.foreignKeys(on: table).contains(where: { affected.contains($0.destinationTable) }) {
                        affected.insert(table)
                    }
                }
            }
            #expect(affected.isDisjoint(with: Self.ofSettings))
            // Their triggers write into the index of users alone.
            let triggers = try GRDB.Row.fetchAll(
                db, sql: "select tbl_name, sql from sqlite_schema where type = 'trigger'"
            )
            .filter { affected.contains($0["tbl_name"]) }
            #expect(!triggers.isEmpty)
            for trigger in triggers.map({ $0["sql"] as String }) {
                let words = Set(trigger.split { !$0.isLetter && $0 != "_" }.map(String.init))
                #expect(words.isDisjoint(with: Self.ofSettings), "\(trigger)")
            }
        }
    }
}
