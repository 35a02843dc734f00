import Core
import Logto
import OAuth
import Storage
import Web

/// What the audit log keeps of a request to the token endpoint (spec `logto-management-api.md` §9,
/// `ExchangeTokenBy.…`). Clients are not told why a grant is refused; here it is said in the same words.
struct TokenAudit: Sendable {
    private let parameters: FormParameters

    init(_ parameters: FormParameters) {
        self.parameters = parameters
    }

    /// Decides on the grant in a transaction that writes the entry, too.
    func run(
        in store: Store, _ body: @escaping @Sendable (Transaction, TokenAudit) throws -> GrantOutcome
    ) async throws -> GrantOutcome {
        let names = self.parameters.pairs.map { JSON.Member($0.name, .string($0.value)) }
        AuditTrail.current?.begin("ExchangeTokenBy.\(self.grantName)", ["params": .object(names)])
        do {
            return try await store.auditedTransaction { db in
                let outcome = try body(db, self)
                try self.note(outcome, in: db)
                return outcome
            }
        } catch {
            if let error = (error as? OIDCError)?.error ?? error as? OAuthError { Self.fail(error) }
            throw error
        }
    }

    func note(_ application: LogtoApplication) {
        AuditTrail.current?.add(["applicationId": .string(application.id.value)])
    }

    private func note(_ outcome: GrantOutcome, in db: Transaction) throws {
        switch outcome {
        case .refused(let reason): Self.fail(reason.error)
        case .authorized(let authorization):
            AuditTrail.current?.add([
                "tokenTypes": .strings(authorization.tokenTypes),
                "scope": authorization.scopes.map { .string($0.joined(separator: " ")) },
                "userId": try self.user(of: authorization, in: db).map { .string($0.value) },
                "sessionId": authorization.sessionUID.map(JSON.string),
            ])
        }
    }

    private static func fail(_ error: OAuthError) {
        let text = [error.code.rawValue, error.description].compactMap(\.self).joined(separator: ": ")
        AuditTrail.current?.fail(.string(text))
    }

    private func user(of authorization: Authorization, in db: Transaction) throws -> ID<LogtoUser>? {
        switch authorization.access {
        case .opaque(let token): try db.grant(token.grantID, at: token.issuedAt)?.userID
        case .signed(let token): token.subject == token.clientID.value ? nil : ID(token.subject)
        }
    }

    private var grantName: String {
        switch self.parameters.present("grant_type").flatMap(GrantType.init(rawValue:)) {
        case .authorizationCode: "AuthorizationCode"
        case .refreshToken: "RefreshToken"
        case .clientCredentials: "ClientCredentials"
        case .deviceCode: "DeviceCode"
        case .tokenExchange: "TokenExchange"
        case nil: "Unknown"
        }
    }
}

extension Authorization {
    fileprivate var tokenTypes: [String] {
        ["AccessToken"] + (self.refreshToken == nil ? [] : ["RefreshToken"]) + (self.idToken == nil ? [] : ["IdToken"])
    }

    fileprivate var scopes: [String]? {
        switch self.access {
        case .opaque(let token): token.scopes
        case .signed(let token): token.scopes
        }
    }

    fileprivate var sessionUID: String? {
        if case .opaque(let token) = self.access { token.sessionUID } else { nil }
    }
}
