import Core

extension LogtoApplication {
    /// Whether a code's exchange yields a refresh token (spec `logto-oidc.md` §11.3).
    func getsRefreshToken(for scopes: [String]) -> Bool {
        let isWeb = self.kind != .native
        return scopes.contains("offline_access") || isWeb && self.customClientMetadata.alwaysIssueRefreshToken
    }

    /// Seconds (§4): days count before the deprecated seconds; 14 days otherwise.
    var refreshTokenLifetime: Int64 {
        let metadata = self.customClientMetadata
        return metadata.refreshTokenTtlInDays.map { $0 * 24 * 3600 } ?? metadata.refreshTokenTtl ?? 14 * 24 * 3600
    }

    /// Seconds.
    var idTokenLifetime: Int64 { self.customClientMetadata.idTokenTtl ?? 3600 }

    /// Whether its tokens name the session that they came from, for back-channel logout (spec `logto-oidc.md` §12.1).
    var wantsSID: Bool {
        self.oidcClientMetadata.backchannelLogoutUri != nil && self.oidcClientMetadata.backchannelLogoutSessionRequired
    }
}
