import Core
import GRDB

extension Transaction {
    /// How many messages are kept: the newest.
    package static let keptMessages: Int64 = 1000

    package func insert(_ message: Message) throws {
        try self.execute(
            """
            insert into messages (email, phone, purpose, subject, content, payload, connector_id, sent_at)
            values
                (\(message.address.email), \(message.address.phone), \(message.purpose.rawValue),
                 \(message.subject.map(Verbatim.init)), \(message.content.map(Verbatim.init)), \(message.payload),
                 \(message.connectorID), \(message.sentAt))
            """)
        try self.execute("delete from messages where id <= (select max(id) from messages) - \(Self.keptMessages)")
        try self.execute(
            "insert into message_sendings (recipient, sent_at) values (\(message.address.value), \(message.sentAt))")
    }

    /// How many messages went to somebody after a certain time.
    package func messageCount(to address: MessageAddress, after time: Instant) throws -> Int64 {
        try self.row(
            """
            select count(*) as count from message_sendings
            where recipient = \(address.value) and sent_at > \(time)
            """)?["count"] ?? 0
    }

    /// The newest first.
    ///
    /// - Parameters:
    ///   - recipient: an address as it was written.
    package func messages(to recipient: String? = nil, for purpose: MessagePurpose? = nil) throws -> [Message] {
        try self.rows(
            """
            select * from messages
            where (\(recipient) is null or email = \(recipient) or phone = \(recipient))
                and (\(purpose?.rawValue) is null or purpose = \(purpose?.rawValue))
            order by id desc
            """
        ).compactMap(Message.init)
    }

    /// Those that came after another one, in their order.
    package func messages(after id: Int64) throws -> [Message] {
        try self.rows("select * from messages where id > \(id) order by id").compactMap(Message.init)
    }

    /// 0 where there was none.
    package func newestMessageID() throws -> Int64 {
        try self.row("select coalesce(max(id), 0) as id from messages")?["id"] ?? 0
    }

    package func deleteMessages() throws {
        try self.execute("delete from messages")
    }
}

extension Message {
    fileprivate init?(_ row: Row) {
        guard let address = MessageAddress(row), let purpose = MessagePurpose(rawValue: row["purpose"]) else {
            return nil
        }
        self.init(
            id: row["id"], address: address, purpose: purpose, subject: (row["subject"] as Verbatim?)?.text,
            content: (row["content"] as Verbatim?)?.text, payload: row["payload"], connectorID: row["connector_id"],
            sentAt: row["sent_at"])
    }
}
