import Core
import HTTPTypes
import Hummingbird
import Inspection
import Storage
import Web

/// Logto's part in failures on demand: how it words them, and whose a request is.
struct LogtoFaults: Sendable {
    let store: Store
    let time: TimeSource

    /// The 500 of Logto's outermost error handling; limits and an edge it does not have.
    @Sendable func words(_ name: FaultName, _ request: Request) -> Response? {
        switch name {
        case .rateLimited, .rateLimitedByEdge, .forbiddenByEdge: nil
        case .serverError: .json(["message": "Internal server error."], status: .internalServerError)
        case .unavailable, .gatewayTimeout: name.proxyPage
        }
    }

    /// By opaque token or code. Signed tokens and sessions are not looked into.
    @Sendable func who(_ credentials: Credentials) async throws -> Caller {
        let now = self.time.now
        return try await self.store.read { db in
            let grantID =
                try credentials.accessToken.flatMap { try db.accessToken($0, at: now)?.grantID }
                ?? credentials.refreshToken.flatMap { try db.refreshToken($0, at: now)?.grantID }
                ?? credentials.code.flatMap { try db.authorizationCode($0, at: now)?.grantID }
            let grant = try grantID.flatMap { try db.grant($0, at: now) }
            return Caller(client: grant?.applicationID.value ?? credentials.client, account: grant?.userID.value)
        }
    }
}
