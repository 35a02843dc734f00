import Core
import HTTPTypes
import Storage
import Testing

@testable import Logto

@Suite("Social accounts (spec §9.3, §9.4)")
struct SocialAccountsTests {
    private static let now = Instant(seconds: 1_800_000_000)

    private static func accounts(
        id: String = "1", email: String? = nil, phone: String? = nil, syncsProfile: Bool = false
    ) -> SocialAccounts {
        SocialAccounts(
            target: "patreon", syncsProfile: syncsProfile,
            profile: SocialProfile(id: id, name: "Aki", email: email, phone: phone, rawData: ["data": [:]]))
    }

    /// A store with two users: one with an address, one with a phone number.
    private static func store() async throws -> Store {
        let store = try Store.inMemory()
        try await store.transaction { db in
            try db.insert(
                LogtoUser(id: "mail", primaryEmail: "a@example.com", createdAt: Self.now, updatedAt: Self.now))
            try db.insert(LogtoUser(id: "phone", primaryPhone: "811", createdAt: Self.now, updatedAt: Self.now))
        }
        return store
    }

    private static func decide(
        _ accounts: SocialAccounts, _ change: (inout SignInExperience) -> Void = { _ in }
    ) async throws -> SocialAccounts.Decision {
        var experience = SignInExperience()
        change(&experience)
        let settings = experience
        return try await Self.store().read { try accounts.decide(settings, in: $0) }
    }

    private static func id(_ decision: SocialAccounts.Decision) -> String {
        switch decision {
        case .signIn(let user): "sign in \(user.id)"
        case .link(let user): "link \(user.id)"
        case .askToLink(let user, let mayCreate): "ask \(user.id) \(mayCreate)"
        case .register: "register"
        }
    }

    @Test(arguments: [
        (nil, nil, "register"), ("b@example.com", nil, "register"), ("a@example.com", nil, "ask mail true"),
        ("a@example.com", "811", "ask phone true"), ("b@example.com", "811", "ask phone true"),
    ])
    func `a related user is looked up by phone first, then by address`(
        email: String?, phone: String?, decision: String
    ) async throws {
        #expect(Self.id(try await Self.decide(Self.accounts(email: email, phone: phone))) == decision)
    }

    @Test func `automatic linking and sign-in mode decide the rest`() async throws {
        let related = Self.accounts(email: "a@example.com")
        #expect(
            Self.id(try await Self.decide(related) { $0.socialSignIn.automaticAccountLinking = true }) == "link mail")
        #expect(Self.id(try await Self.decide(related) { $0.mode = .signIn }) == "ask mail false")
        let error = await #expect(throws: LogtoError.self) {
            _ = try await Self.decide(Self.accounts()) { $0.mode = .signIn }
        }
        #expect(error?.code == "user.identity_not_exist")
        #expect(error?.status == .notFound)
    }

    @Test(arguments: [
        ("a@b.example", "****@b.example"), ("abcd@b.example", "****@b.example"),
        ("abcde@b.example", "abcd****@b.example"), ("日本語の人@b.example", "日本語の****@b.example"), ("@", "****@"),
        ("nobody", "nobo****@"),
    ])
    func `an address is masked`(email: String, masked: String) {
        #expect(Self.accounts(email: email).maskedAddress == masked)
    }

    @Test func `a phone number shows its last four`() {
        #expect(Self.accounts(phone: "8112345678").maskedAddress == "****5678")
        #expect(Self.accounts().maskedAddress == "****")
    }

    @Test func `empty values count as absent (§10)`() {
        let profile = SocialProfile(id: "1", name: "", email: "", phone: "", avatar: "", rawData: [:])
        #expect(profile.details == ["id": "1", "rawData": [:]])
    }

    @Test func `an account survives being written down`() throws {
        let accounts = Self.accounts(email: "a@example.com", phone: "1", syncsProfile: true)
        let read = try #require(SocialAccounts(try JSON(parsing: accounts.json.text())))
        #expect(read.json == accounts.json)
        for text in ["{}", "null", #"{"target":"patreon"}"#, #"{"target":"patreon","profile":{"id":1,"rawData":{}}}"#] {
            #expect(SocialAccounts(try JSON(parsing: text)) == nil)
        }
    }

    struct Asked: Sendable {
        let identifiers: [SignInExperience.Identifier]
        var email: String?
        var phone: String?
        let missing: [String]
    }

    @Test(arguments: [
        Asked(identifiers: [], missing: []),
        Asked(identifiers: [.username], email: "b@example.com", missing: ["username"]),
        Asked(identifiers: [.email], email: "b@example.com", missing: []),
        Asked(identifiers: [.email], missing: ["email"]),
        // Somebody else has it, so that the new user would not.
        Asked(identifiers: [.email], email: "a@example.com", missing: ["email"]),
        Asked(identifiers: [.phone], missing: ["phone"]),
        Asked(identifiers: [.email, .phone], missing: ["emailOrPhone"]),
        Asked(identifiers: [.email, .phone], phone: "9", missing: []),
    ])
    func `what a tenant asks for has to be there`(row: Asked) async throws {
        let accounts = Self.accounts(email: row.email, phone: row.phone)
        let store = try await Self.store()
        var experience = SignInExperience()
        experience.signUp.identifiers = row.identifiers
        let settings = experience
        let missing = try await store.transaction { db -> [String] in
            try db.put(Self.application, at: Self.now)
            do {
                _ = try accounts.register(settings, id: "new", application: "app", in: db, at: Self.now)
                return []
            } catch let error as LogtoError {
                #expect(error.code == "user.missing_profile")
                #expect(error.status == .unprocessableContent)
                return (error.data?["missingProfile"]?.array ?? []).compactMap(\.string)
            }
        }
        #expect(missing == row.missing)
    }

    private static let application = LogtoApplication(id: "app", name: "App", kind: .traditional)

    @Test func `a user made of an account has what nobody else has (§9.4)`() async throws {
        let user = try await Self.store().transaction { db in
            try db.put(Self.application, at: Self.now)
            var experience = SignInExperience()
            experience.signUp.identifiers = []
            return try Self.accounts(email: "a@example.com", phone: "9").register(
                experience, id: "new", application: "app", in: db, at: Self.now)
        }
        #expect(user.primaryEmail == nil)
        #expect(user.primaryPhone == "9")
        #expect(user.name == "Aki")
        #expect(user.identities.first?.details["email"] == "a@example.com")
    }
}
