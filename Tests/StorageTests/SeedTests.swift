import Core
import Storage
import TestSupport
import Testing

@Suite struct SeedTests {
    private let hashes: [ID<LogtoUser>: String] = ["alice0000001": "hash of alice", "suspended001": "hash of sam"]
    private let later = Entities.now.advanced(bySeconds: 100)

    private func seed(_ store: Store, _ text: String = Example.config, at now: Instant = Entities.now) async throws {
        let config = try Config(text: text.utf8, listening: .standard)
        let hashes = self.hashes
        try await store.transaction { db in
            try Seed(config, passwordHashes: hashes, entropy: .seeded(UInt64(now.milliseconds))).apply(in: db, at: now)
        }
    }

    @Test func `all that the configuration names is there`() async throws {
        let store = try Store.inMemory()
        try await self.seed(store)
        try await store.read { db throws in
            #expect(try db.applications().count == 6)
            #expect(try db.connectors().map(\.id) == [ID(Example.connectorID)])
            #expect(try db.signInExperience().socialSignInConnectorTargets == ["patreon"])
            #expect(try db.userCount() == 2)
            #expect(try db.user("alice0000001")?.passwordHash == "hash of alice")
            #expect(try db.user("suspended001")?.isSuspended == true)
            #expect(try db.patreonClients().count == 3)
            #expect(try db.patreonAccounts().map(\.id.value) == ["10001", "10002", "10004", "10005", "10007", "10008"])
        }
    }

    @Test func `the same configuration once more changes nothing`() async throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder.file("db"))
        try await self.seed(store)
        let before = try await store.read { db throws in
            (try db.applications(), try db.users(limit: 9), try db.patreonClients(), try db.patreonAccounts())
        }
        try await self.seed(store, at: self.later)
        let after = try await store.read { db throws in
            (try db.applications(), try db.users(limit: 9), try db.patreonClients(), try db.patreonAccounts())
        }
        #expect(before.0 == after.0)
        #expect(before.1 == after.1, "not even the time of the last change")
        #expect(before.2 == after.2)
        #expect(before.3 == after.3)
    }

    @Test func `a password goes on growing old until another is declared`() async throws {
        let store = try Store.inMemory()
        let alice = { try #require(try await store.read { try $0.user("alice0000001") }) }
        try await self.seed(store)
        try await self.seed(store, at: self.later)
        #expect(try await alice().passwordUpdatedAt == Entities.now)
        let digest = { (digest: String) in
            #"""
            {"logto": {"users": [{"id": "beth00000001", "passwordDigest": "\#(digest)", "passwordAlgorithm": "MD5",
             "isPasswordExpired": true}]}}
            """#
        }
        let beth = { try #require(try await store.read { try $0.user("beth00000001") }) }
        for time in [Entities.now, self.later] { try await self.seed(store, digest("a"), at: time) }
        #expect(try await beth().passwordUpdatedAt == Entities.now)
        #expect(try await beth().isPasswordExpired)
        try await self.seed(store, digest("b"), at: self.later)
        #expect(try await beth().passwordUpdatedAt == self.later)
        #expect(try await beth().isPasswordExpired, "the configuration says so")
    }

    @Test func `a rule for the age of passwords is as old as its first day, or as it says`() async throws {
        let store = try Store.inMemory()
        let seed = { (rule: String, time: Instant) in
            let settings = #"{"forgotPasswordMethods": ["EmailVerificationCode"], "passwordExpiration": {\#(rule)}}"#
            let connector = #"{"id": "mail", "connectorId": "mock-email-service-alternative", "config": {}}"#
            try await self.seed(
                store, #"{"logto": {"signInExperience": \#(settings), "connectors": [\#(connector)]}}"#, at: time)
            return try await store.read { try $0.signInExperience().passwordExpiration.enabledAt }
        }
        #expect(try await seed(#""enabled": true, "validPeriodDays": 30"#, Entities.now) == Entities.now)
        #expect(try await seed(#""enabled": true, "validPeriodDays": 7"#, self.later) == Entities.now)
        #expect(try await seed(#""enabled": false"#, self.later) == nil)
        #expect(try await seed(#""enabled": true, "validPeriodDays": 30"#, self.later) == self.later)
        let stated = #""enabled": true, "validPeriodDays": 30, "enabledAt": 7"#
        #expect(try await seed(stated, self.later) == Instant(milliseconds: 7))
    }

    @Test func `a second factor stays as it is until another is declared`() async throws {
        let store = try Store.inMemory()
        let text = { (factors: String) in
            #"{"logto": {"users": [{"id": "alice0000001", "mfaVerifications": [\#(factors)]}]}}"#
        }
        let codes = { (digit: String) in
            #"{"type": "BackupCode", "codes": \#(JSON.strings((0..<10).map { "00000000\(digit)\($0)" }).text())}"#
        }
        let totp = #"{"type": "Totp", "secret": "GEZDGNBVGY3TQOJQ"}"#
        let factors = { try await store.read { try $0.mfaVerifications(of: "alice0000001") } }
        try await self.seed(store, text("\(totp), \(codes("a"))"))
        var before = try await factors()
        #expect(before.map(\.factor) == [.totp, .backupCode])
        before[1].content = .backupCodes((0..<10).map { .init("00000000a\($0)", usedAt: Entities.now) })
        let used = before[1]
        try await store.transaction { try $0.update(used) }
        try await self.seed(store, text("\(totp), \(codes("a"))"), at: self.later)
        #expect(try await factors() == before)
        try await self.seed(store, text(""), at: self.later)
        #expect(try await factors() == before)
        try await self.seed(store, text(codes("b")), at: self.later)
        let after = try await factors()
        #expect(after.first == before.first)
        #expect(after.last?.remainingCodes == 10)
        #expect(after.last?.createdAt == self.later)
    }

    @Test func `what was made at run time stays`() async throws {
        let store = try Store.inMemory()
        try await self.seed(store)
        try await store.transaction { db throws in
            var user = Entities.user
            user.applicationID = nil
            try db.insert(user)
            try db.put(LogtoUser.Identity(target: "patreon", userID: "10002", details: [:]), of: "alice0000001")
            try db.put(Entities.account.renamed("90001"))
            var alice = try #require(try db.user("alice0000001"))
            alice.lastSignInAt = Entities.now
            alice.customData = ["a": 1]
            alice.isSuspended = true
            alice.avatar = "https://a.example/alice"
            try db.update(alice)
        }
        try await self.seed(store, at: self.later)
        try await store.read { db throws in
            #expect(try db.user(Entities.user.id)?.username == "ada")
            #expect(try db.patreonAccount("90001") != nil)
            let alice = try #require(try db.user("alice0000001"))
            #expect(alice.identities.map(\.userID) == ["10002"])
            #expect(alice.lastSignInAt == Entities.now)
            #expect(alice.customData == ["a": 1])
            #expect(alice.isSuspended)
            #expect(alice.avatar == "https://a.example/alice")
        }
    }

    @Test func `what the configuration says otherwise now is brought up to date`() async throws {
        let store = try Store.inMemory()
        try await self.seed(store)
        let changed = Example.config
            .replacing("Alice Example", with: "Alice Renamed").replacing("\"Bookstore\"", with: "\"Bookshop\"")
            .replacing("http://localhost:3000/callback", with: "http://localhost:3000/back")
            .replacing("Mika Example", with: "Mika Renamed").replacing(
                #""isSuspended": true"#, with: #""isSuspended": false"#
            )
            .replacing("BookstoreSecret00000000000000000", with: "BookstoreSecret00000000000000001")
        try await self.seed(store, changed, at: self.later)
        try await store.read { db throws in
            let alice = try #require(try db.user("alice0000001"))
            #expect(alice.name == "Alice Renamed")
            #expect(alice.createdAt == Entities.now)
            #expect(alice.updatedAt == self.later)
            #expect(try db.user("suspended001")?.isSuspended == false)
            let app = try #require(try db.application(ID(Example.webApp.id)))
            #expect(app.name == "Bookshop")
            #expect(app.oidcClientMetadata.redirectUris == ["http://localhost:3000/back"])
            #expect(app.secrets.map(\.value) == ["BookstoreSecret00000000000000001"])
            let mika = try #require(try db.patreonAccount("10001"))
            #expect(mika.fullName == "Mika Renamed")
            #expect(mika.createdAt == Entities.now)
            #expect(try db.userCount() == 2)
        }
    }

    @Test func `a seed that fails leaves nothing half done`() async throws {
        let store = try Store.inMemory()
        try await self.seed(store)
        try await store.transaction { db throws in
            try db.insert(LogtoUser(id: "late", username: "bob", createdAt: Entities.now, updatedAt: Entities.now))
        }
        let clashing = Example.config(replacing: #""username": "sam""#, with: #""username": "bob""#)
            .replacing("Mika Example", with: "Mika Renamed").replacing("Alice Example", with: "Alice Renamed")
        let error = await #expect(throws: (any Error).self) { try await self.seed(store, clashing, at: self.later) }
        #expect(error?.isUniqueViolation == true)
        try await store.read { db throws in
            #expect(try db.patreonAccount("10001")?.fullName == "Mika Example")
            #expect(try db.user("alice0000001")?.name == "Alice Example")
            #expect(try db.user("suspended001")?.username == "sam")
        }
    }

    @Test func `forgetting everything leaves the keys, and the next seed is laid over nothing`() async throws {
        let store = try await Store.filled()
        try await self.seed(store)
        try await store.transaction { try $0.deleteEverythingButKeys() }
        try await store.read { db throws in
            #expect(try db.userCount() == 0)
            #expect(try db.applications().isEmpty)
            #expect(try db.connectors().isEmpty)
            #expect(try db.patreonAccounts().isEmpty)
            #expect(try db.patreonClients().isEmpty)
            #expect(try db.signInExperience() == SignInExperience())
            #expect(try db.session(uid: "a session", at: Entities.now) == nil)
            #expect(try db.signingKeys() == [Entities.signingKey])
            #expect(try db.secret("cookie_key") == "k")
        }
        try await self.seed(store)
        #expect(try await store.read { try $0.userCount() } == 2)
    }

    @Test func `a file from which everything was forgotten is opened as before`() async throws {
        let folder = try TemporaryFolder()
        let store = try await Store.filled(folder.file("db"))
        try await store.transaction { try $0.deleteEverythingButKeys() }
        try store.close()
        let again = try Store.open(folder.file("db"))
        #expect(try await again.read { try $0.signingKeys() } == [Entities.signingKey])
        #expect(try await again.read { try $0.userCount() } == 0)
    }

    @Test func `settings that the configuration leaves out stay as they are`() async throws {
        let store = try Store.inMemory()
        let configured = try Config(
            text: #"{"logto": {"idToken": {"enabledExtendedClaims": ["custom_data"]}}}"#.utf8, listening: .standard)
        for config in [configured, Config()] {
            try await store.transaction { db in
                try Seed(config, passwordHashes: [:], entropy: .seeded()).apply(in: db, at: Instant(seconds: 1))
                #expect(try db.idTokenConfig().enabledExtendedClaims == ["custom_data"])
            }
        }
        try await store.transaction { db in
            try db.deleteEverythingButKeys()
            #expect(try db.idTokenConfig() == IDTokenConfig())
        }
    }

    @Test func `account center and session lifetime are laid over what there is, or left alone`() async throws {
        let store = try Store.inMemory()
        let declared = try Config(
            text:
                #"{"logto": {"accountCenter": {"enabled": true, "fields": {"name": "Edit"}, "profileFields": [{"name": "gender"}]}, "oidc": {"session": {"ttl": 60}}}}"#
                .utf8, listening: .standard)
        for config in [declared, Config()] {
            try await store.transaction { db in
                try Seed(config, passwordHashes: [:], entropy: .seeded()).apply(in: db, at: Instant(seconds: 1))
                #expect(
                    try db.accountCenter()
                        == AccountCenter(enabled: true, fields: [.name: .edit], profileFields: ["gender"]))
                #expect(try db.sessionLifetime() == 60)
            }
        }
    }
}

extension PatreonAccount {
    fileprivate func renamed(_ id: String) -> PatreonAccount {
        var account = self
        account.id = ID(id)
        account.vanity = id
        return account
    }
}
