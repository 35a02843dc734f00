import Core
import GRDB

extension Transaction {
    /// How the configuration declared a member when it was last laid over the database.
    func declaration(of member: ID<Member>) throws -> String? {
        try self.row("select declaration from patreon_declared_members where member_id = \(member)")?["declaration"]
    }

    func put(declaration: String, of member: ID<Member>) throws {
        try self.execute(
            """
            insert into patreon_declared_members (member_id, declaration) values (\(member), \(declaration))
            on conflict (member_id) do update set declaration = excluded.declaration
            """)
    }
}
