import Core
import Testing

@testable import Patreon

@Suite("Scopes (spec §1.2)")
struct PatreonScopeTests {
    static let owner = PatreonAccount(id: "1", fullName: "Owner", createdAt: Instant(seconds: 0))
    static let patron = PatreonAccount(id: "2", fullName: "Patron", createdAt: Instant(seconds: 0))

    static func client(apiVersion: Int) -> PatreonClient {
        PatreonClient(
            id: "client", secret: "secret", name: "Bookstore", apiVersion: apiVersion, redirectURIs: [], ownerID: "1")
    }

    @Test func `who asks for nothing gets the version's default`() {
        #expect(PatreonScope.defaults(for: Self.client(apiVersion: 1)) == ["users", "pledges-to-me", "my-campaign"])
        #expect(PatreonScope.defaults(for: Self.client(apiVersion: 2)) == ["identity"])
    }

    @Test func `a client of the first version may ask for scopes of both, one of the second only for its own`() {
        let first = PatreonScope.all(for: Self.client(apiVersion: 1))
        let second = PatreonScope.all(for: Self.client(apiVersion: 2))
        #expect(Set(second).isSubset(of: first))
        #expect(first.contains("users") && !second.contains("users"))
        #expect(Set(first).count == first.count)
    }

    @Test(arguments: [
        (["identity"], ["identity", "identity[email]"], ["identity", "identity[email]"]),
        (["identity[email]", "identity"], [], ["identity[email]", "identity"]),
        (["campaigns"], ["identity"], ["campaigns", "identity"]),
    ])
    func `a token carries what was ever approved, what is asked for now first`(
        requested: [String], approved: [String], granted: [String]
    ) {
        let client = Self.client(apiVersion: 2)
        #expect(PatreonScope.granted(requested, approved: approved, to: client, by: Self.patron) == granted)
    }

    @Test func `the client's owner gets everything`() {
        let client = Self.client(apiVersion: 2)
        #expect(
            PatreonScope.granted(["identity"], approved: [], to: client, by: Self.owner)
                == PatreonScope.all(for: client))
    }

    @Test(arguments: [1, 2])
    func `every scope has words`(apiVersion: Int) {
        let client = Self.client(apiVersion: apiVersion)
        let scopes = PatreonScope.all(for: client)
        let words = PatreonScope.words(for: scopes, of: client)
        #expect(words.count == scopes.count)
        #expect(Set(words).count == words.count)
    }
}
