import Core
import GRDB

extension Transaction {
    /// An interaction; also one whose time is over, as long as it has not been swept away.
    package func interaction(_ uid: String) throws -> Interaction? {
        try self.row("select * from interactions where uid = \(uid)").map(Interaction.init(row:))
    }

    package func insert(_ interaction: Interaction) throws {
        try self.execute(
            """
            insert into interactions
                (uid, application_id, parameters, prompt, session_user_id, signed_in_user_id, consented_grant_id,
                 device_code, state, csrf_token, expires_at)
            values
                (\(interaction.uid), \(interaction.applicationID), \(interaction.parameters),
                 \(interaction.prompt.rawValue), \(interaction.sessionUserID), \(interaction.signedInUserID),
                 \(interaction.consentedGrantID), \(interaction.deviceCode), \(interaction.state),
                 \(interaction.csrfToken), \(interaction.expiresAt))
            """)
    }

    /// Writes what the pages found out and what they remember.
    package func update(_ interaction: Interaction) throws {
        try self.execute(
            """
            update interactions set
                signed_in_user_id = \(interaction.signedInUserID),
                consented_grant_id = \(interaction.consentedGrantID), state = \(interaction.state)
            where uid = \(interaction.uid)
            """)
    }

    package func deleteInteraction(_ uid: String) throws {
        try self.execute("delete from interactions where uid = \(uid)")
    }
}

extension Interaction {
    fileprivate init(row: Row) {
        self.init(
            uid: row["uid"], applicationID: row["application_id"], parameters: row["parameters"],
            prompt: Prompt(rawValue: row["prompt"]) ?? .login, sessionUserID: row["session_user_id"],
            signedInUserID: row["signed_in_user_id"], consentedGrantID: row["consented_grant_id"],
            deviceCode: row["device_code"], state: row["state"], csrfToken: row["csrf_token"],
            expiresAt: row["expires_at"])
    }
}
