import Core

extension Seed {
    /// A factor that is there already is kept, and with it which codes were used.
    func put(
        _ factors: [Config.SecondFactor], of user: ID<LogtoUser>, in transaction: Transaction, at now: Instant
    ) throws {
        let existing = try transaction.mfaVerifications(of: user)
        for content in factors.map(MFAVerification.Content.init) {
            let known = existing.filter { $0.content.isSameKind(as: content) }
            if known.contains(where: { $0.content.isSame(as: content) }) { continue }
            for old in known { _ = try transaction.deleteMFAVerification(old.id, of: user) }
            try transaction.insert(
                MFAVerification(id: ID(self.entropy.longID()), content, createdAt: now), of: user)
        }
    }
}

extension MFAVerification.Content {
    fileprivate init(_ factor: Config.SecondFactor) {
        switch factor {
        case .totp(let secret): self = .totp(secret: secret)
        case .backupCodes(let codes): self = .backupCodes(codes.map { MFAVerification.BackupCode($0) })
        }
    }

    fileprivate func isSameKind(as other: Self) -> Bool {
        switch (self, other) {
        case (.totp, .totp), (.backupCodes, .backupCodes): true
        default: false
        }
    }

    /// Whether or not codes were used.
    fileprivate func isSame(as other: Self) -> Bool {
        switch (self, other) {
        case (.totp(let secret), .totp(let other)): secret == other
        case (.backupCodes(let codes), .backupCodes(let others)): codes.map(\.code) == others.map(\.code)
        default: false
        }
    }
}
