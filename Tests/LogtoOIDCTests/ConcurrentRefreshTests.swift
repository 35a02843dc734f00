import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("One refresh token in many hands (spec §11.4, leeway and reuse)")
struct ConcurrentRefreshTests {
    private static func refreshAtOnce(_ token: String, _ party: RelyingParty) async throws -> [TestResponse] {
        try await withThrowingTaskGroup(of: TestResponse.self) { group in
            for _ in 1...20 { group.addTask { try await party.refresh(token) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func `twenty at once all succeed, each with a successor of its own`() async throws {
        let party = RelyingParty(Example.browserApp, in: try await TestWorld())
        let token = try #require(try await party.tokens().refresh)
        let answers = try await Self.refreshAtOnce(token, party)
        let successors = Set(try answers.map { try Tokens($0).refresh })
        #expect(successors.count == 20)
        for successor in successors {
            #expect(try await party.refresh(try #require(successor)).status == .ok)
        }
    }

    @Test func `beyond the leeway all fail, and the whole chain with them`() async throws {
        let party = RelyingParty(Example.browserApp, in: try await TestWorld())
        let token = try #require(try await party.tokens().refresh)
        let successor = try #require(try Tokens(try await party.refresh(token)).refresh)
        party.world.advance(seconds: 4)
        for answer in try await Self.refreshAtOnce(token, party) {
            #expect(answer.body == AuthorizationCodeGrantTests.invalidGrant)
        }
        #expect(try await party.refresh(successor).body == AuthorizationCodeGrantTests.invalidGrant)
    }

    @Test func `a token that does not rotate is the same for all`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let token = try #require(try await party.tokens().refresh)
        let answers = try await Self.refreshAtOnce(token, party)
        #expect(Set(try answers.map { try Tokens($0).refresh }) == [token])
        #expect(Set(try answers.map { try Tokens($0).access }).count == 20)
    }

    @Test(arguments: [(1, 1), (2, 2), (nil, 3)] as [(Int64?, Int)])
    func `an application's oldest grants end when it may have only so many (§4)`(limit: Int64?, left: Int) async throws
    {
        let party = RelyingParty(in: try await TestWorld())
        try await party.world.change(party.app) { $0.customClientMetadata.maxAllowedGrants = limit }
        var tokens: [String] = []
        for _ in 1...3 {
            tokens.append(try #require(try await party.tokens().refresh))
            party.world.advance(seconds: 1)
        }
        var statuses: [Bool] = []
        for token in tokens { statuses.append(try await party.refresh(token).status == .ok) }
        #expect(statuses == (0..<3).map { $0 >= 3 - left })
    }
}
