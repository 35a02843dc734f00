import Core
import GRDB

extension Transaction {
    func address(of member: ID<Member>) throws -> MemberAddress? {
        try self.row("select * from patreon_addresses where member_id = \(member)").map { row in
            var address = MemberAddress(city: row["city"], country: row["country"], createdAt: row["created_at"])
            address.id = row["id"]
            address.addressee = row["addressee"]
            address.line1 = row["line_1"]
            address.line2 = row["line_2"]
            address.postalCode = row["postal_code"]
            address.state = row["state"]
            address.phoneNumber = row["phone_number"]
            return address
        }
    }

    /// An address keeps its id as long as the member has one.
    func put(_ address: MemberAddress?, of member: ID<Member>) throws {
        guard let address else {
            try self.execute("delete from patreon_addresses where member_id = \(member)")
            return
        }
        try self.execute(
            """
            insert into patreon_addresses
                (member_id, addressee, line_1, line_2, city, postal_code, state, country, phone_number, created_at)
            values
                (\(member), \(address.addressee), \(address.line1), \(address.line2), \(address.city),
                 \(address.postalCode), \(address.state), \(address.country), \(address.phoneNumber),
                 \(address.createdAt))
            on conflict (member_id) do update set
                addressee = excluded.addressee, line_1 = excluded.line_1, line_2 = excluded.line_2,
                city = excluded.city, postal_code = excluded.postal_code, state = excluded.state,
                country = excluded.country, phone_number = excluded.phone_number
            """)
    }
}
