import Core
import HTTPTypes
import Hummingbird
import Inspection
import Storage
import Web

/// Patreon's part in failures on demand: how it words them, and whose a request is.
package struct PatreonFaults: Sendable {
    private let parts: PatreonParts

    package init(_ parts: PatreonParts) {
        self.parts = parts
    }

    /// Where `retry_after_seconds` says something, it is the recorded sample's (spec `patreon.md` §3.7).
    @Sendable package func words(_ name: FaultName, _ request: Request) -> Response? {
        let errors = PatreonErrors(parts: self.parts)
        switch name {
        case .rateLimited: return errors.response(.throttled(retryAfterSeconds: 9), at: request.uri.path)
        case .rateLimitedByEdge: return PatreonEdge.blocked
        case .forbiddenByEdge: return PatreonEdge.refused
        case .serverError: return errors.response(.internalError, at: request.uri.path)
        case .unavailable, .gatewayTimeout: return name.proxyPage
        }
    }

    /// By token or code, else as a form or a login hint names the account.
    @Sendable package func who(_ credentials: Credentials) async throws -> Caller {
        try await self.parts.store.read { db in
            let pair =
                try credentials.accessToken.flatMap { try db.patreonTokens(accessToken: $0) }
                ?? credentials.refreshToken.flatMap { try db.patreonTokens(refreshToken: $0) }
            if let pair { return Caller(client: pair.clientID.value, account: pair.accountID.value) }
            if let code = try credentials.code.flatMap({ try db.patreonCode($0) }) {
                return Caller(client: code.clientID.value, account: code.accountID.value)
            }
            let named = credentials.parameters["account"] ?? credentials.parameters["login_hint"]
            let account = try named.flatMap { name in try db.patreonPersonas().first { $0.isMeant(by: name) } }
            return Caller(client: credentials.client, account: account?.id.value)
        }
    }
}
