import Core
import HTTPTypes
import Logto
import Storage
import TestSupport
import Testing

/// Spec `logto-management-api.md` §6.11.
@Suite struct OneTimeTokensTests {
    private let store: Store
    private let token: OneTimeToken
    private static let now = Instant(seconds: 1_800_000_000)

    init() async throws {
        let store = try Store.inMemory()
        let token = OneTimeTokens.make(
            email: "ada@example.com", context: ["interactionEvent": "SignIn"], entropy: .seeded(), at: Self.now)
        try await store.transaction { try $0.insert(token) }
        self.store = store
        self.token = token
    }

    private func redeem(
        _ token: String, _ email: String = "ada@example.com", after seconds: Int64 = 0
    ) async throws
        -> LogtoError?
    {
        do {
            _ = try await self.store.transaction { db in
                try OneTimeTokens.redeem(token, email: email, in: db, at: Self.now.advanced(bySeconds: seconds))
            }
            return nil
        } catch let error as LogtoError {
            return error
        }
    }

    @Test func `a token is as Logto makes it`() {
        #expect(self.token.token.wholeMatch(of: /[0-9A-Za-z]{32}/) != nil)
        #expect(
            self.token.json(at: Self.now).text() == """
                {"tenantId":"default","id":"\(self.token.id)","email":"ada@example.com",\
                "token":"\(self.token.token)","context":{"interactionEvent":"SignIn"},"status":"active",\
                "createdAt":1800000000000,"expiresAt":1800000600000}
                """)
    }

    @Test func `it counts once`() async throws {
        #expect(try await self.redeem(self.token.token, after: 599) == nil)
        #expect(try await self.redeem(self.token.token)?.code == "one_time_token.token_consumed")
        #expect(try await self.store.read { try $0.oneTimeToken(self.token.id)?.storedStatus } == .consumed)
    }

    @Test func `what is wrong is found in Logto's order`() async throws {
        let unknown = try await self.redeem("x", "b@example.com", after: 9999)
        #expect(unknown?.status == .notFound)
        #expect(
            unknown?.body(in: .english)
                == ["code": "one_time_token.token_not_found", "message": "Token x not found."])
        let other = try await self.redeem(self.token.token, "b@example.com", after: 9999)
        #expect(other?.code == "one_time_token.email_mismatch")
        #expect(other?.status == .badRequest)
        #expect(try await self.redeem(self.token.token, after: 600)?.code == "one_time_token.token_expired")
        _ = try await self.store.transaction { try OneTimeTokens.set(.revoked, of: self.token, in: $0) }
        #expect(try await self.redeem(self.token.token, after: 600)?.code == "one_time_token.token_revoked")
    }

    @Test func `none becomes active again`() async throws {
        await #expect(throws: LogtoError("one_time_token.cannot_reactivate_token")) {
            _ = try await self.store.transaction { try OneTimeTokens.set(.active, of: self.token, in: $0) }
        }
    }

    @Test func `they are listed by address and by what they are worth`() async throws {
        let later = Self.now.advanced(bySeconds: 1)
        let second = OneTimeTokens.make(
            email: "b@example.com", context: [:], lifetime: 60, entropy: .seeded(7), at: later)
        try await self.store.transaction { try $0.insert(second) }
        try await self.store.read { db throws in
            let now = Self.now.advanced(bySeconds: 61)
            #expect(try db.oneTimeTokens(at: now).map(\.id) == [second.id, self.token.id])
            #expect(try db.oneTimeTokens(email: "ada@example.com", at: now).map(\.id) == [self.token.id])
            #expect(try db.oneTimeTokens(status: .expired, at: now).map(\.id) == [second.id])
            #expect(try db.oneTimeTokens(status: .active, at: now).map(\.id) == [self.token.id])
            #expect(try db.oneTimeTokens(status: .active, at: later).count == 2)
            #expect(try db.oneTimeTokens(at: now, limit: 1, offset: 1).map(\.id) == [self.token.id])
            #expect(try db.oneTimeTokenCount() == 2)
        }
        #expect(try await self.store.transaction { try $0.deleteOneTimeToken(second.id) })
        #expect(try await self.store.transaction { try $0.deleteOneTimeToken(second.id) } == false)
    }
}
