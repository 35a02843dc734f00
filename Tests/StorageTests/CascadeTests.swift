import Core
import GRDB
import Storage
import Testing

/// What dies with what.
@Suite struct CascadeTests {
    @Test func `revoking a grant kills its codes and tokens, and leaves the session`() async throws {
        let store = try await Store.filled()
        try await store.transaction { try $0.revoke(Entities.grant.id) }
        try await store.read { db throws in
            #expect(try db.authorizationCode("a code", at: Entities.now) == nil)
            #expect(try db.accessToken("an access token", at: Entities.now) == nil)
            #expect(try db.refreshToken("a refresh token", at: Entities.now) == nil)
            #expect(try db.interaction("an interaction") == nil)
            let session = try #require(try db.session(uid: "a session", at: Entities.now))
            #expect(session.userID == Entities.user.id)
            #expect(session.authorizations == [Entities.application.id: OIDCSession.Authorization(sid: "sid")])
        }
    }

    @Test func `the end of a session takes it from the tokens, which live on`() async throws {
        let store = try await Store.filled()
        try await store.transaction { try $0.deleteSession(uid: "a session") }
        try await store.read { db throws in
            for uid in [
                try db.authorizationCode("a code", at: Entities.now)?.sessionUID,
                try db.accessToken("an access token", at: Entities.now)?.sessionUID,
                try db.refreshToken("a refresh token", at: Entities.now)?.sessionUID,
            ] {
                #expect(uid == nil)
            }
            #expect(try db.refreshToken("a refresh token", at: Entities.now)?.isSessionBound == true)
            #expect(try db.grant(Entities.grant.id, at: Entities.now) != nil)
        }
    }

    @Test(arguments: [
        (
            "users",
            [
                "user_identities", "grants", "interactions", "authorization_codes", "access_tokens", "refresh_tokens",
                "mfa_verifications", "user_logto_configs",
            ]
        ),
        (
            "applications",
            ["application_secrets", "grants", "interactions", "session_authorizations", "authorization_codes"]
        ),
        ("patreon_clients", ["patreon_consents", "patreon_codes", "patreon_tokens"]),
        ("patreon_accounts", ["patreon_consents", "patreon_codes", "patreon_tokens"]),
    ])
    func `deleting a row takes what belongs to it, and no more`(table: String, dependents: [String]) async throws {
        let folder = try TemporaryFolder()
        try await Store.filled(folder.file("db")).close()
        let all = ["users", "applications", "connectors", "sessions", "patreon_clients", "patreon_accounts"]
        try folder.database("db") { db throws in
            try db.execute(sql: "delete from \(table)")
            for dependent in dependents {
                #expect(try Int.fetchOne(db, sql: "select count(*) from \(dependent)") == 0, "\(dependent)")
            }
            for other in all where other != table {
                #expect(try Int.fetchOne(db, sql: "select count(*) from \(other)") == 1, "\(other)")
            }
            try db.checkForeignKeys()
        }
    }
}
