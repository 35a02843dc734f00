import Core
import HTTPTypes
import Logto
import Storage

/// What has to hold of users together, and of one against its columns (spec `logto-management-api.md` §2.3, §6.2).
enum UserRules {
    enum Identifier {
        case username, email, phone
    }

    /// - Parameters:
    ///   - order: which collision is told first.
    ///   - user: who may have the values already.
    static func refuseTaken(
        _ order: [Identifier], username: String?, email: String?, phone: String?, besides user: ID<LogtoUser>?,
        in db: Transaction
    ) throws {
        for identifier in order {
            let (code, owners): (String, [LogtoUser]) =
                switch identifier {
                case .username:
                    ("user.username_already_in_use", try username.map { try db.owners(ofUsername: $0) } ?? [])
                case .email:
                    ("user.email_already_in_use", try email.map(db.users(emailIgnoringCase:)) ?? [])
                case .phone:
                    ("user.phone_already_in_use", try phone.map { try db.owners(ofPhone: $0) } ?? [])
                }
            if owners.contains(where: { $0.id != user }) { throw LogtoError(code, .unprocessableContent) }
        }
    }

    /// - Throws: `user.invalid_phone`.
    static func normalized(phone digits: String?) throws(LogtoError) -> String? {
        guard let digits else { return nil }
        guard let number = PhoneNumber(digits) else { throw LogtoError("user.invalid_phone", .unprocessableContent) }
        return number.text
    }

    /// - Throws: `entity.value_too_long`.
    static func checkLengths(_ user: LogtoUser) throws(LogtoError) {
        for text in [user.username, user.primaryEmail, user.primaryPhone, user.name]
        where (text?.unicodeScalars.count ?? 0) > 128 {
            throw .tooLong(128)
        }
        if (user.avatar?.unicodeScalars.count ?? 0) > 2048 { throw .tooLong(2048) }
    }
}

extension Transaction {
    func existingUser(_ id: ID<LogtoUser>) throws -> LogtoUser {
        guard let user = try self.user(id) else { throw LogtoError.notFound }
        return user
    }
}
