import Core
import HTTPTypes
import Logto
import Storage

/// `/verifications/social` (spec `logto-management-api.md` §6.13): proves that an account at a provider is one's own. What
/// the connector keeps between the way there and the way back is kept in the verification.
enum SocialVerificationsAPI {
    private static let path = "/verifications/social"

    static let routes = [
        Route.account(
            .post, Self.path, "Begin to prove an account at a provider", status: .created,
            answer: .members(
                .required("verificationRecordId", .text), .required("authorizationUri", .text),
                .required("expiresAt", .text)),
            body: .object([
                .required("state", .text), .required("redirectUri", .text), .required("connectorId", .text),
                .optional("scope", .text),
            ]), handle: Self.begin),
        Route.account(
            .post, "\(Self.path)/verify", "Prove an account at a provider", answer: .json(.verificationRecord),
            body: .object([.required("verificationRecordId", .text), .required("connectorData", .jsonObject)]),
            handle: Self.verify),
    ]

    @Sendable private static func begin(_ account: AccountCall) async throws -> Answer {
        try account.caller.requireFirstParty()
        let (state, redirectURI) = (account.body["state"]?.string ?? "", account.body["redirectUri"]?.string ?? "")
        guard !state.isEmpty, !redirectURI.isEmpty else { throw LogtoError("session.insufficient_info") }
        let connectorID: ID<LogtoConnector> = ID(account.body["connectorId"]?.string ?? "")
        let verification = account.verification(.social(connectorID, redirectURI: redirectURI, details: nil))
        let uri = try await account.call.write { db in
            let uri = try account.call.socialConnector(try db.socialConnector(connectorID))
                .authorizationURI(state: state, redirectURI: redirectURI, scope: account.body["scope"]?.string)
            try db.insert(verification)
            return uri
        }
        return .json([
            "verificationRecordId": .string(verification.id), "authorizationUri": .string(uri),
            "expiresAt": .string(verification.expiresAt.isoText),
        ])
    }

    @Sendable private static func verify(_ account: AccountCall) async throws -> Answer {
        try account.caller.requireFirstParty()
        let id = account.body["verificationRecordId"]?.string ?? ""
        let data = account.body["connectorData"] ?? [:]
        let begun = try await account.call.read { db in
            let (_, connectorID, redirectURI) = try account.begun(id, in: db)
            let connector = try account.call.socialConnector(try db.socialConnector(connectorID))
            try connector.check(data)
            return (connector: connector, redirectURI: redirectURI)
        }
        let profile = try await begun.connector.profile(data, redirectURI: begun.redirectURI)
        try await account.call.write { db in
            var (verification, connectorID, redirectURI) = try account.begun(id, in: db)
            verification.content = .social(connectorID, redirectURI: redirectURI, details: profile.details)
            try db.update(verification)
        }
        return .json(["verificationRecordId": .string(id)])
    }
}

extension AccountCall {
    /// - Throws: 400 `verification_record.not_found`.
    fileprivate func begun(
        _ id: String, in db: Transaction
    ) throws -> (AccountVerification, ID<LogtoConnector>, redirectURI: String) {
        guard
            let verification = try db.accountVerification(id, at: self.call.now),
            case .social(let connectorID, let redirectURI, _) = verification.content
        else { throw LogtoError("verification_record.not_found") }
        return (verification, connectorID, redirectURI)
    }
}
