import Core
import GRDB

extension Transaction {
    /// `nil` for an application that looks as the tenant does.
    package func signInExperience(of application: ID<LogtoApplication>) throws -> ApplicationSignInExperience? {
        try self.memory.value(of: .applicationExperience(application)) {
            try self.row("select * from application_sign_in_experiences where application_id = \(application)").map {
                row in
                ApplicationSignInExperience(
                    color: row["color"], branding: row["branding"], customCss: row["custom_css"],
                    termsOfUseUrl: row["terms_of_use_url"], privacyPolicyUrl: row["privacy_policy_url"],
                    displayName: row["display_name"])
            }
        }
    }

    /// Replaces all of it.
    package func put(_ experience: ApplicationSignInExperience, of application: ID<LogtoApplication>) throws {
        try self.execute(
            """
            insert into application_sign_in_experiences
                (application_id, color, branding, custom_css, terms_of_use_url, privacy_policy_url, display_name)
            values
                (\(application), \(experience.color), \(experience.branding), \(experience.customCss),
                 \(experience.termsOfUseUrl), \(experience.privacyPolicyUrl), \(experience.displayName))
            on conflict (application_id) do update set
                color = excluded.color, branding = excluded.branding, custom_css = excluded.custom_css,
                terms_of_use_url = excluded.terms_of_use_url, privacy_policy_url = excluded.privacy_policy_url,
                display_name = excluded.display_name
            """)
    }
}
