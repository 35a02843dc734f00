import Core
import HTTPTypes
import Logto
import Storage

/// `/my-account/primary-email` and `/primary-phone` (spec `logto-management-api.md` §6.13): each is set by a code that was
/// sent to it, and taken away.
enum AccountAddressesAPI {
    static let routes = Self.routes(.email) + Self.routes(.phone)

    private enum Kind: String, Sendable {
        case email, phone

        var field: AccountCenter.Field { self == .email ? .email : .phone }
        var scope: AccountCaller.Scope { self == .email ? .email : .phone }
        var schema: Schema { self == .email ? UserSchemas.email : UserSchemas.phone }
        var path: String { self == .email ? "/my-account/primary-email" : "/my-account/primary-phone" }

        func address(_ value: String) -> MessageAddress { self == .email ? .email(value) : .phone(value) }
    }

    private static func routes(_ kind: Kind) -> [Route] {
        [
            Route.account(
                .post, kind.path, "Set one's primary \(kind.rawValue)", status: .noContent,
                body: .object([
                    .required(kind.rawValue, kind.schema), .required("newIdentifierVerificationRecordId", .text),
                ])
            ) { account in try await Self.set(kind, account) },
            Route.account(.delete, kind.path, "Remove one's primary \(kind.rawValue)", status: .noContent) { account in
                try await Self.remove(kind, account)
            },
        ]
    }

    private static func check(_ kind: Kind, _ caller: AccountCaller) throws(LogtoError) {
        try caller.requireVerification()
        try caller.requireEditing(kind.field)
        try caller.require(kind.scope, otherwise: .badRequest)
        try caller.requireFirstParty()
    }

    private static func set(_ kind: Kind, _ account: AccountCall) async throws -> Answer {
        try Self.check(kind, account.caller)
        let value = account.body[kind.rawValue]?.string ?? ""
        let id = account.body["newIdentifierVerificationRecordId"]?.string ?? ""
        try await account.update { user, db in
            guard
                case .code(kind.address(value), _, isVerified: true) = try db.accountVerification(
                    id, at: account.call.now)?.content
            else { throw LogtoError("verification_record.not_found") }
            switch kind {
            case .email: user.primaryEmail = value
            case .phone: user.primaryPhone = value
            }
            try UserRules.refuseTaken(
                [.email, .phone], username: nil, email: kind == .email ? value : nil,
                phone: kind == .phone ? value : nil, besides: user.id, in: db)
            if kind == .email { try db.signInExperience().emailBlocklistPolicy.check(value) }
        }
        return .none
    }

    private static func remove(_ kind: Kind, _ account: AccountCall) async throws -> Answer {
        try Self.check(kind, account.caller)
        try await account.update { user, _ in
            switch kind {
            case .email: user.primaryEmail = nil
            case .phone: user.primaryPhone = nil
            }
            try user.requireIdentifier()
        }
        return .none
    }
}
