import Core
import Storage
import Testing

@Suite struct ExpiryTests {
    @Test func `what has expired is not found, from that very moment on`() async throws {
        let store = try await Store.filled()
        try await store.read { db throws in
            let lastMoment = Entities.grant.expiresAt.advanced(byMilliseconds: -1)
            #expect(try db.grant(Entities.grant.id, at: lastMoment) != nil)
            #expect(try db.grant(Entities.grant.id, at: Entities.grant.expiresAt) == nil)
            #expect(try db.session(cookie: "a cookie", at: Entities.session.expiresAt) == nil)
            #expect(try db.authorizationCode("a code", at: Entities.code.expiresAt) == nil)
            #expect(try db.accessToken("an access token", at: Entities.accessToken.expiresAt) == nil)
            #expect(try db.refreshToken("a refresh token", at: Entities.refreshToken.expiresAt) == nil)
            #expect(try db.pushedRequest("a pushed request", at: Entities.now) == Entities.pushedRequest)
            #expect(try db.pushedRequest("a pushed request", at: Entities.pushedRequest.expiresAt) == nil)
        }
    }

    @Test func `sweeping takes what nobody can use any more, and only that`() async throws {
        let store = try await Store.filled()
        try await store.transaction { try $0.deleteExpired(at: Entities.code.expiresAt) }
        try await store.read { db throws in
            #expect(try db.authorizationCode("a code", at: Entities.now) == nil)
            #expect(try db.accessToken("an access token", at: Entities.now) != nil)
            #expect(try db.patreonCode("a patreon code") != nil)
            #expect(try db.interaction("an interaction") != nil)
            #expect(try db.session(uid: "a session", at: Entities.now) != nil)
        }
        // Userinfo takes an access token for 15 seconds more (spec `logto-oidc.md` §13).
        let end = Entities.accessToken.expiresAt
        try await store.transaction { db throws in
            var other = Entities.accessToken
            other.token = "another"
            try db.put(
                Grant(
                    id: "long", userID: Entities.user.id, applicationID: Entities.application.id,
                    createdAt: Entities.now, expiresAt: end.advanced(bySeconds: 100)))
            other.grantID = "long"
            other.sessionUID = nil
            try db.insert(other)
            try db.deleteExpired(at: end.advanced(bySeconds: 14))
            #expect(try db.accessToken("another", at: Entities.now) != nil)
            try db.deleteExpired(at: end.advanced(bySeconds: 15))
            #expect(try db.accessToken("another", at: Entities.now) == nil)
        }
        try await store.transaction { try $0.deleteExpired(at: Entities.now.advanced(bySeconds: 1_000_000)) }
        try await store.read { db throws in
            #expect(try db.session(uid: "a session", at: Entities.now) == nil)
            #expect(try db.interaction("an interaction") == nil)
            #expect(try db.refreshToken("a refresh token", at: Entities.now) == nil)
            #expect(try db.patreonCode("a patreon code") == nil)
            // Whose access token has expired is refreshed by the other one, which does not expire.
            #expect(try db.patreonTokens(refreshToken: "rt") != nil)
            #expect(try db.user(Entities.user.id) != nil)
            #expect(try db.pushedRequest("a pushed request", at: Entities.now) == nil)
            #expect(try db.passcode(address: .email("ada@example.com"), for: .signIn) == nil)
            #expect(try db.messageCount(to: .phone("15550100"), after: Instant(seconds: 0)) == 0)
            #expect(try db.oneTimeToken(Entities.oneTimeToken.id) != nil, "the Management API shows expired ones")
        }
    }

    @Test func `failures are kept for an hour, and lockouts to their end`() async throws {
        let store = try Store.inMemory()
        let later = { @Sendable (seconds: Int64) in Entities.now.advanced(bySeconds: seconds) }
        try await store.transaction { db throws in
            let failure = SentinelActivity(
                targetHash: "h", action: .password, isFailure: true, createdAt: Entities.now)
            var lockout = failure
            lockout.blockedUntil = later(7200)
            for activity in [failure, failure, lockout] { try db.insert(activity) }
            #expect(try db.failureCount(of: "h", at: [.password], since: later(-1)) == 2)
            #expect(try db.failureCount(of: "h", at: [.password], since: Entities.now) == 0)
            #expect(try db.failureCount(of: "h", at: [.mfaTotp], since: later(-1)) == 0)
            #expect(try db.lockout(of: "h", from: [.oneTimeToken, .password], at: later(7199)) == later(7200))
            #expect(try db.lockout(of: "h", from: [.password], at: later(7200)) == nil)
            #expect(try db.lockout(of: "h", from: [.mfaTotp], at: Entities.now) == nil)
            #expect(try db.lockout(of: "other", from: [.password], at: Entities.now) == nil)
            try db.deleteExpired(at: later(3599))
            #expect(try db.failureCount(of: "h", at: [.password], since: later(-1)) == 2)
            try db.deleteExpired(at: later(3600))
            #expect(try db.failureCount(of: "h", at: [.password], since: later(-1)) == 0)
            #expect(try db.lockout(of: "h", from: [.password], at: Entities.now) == later(7200))
            try db.deleteExpired(at: later(7200))
            #expect(try db.lockout(of: "h", from: [.password], at: Entities.now) == nil)
        }
    }
}
