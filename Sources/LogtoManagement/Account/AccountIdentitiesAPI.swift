import Core
import HTTPTypes
import Logto
import Storage

/// `/my-account/identities` (spec `logto-management-api.md` §6.13): one's accounts at social providers.
enum AccountIdentitiesAPI {
    private static let path = "/my-account/identities"
    private static let proof = Schema.object([.required("newIdentifierVerificationRecordId", .text)])

    static let routes = [
        Route.account(
            .post, Self.path, "Link an account at a provider", status: .noContent, body: Self.proof
        ) { account in try await Self.link(account, replaces: false) },
        Route.account(
            .put, Self.path, "Link an account at a provider, or another one", status: .noContent, body: Self.proof
        ) { account in try await Self.link(account, replaces: true) },
        Route.account(
            .delete, "\(Self.path)/:target", "Unlink an account at a provider", status: .noContent,
            handle: Self.unlink),
    ]

    private static func check(
        _ account: AccountCall, missingScope status: HTTPResponse.Status
    ) async throws {
        let caller = account.caller
        try caller.requireVerificationIfPossible(try await account.user())
        try caller.requireEditing(.social)
        try caller.require(.identities, otherwise: status)
        try caller.requireFirstParty()
    }

    private static func link(_ account: AccountCall, replaces: Bool) async throws -> Answer {
        try await Self.check(account, missingScope: .unauthorized)
        let id = account.body["newIdentifierVerificationRecordId"]?.string ?? ""
        try await account.update { user, db in
            guard
                case .social(let connectorID, _, let details?) = try db.accountVerification(
                    id, at: account.call.now)?.content
            else { throw LogtoError("verification_record.not_found") }
            let identity = LogtoUser.Identity(
                target: try db.socialConnector(connectorID).target, userID: details["id"]?.string ?? "",
                details: details)
            if let owner = try db.user(identity: identity.userID, at: identity.target), owner.id != user.id {
                throw LogtoError("user.identity_already_in_use", .unprocessableContent)
            }
            if !replaces, user.identities.contains(where: { $0.target == identity.target }) {
                throw LogtoError("user.identity_already_in_use")
            }
            try db.put(identity, of: user.id)
        }
        return .none
    }

    @Sendable private static func unlink(_ account: AccountCall) async throws -> Answer {
        try await Self.check(account, missingScope: .badRequest)
        let target = account.call.parameters["target"] ?? ""
        try await account.update { user, db in
            guard try db.deleteIdentity(at: target, of: user.id) else {
                throw LogtoError("user.identity_not_exist", .notFound)
            }
            user.identities.removeAll { $0.target == target }
            try user.requireIdentifier()
        }
        return .none
    }
}
