import Core
import GRDB

extension Transaction {
    /// The tenant's settings; those of a fresh instance where none were stored.
    package func signInExperience() throws -> SignInExperience {
        try self.memory.value(of: .signInExperience) {
            try self.row("select settings from sign_in_experiences where id = 'default'")
                .map { SignInExperience($0["settings"]) } ?? SignInExperience()
        }
    }

    package func put(_ experience: SignInExperience) throws {
        try self.execute(
            """
            insert into sign_in_experiences (id, settings) values ('default', \(experience.json))
            on conflict (id) do update set settings = excluded.settings
            """)
    }
}
