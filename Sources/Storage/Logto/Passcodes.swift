import Core
import GRDB

extension Transaction {
    package func insert(_ passcode: Passcode) throws {
        try self.execute(
            """
            insert into passcodes
                (id, interaction_uid, email, phone, purpose, code, is_consumed, try_count, created_at)
            values
                (\(passcode.id), \(passcode.interactionUID), \(passcode.address.email), \(passcode.address.phone),
                 \(passcode.purpose.rawValue), \(passcode.code), \(passcode.isConsumed), \(passcode.tryCount),
                 \(passcode.createdAt))
            """)
    }

    /// The code that may still be used in an interaction, of those that went to e-mail addresses or of those that went to
    /// phones.
    package func passcode(
        interaction uid: String, kindOf address: MessageAddress, for purpose: MessagePurpose
    ) throws -> Passcode? {
        try self.row(
            """
            select * from passcodes
            where interaction_uid = \(uid) and (email is null) = \(address.email == nil)
                and purpose = \(purpose.rawValue) and is_consumed = 0
            order by created_at desc limit 1
            """
        ).flatMap(Passcode.init)
    }

    /// The code that may still be used, of those that an API sent to an address or that an interaction did.
    package func passcode(address: MessageAddress, for purpose: MessagePurpose) throws -> Passcode? {
        try self.row(
            """
            select * from passcodes
            where (email = \(address.email) or phone = \(address.phone)) and purpose = \(purpose.rawValue)
                and is_consumed = 0
            order by created_at desc limit 1
            """
        ).flatMap(Passcode.init)
    }

    /// The code with an id, unless it was used.
    package func passcode(_ id: String) throws -> Passcode? {
        try self.row("select * from passcodes where id = \(id) and is_consumed = 0").flatMap(Passcode.init)
    }

    package func deleteUnconsumedPasscodes(
        interaction uid: String, kindOf address: MessageAddress, for purpose: MessagePurpose
    ) throws {
        try self.execute(
            """
            delete from passcodes
            where interaction_uid = \(uid) and (email is null) = \(address.email == nil)
                and purpose = \(purpose.rawValue) and is_consumed = 0
            """)
    }

    package func deleteUnconsumedPasscodes(address: MessageAddress, for purpose: MessagePurpose) throws {
        try self.execute(
            """
            delete from passcodes
            where (email = \(address.email) or phone = \(address.phone)) and purpose = \(purpose.rawValue)
                and is_consumed = 0
            """)
    }

    /// Writes how often it was tried and whether it was used.
    package func update(_ passcode: Passcode) throws {
        try self.execute(
            """
            update passcodes set is_consumed = \(passcode.isConsumed), try_count = \(passcode.tryCount)
            where id = \(passcode.id)
            """)
    }
}

extension Passcode {
    fileprivate init?(_ row: Row) {
        guard let address = MessageAddress(row), let purpose = MessagePurpose(rawValue: row["purpose"]) else {
            return nil
        }
        self.init(
            id: row["id"], interactionUID: row["interaction_uid"], address: address, purpose: purpose,
            code: row["code"], isConsumed: row["is_consumed"], tryCount: row["try_count"],
            createdAt: row["created_at"])
    }
}

/// An address is in one of the columns `email` and `phone`.
extension MessageAddress {
    init?(_ row: Row) {
        if let email: String = row["email"] {
            self = .email(email)
        } else if let phone: String = row["phone"] {
            self = .phone(phone)
        } else {
            return nil
        }
    }

    var email: String? { if case .email(let value) = self { value } else { nil } }
    var phone: String? { if case .phone(let value) = self { value } else { nil } }
}
