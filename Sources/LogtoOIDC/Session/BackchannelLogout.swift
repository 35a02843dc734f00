import Core
import HTTPTypes
import JOSE
import Logging
import Logto
import OAuth
import Storage
import Web

/// Tells applications that someone signed out, past the browser (OpenID Connect Back-Channel Logout 1.0; spec
/// `logto-oidc.md` §15). Whoever does not hear it has bad luck: it is logged, and the sign-out goes on.
struct BackchannelLogout: Sendable {
    let provider: OIDCProvider

    /// Who is told what.
    struct Notice: Sendable {
        let applicationID: ID<LogtoApplication>
        let uri: String
        let userID: ID<LogtoUser>
        /// The session, for an application that wants to know it.
        let sid: String?
    }

    /// Seconds. The engine gives up after two and a half.
    private static let timeout = 3

    /// For those of the session's applications that have an address for it.
    static func notices(
        to applications: some Sequence<ID<LogtoApplication>>, about session: OIDCSession, in db: Transaction
    ) throws -> [Notice] {
        guard let userID = session.userID else { return [] }
        return try applications.sorted { $0.value < $1.value }.compactMap { id in
            guard
                let authorization = session.authorizations[id],
                let metadata = try db.application(id)?.oidcClientMetadata, let uri = metadata.backchannelLogoutUri
            else { return nil }
            return Notice(
                applicationID: id, uri: uri, userID: userID,
                sid: metadata.backchannelLogoutSessionRequired ? authorization.sid : nil)
        }
    }

    /// All at once; returns when each was heard or given up.
    func send(_ notices: [Notice], _ logger: Logger) async throws {
        let requests = try notices.map { ($0, try self.request(for: $0)) }
        await withTaskGroup(of: Void.self) { group in
            for (notice, request) in requests {
                group.addTask { await self.send(request, to: notice.applicationID, logger) }
            }
        }
    }

    private func send(_ request: Outbound.Request, to application: ID<LogtoApplication>, _ logger: Logger) async {
        var metadata: Logger.Metadata = ["client_id": .string(application.value), "uri": .string(request.url)]
        do {
            let answer = try await self.provider.outbound.send(request)
            if answer.status == .ok || answer.status == .noContent { return }
            metadata["status"] = .stringConvertible(answer.status.code)
        } catch {
            metadata["error"] = .string(String(describing: error))
        }
        logger.warning("back-channel logout failed", metadata: metadata)
    }

    private func request(for notice: Notice) throws -> Outbound.Request {
        Outbound.Request(
            method: .post, url: notice.uri, headers: [.contentType: "application/x-www-form-urlencoded"],
            body: Array(FormURLEncoding.encode([("logout_token", try self.token(for: notice))]).utf8),
            timeout: Self.timeout, followsRedirects: false)
    }

    private func token(for notice: Notice) throws -> String {
        let now = self.provider.time.now.seconds
        let claims: JSON = [
            "sub": .string(notice.userID.value),
            "events": ["http://schemas.openid.net/event/backchannel-logout": [:]],
            "sid": notice.sid.map(JSON.string),
            "jti": .string(self.provider.entropy.token()),
            "aud": .string(notice.applicationID.value),
            "exp": .int(now + 120),
            "iat": .int(now),
            "iss": .string(self.provider.origins.issuer),
        ]
        return try JWS.sign(payload: claims.bytes(), type: "logout+jwt", with: self.provider.keys.current)
    }
}
