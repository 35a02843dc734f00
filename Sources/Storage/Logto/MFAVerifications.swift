import Core
import GRDB

extension Transaction {
    /// A user's second factors, in the order in which they were set up.
    package func mfaVerifications(of user: ID<LogtoUser>) throws -> [MFAVerification] {
        try self.rows("select * from mfa_verifications where user_id = \(user) order by rowid")
            .map(MFAVerification.init(row:))
    }

    package func insert(_ verification: MFAVerification, of user: ID<LogtoUser>) throws {
        try self.execute(
            """
            insert into mfa_verifications (id, user_id, type, secret, codes, created_at, last_used_at)
            values
                (\(verification.id), \(user), \(verification.factor.rawValue), \(verification.secret),
                 \(verification.codes), \(verification.createdAt), \(verification.lastUsedAt))
            """)
    }

    /// Writes what changes by use.
    package func update(_ verification: MFAVerification) throws {
        try self.execute(
            """
            update mfa_verifications set codes = \(verification.codes), last_used_at = \(verification.lastUsedAt)
            where id = \(verification.id)
            """)
    }

    /// Puts another factor in the place of one.
    package func replace(_ id: ID<MFAVerification>, by verification: MFAVerification) throws {
        try self.execute(
            """
            update mfa_verifications set
                id = \(verification.id), type = \(verification.factor.rawValue), secret = \(verification.secret),
                codes = \(verification.codes), created_at = \(verification.createdAt),
                last_used_at = \(verification.lastUsedAt)
            where id = \(id)
            """)
    }

    /// - Returns: whether the user had it.
    package func deleteMFAVerification(_ id: ID<MFAVerification>, of user: ID<LogtoUser>) throws -> Bool {
        try self.execute("delete from mfa_verifications where id = \(id) and user_id = \(user)") > 0
    }
}

extension MFAVerification {
    fileprivate var secret: String? {
        if case .totp(let secret) = self.content { secret } else { nil }
    }

    fileprivate var codes: JSON? {
        guard case .backupCodes(let codes) = self.content else { return nil }
        return .array(codes.map { ["code": .string($0.code), "usedAt": $0.usedAt.map { .int($0.milliseconds) }] })
    }

    fileprivate init(row: Row) {
        let secret: String? = row["secret"]
        let codes: JSON? = row["codes"]
        let backupCodes = (codes?.array ?? []).map { code in
            BackupCode(code["code"]?.string ?? "", usedAt: code["usedAt"]?.int.map(Instant.init(milliseconds:)))
        }
        self.init(
            id: row["id"], secret.map(Content.totp) ?? .backupCodes(backupCodes), createdAt: row["created_at"],
            lastUsedAt: row["last_used_at"])
    }
}
