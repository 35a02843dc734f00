import Core
import HTTPTypes
import Storage
import Testing

@testable import Logto

@Suite("Social accounts and users (spec §9.3, §9.4)")
struct SocialProfileTests {
    private static func profile(email: String? = nil, phone: String? = nil) -> SocialProfile {
        SocialProfile(id: "1", name: "Aki", email: email, phone: phone, rawData: ["data": [:]])
    }

    /// A store with two users: one with an address, one with a phone number.
    private static func store() async throws -> Store {
        let store = try Store.inMemory()
        let now = Instant(seconds: 1_800_000_000)
        try await store.transaction { db in
            try db.insert(LogtoUser(id: "mail", primaryEmail: "a@example.com", createdAt: now, updatedAt: now))
            try db.insert(LogtoUser(id: "phone", primaryPhone: "811", createdAt: now, updatedAt: now))
        }
        return store
    }

    @Test(arguments: [
        (nil, nil, nil), ("b@example.com", nil, nil), ("a@example.com", nil, "mail"), ("a@example.com", "811", "phone"),
        ("b@example.com", "811", "phone"), (nil, "812", nil),
    ])
    func `a related user is looked up by phone first, then by address`(
        email: String?, phone: String?, user: String?
    ) async throws {
        let profile = Self.profile(email: email, phone: phone)
        let related = try await Self.store().read { try profile.relatedUser(in: $0) }
        #expect(related?.user.id.value == user)
        #expect(related?.identifier.value == (user == "phone" ? phone : user == "mail" ? email : nil))
    }

    @Test(arguments: [
        ("a@b.example", "****@b.example"), ("abcd@b.example", "****@b.example"),
        ("abcde@b.example", "abcd****@b.example"), ("日本語の人@b.example", "日本語の****@b.example"), ("@", "****@"),
        ("nobody", "nobo****@"), ("", "****@"),
    ])
    func `an address is masked`(email: String, masked: String) {
        #expect(Self.related(.email, email).maskedAddress == masked)
    }

    @Test(arguments: [("8112345678", "****5678"), ("12", "****12"), ("", "****")])
    func `a phone number shows its last four`(phone: String, masked: String) {
        #expect(Self.related(.phone, phone).maskedAddress == masked)
    }

    private static func related(_ type: SignInExperience.Identifier, _ value: String) -> RelatedUser {
        let now = Instant(seconds: 0)
        return RelatedUser(
            user: LogtoUser(id: "u", createdAt: now, updatedAt: now), identifier: UserIdentifier(type, value))
    }

    @Test func `empty values count as absent (§10)`() {
        let profile = SocialProfile(id: "1", name: "", email: "", phone: "", avatar: "", rawData: [:])
        #expect(profile.details == ["id": "1", "rawData": [:]])
    }

    @Test func `a new user has what nobody else has (§9.4)`() async throws {
        let profile = Self.profile(email: "a@example.com", phone: "9")
        let user = try await Self.store().read { try profile.newUser(in: $0) }
        #expect(user == InteractionProfile(primaryPhone: "9", name: "Aki"))
    }

    @Test func `an account survives being written down`() throws {
        let profile = Self.profile(email: "a@example.com", phone: "1")
        #expect(SocialProfile(details: try JSON(parsing: profile.details.text())) == profile)
        for text in ["{}", "null", #"{"id":1,"rawData":{}}"#, #"{"id":"1"}"#] {
            #expect(SocialProfile(details: try JSON(parsing: text)) == nil)
        }
    }
}
