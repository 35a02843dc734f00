import Core
import Emulator
import HTTPTypes
import Storage
import TestSupport
import Testing

/// A world that is put together again on the same store.
@Suite struct RestartTests {
    private let store: Store

    init() throws {
        self.store = try Store.inMemory()
    }

    private func hash(_ user: ID<LogtoUser>) async throws -> String? {
        try await self.store.read { try $0.user(user)?.passwordHash }
    }

    @Test func `a password that has not changed keeps its hash`() async throws {
        _ = try await TestWorld(store: self.store)
        let sam = try await self.hash("suspended001")
        // Without Alice before him, Sam's hash would be made from other bytes this time.
        let withoutAlice = Example.config(replacing: #""password": "bookstore-alice","#, with: "")
        _ = try await TestWorld(withoutAlice, store: self.store)
        #expect(sam != nil)
        #expect(try await self.hash("suspended001") == sam)
    }

    @Test func `a password that the configuration leaves out stays`() async throws {
        _ = try await TestWorld(store: self.store)
        let alice = try await self.hash("alice0000001")
        _ = try await TestWorld(
            Example.config(replacing: #""password": "bookstore-alice","#, with: ""), store: self.store)
        #expect(alice != nil)
        #expect(try await self.hash("alice0000001") == alice)
    }

    @Test func `a password that was changed is hashed anew`() async throws {
        _ = try await TestWorld(store: self.store)
        let before = try await self.hash("alice0000001")
        _ = try await TestWorld(Example.config(replacing: "bookstore-alice", with: "another"), store: self.store)
        let after = try await self.hash("alice0000001")
        #expect(after != before)
        #expect(after?.contains("another") == false)
    }

    @Test func `keys, sessions and users are there again`() async throws {
        let first = try await TestWorld(store: self.store)
        let browser = Browser(first)
        let tokens = try await RelyingParty(in: first).redeem(try await RelyingParty(in: first).code(browser)).json
        let keys = try await first.get(first.logto + "/oidc/jwks").body

        let second = try await TestWorld(store: self.store)
        let app = RelyingParty(in: second)
        #expect(try await second.get(second.logto + "/oidc/jwks").body == keys)
        #expect(try app.claims(try #require(tokens["id_token"]?.string))["sub"] != nil)
        #expect(try await app.userInfo(try #require(tokens["access_token"]?.string)).status == .ok)
        #expect(try await app.refresh(try #require(tokens["refresh_token"]?.string)).status == .ok)
        #expect(try await self.store.read { try $0.userCount() } == 3)
    }

    @Test func `a world whose configuration takes what another has is refused whole`() async throws {
        let world = try await TestWorld(store: self.store)
        _ = try await RelyingParty(in: world).code(Browser(world))
        let clashing = Example.config(
            replacing: #"primaryEmail": "alice@example.com"#, with: #"primaryEmail": "mika@example.test"#
        )
        .replacing("Bookstore sign-in", with: "Renamed")
        let error = await #expect(throws: (any Error).self) { _ = try await TestWorld(clashing, store: self.store) }
        #expect(error?.isUniqueViolation == true)
        #expect(try await self.store.read { try $0.patreonClient("bookstore-client")?.name } == "Bookstore sign-in")
    }
}
