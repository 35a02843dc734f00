import Core
import GRDB

/// An authorization code of Patreon's, bound to whom it was issued for and to where (spec `patreon.md` §1.4).
package struct PatreonCode: Equatable, Sendable {
    package var code: String
    package var clientID: ID<PatreonClient>
    package var accountID: ID<PatreonAccount>
    package var redirectURI: String
    package var scopes: [String]
    /// What the client sent of PKCE, for the switch that has it looked at (§1.9).
    package var codeChallenge: String?
    package var codeChallengeMethod: String?
    package var expiresAt: Instant

    package init(
        code: String, clientID: ID<PatreonClient>, accountID: ID<PatreonAccount>, redirectURI: String,
        scopes: [String], codeChallenge: String? = nil, codeChallengeMethod: String? = nil, expiresAt: Instant
    ) {
        self.code = code
        self.clientID = clientID
        self.accountID = accountID
        self.redirectURI = redirectURI
        self.scopes = scopes
        self.codeChallenge = codeChallenge
        self.codeChallengeMethod = codeChallengeMethod
        self.expiresAt = expiresAt
    }
}

/// An access token and the refresh token that came with it (§2.3).
package struct PatreonTokenPair: Equatable, Sendable {
    package var accessToken: String
    package var refreshToken: String
    package var clientID: ID<PatreonClient>
    package var accountID: ID<PatreonAccount>
    package var scopes: [String]
    package var createdAt: Instant
    /// When the access token dies; the refresh token does not expire.
    package var expiresAt: Instant
    /// Whether it is the pair that the portal shows for the client (§2.7).
    package var isCreators: Bool

    package init(
        accessToken: String, refreshToken: String, clientID: ID<PatreonClient>, accountID: ID<PatreonAccount>,
        scopes: [String], createdAt: Instant, expiresAt: Instant, isCreators: Bool = false
    ) {
        self.accessToken = accessToken
        self.refreshToken = refreshToken
        self.clientID = clientID
        self.accountID = accountID
        self.scopes = scopes
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.isCreators = isCreators
    }
}

extension Transaction {
    package func insert(_ code: PatreonCode) throws {
        try self.execute(
            """
            insert into patreon_codes
                (code, client_id, account_id, redirect_uri, scopes, code_challenge, code_challenge_method, expires_at)
            values
                (\(code.code), \(code.clientID), \(code.accountID), \(code.redirectURI), \(Words(code.scopes)),
                 \(code.codeChallenge), \(code.codeChallengeMethod), \(code.expiresAt))
            """)
    }

    package func patreonCode(_ code: String) throws -> PatreonCode? {
        try self.row("select * from patreon_codes where code = \(code)").map { row in
            let scopes: Words = row["scopes"]
            return PatreonCode(
                code: row["code"], clientID: row["client_id"], accountID: row["account_id"],
                redirectURI: row["redirect_uri"], scopes: scopes.list, codeChallenge: row["code_challenge"],
                codeChallengeMethod: row["code_challenge_method"], expiresAt: row["expires_at"])
        }
    }

    package func delete(_ code: PatreonCode) throws {
        try self.execute("delete from patreon_codes where code = \(code.code)")
    }

    package func insert(_ pair: PatreonTokenPair) throws {
        try self.execute(
            """
            insert into patreon_tokens
                (access_token, refresh_token, client_id, account_id, scopes, created_at, expires_at, is_creators)
            values
                (\(pair.accessToken), \(pair.refreshToken), \(pair.clientID), \(pair.accountID), \(Words(pair.scopes)),
                 \(pair.createdAt), \(pair.expiresAt), \(pair.isCreators))
            """)
    }

    package func patreonTokens(accessToken: String) throws -> PatreonTokenPair? {
        try self.row("select * from patreon_tokens where access_token = \(accessToken)")
            .map(PatreonTokenPair.init(row:))
    }

    package func patreonTokens(refreshToken: String) throws -> PatreonTokenPair? {
        guard !refreshToken.hasPrefix(Self.retired) else { return nil }
        return try self.row("select * from patreon_tokens where refresh_token = \(refreshToken)")
            .map(PatreonTokenPair.init(row:))
    }

    /// The pair that the portal shows for a client, if one was made.
    package func patreonCreatorTokens(of client: ID<PatreonClient>) throws -> PatreonTokenPair? {
        try self.row(
            """
            select * from patreon_tokens where client_id = \(client) and is_creators
            order by created_at desc, rowid desc limit 1
            """
        ).map(PatreonTokenPair.init(row:))
    }

    package func deletePatreonCreatorTokens(of client: ID<PatreonClient>) throws {
        try self.execute("delete from patreon_tokens where client_id = \(client) and is_creators")
    }

    /// The pairs that came of the account's sign-ins with the client; the creator's own pair is none of them.
    package func patreonTokenCount(of account: ID<PatreonAccount>, for client: ID<PatreonClient>) throws -> Int {
        let row = try self.row(
            """
            select count(*) as number from patreon_tokens
            where account_id = \(account) and client_id = \(client) and not is_creators
            """)
        return row?["number"] ?? 0
    }

    /// Deletes those pairs, and codes that could still become one.
    package func disconnectPatreonAccount(
        _ account: ID<PatreonAccount>, from client: ID<PatreonClient>
    ) throws {
        try self.deletePatreonTokens(of: account, at: client)
        try self.execute("delete from patreon_codes where account_id = \(account) and client_id = \(client)")
    }

    package func delete(_ pair: PatreonTokenPair) throws {
        try self.execute("delete from patreon_tokens where access_token = \(pair.accessToken)")
    }

    /// All but the creator's own pair, which no sign-in has made.
    package func deletePatreonTokens(of account: ID<PatreonAccount>, at client: ID<PatreonClient>) throws {
        try self.execute(
            """
            delete from patreon_tokens where account_id = \(account) and client_id = \(client) and not is_creators
            """)
    }

    /// The pairs of a client that are alive or could be refreshed, the newest first.
    package func patreonTokens(of client: ID<PatreonClient>) throws -> [PatreonTokenPair] {
        try self.rows("select * from patreon_tokens where client_id = \(client) order by created_at desc, rowid desc")
            .map(PatreonTokenPair.init(row:))
    }

    /// All pairs of a client, its creator's too, and codes that could still become one.
    package func deletePatreonTokens(of client: ID<PatreonClient>) throws {
        try self.execute("delete from patreon_tokens where client_id = \(client)")
        try self.execute("delete from patreon_codes where client_id = \(client)")
    }

    /// Leaves the access token alive, and nothing that could be exchanged.
    package func retireRefreshToken(of pair: PatreonTokenPair) throws {
        try self.execute(
            """
            update patreon_tokens set refresh_token = \(Self.retired + pair.accessToken)
            where access_token = \(pair.accessToken)
            """)
    }

    private static let retired = "retired:"
}

extension PatreonTokenPair {
    fileprivate init(row: Row) {
        let scopes: Words = row["scopes"]
        self.init(
            accessToken: row["access_token"], refreshToken: row["refresh_token"], clientID: row["client_id"],
            accountID: row["account_id"], scopes: scopes.list, createdAt: row["created_at"],
            expiresAt: row["expires_at"], isCreators: row["is_creators"])
    }
}
