import Core
import GRDB

extension Transaction {
    package func patreonAccount(_ id: ID<PatreonAccount>) throws -> PatreonAccount? {
        try self.row("select * from patreon_accounts where id = \(id)").map(PatreonAccount.init(row:))
    }

    package func patreonAccounts() throws -> [PatreonAccount] {
        try self.rows("select * from patreon_accounts order by rowid").map(PatreonAccount.init(row:))
    }

    package func patreonPersonas() throws -> [PatreonPersona] {
        try self.memory.value(of: .patreonPersonas) {
            try self.rows("select id, full_name, email, vanity, story from patreon_accounts order by rowid").map {
                row in
                PatreonPersona(
                    id: row["id"], fullName: row["full_name"], email: row["email"], vanity: row["vanity"],
                    story: row["story"])
            }
        }
    }

    /// Inserts the account or, if there is one of its id, brings that up to date but for the time of its creation.
    package func put(_ account: PatreonAccount) throws {
        let profile = account.profile
        let behaviours = Words(account.behaviours.map(\.rawValue).sorted())
        let connections = JSON.object(
            profile.socialConnections.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value) })
        try self.execute(
            """
            insert into patreon_accounts
                (id, full_name, email, is_email_verified, vanity, story, created_at, behaviours, about,
                 age_verification_status, can_see_nsfw, is_eligible_for_idv, has_password, is_suspended, is_deleted,
                 is_nuked, hides_pledges, like_count, comment_count, gender, country_code, currency, social_connections)
            values
                (\(account.id), \(account.fullName), \(account.email), \(account.isEmailVerified), \(account.vanity),
                 \(account.story), \(account.createdAt), \(behaviours), \(profile.about),
                 \(profile.ageVerificationStatus), \(profile.canSeeNSFW), \(profile.isEligibleForIDV),
                 \(profile.hasPassword), \(profile.isSuspended), \(profile.isDeleted), \(profile.isNuked),
                 \(profile.hidesPledges), \(profile.likeCount), \(profile.commentCount), \(profile.gender),
                 \(profile.countryCode), \(profile.currency), \(connections))
            on conflict (id) do update set
                full_name = excluded.full_name, email = excluded.email,
                is_email_verified = excluded.is_email_verified, vanity = excluded.vanity, story = excluded.story,
                behaviours = excluded.behaviours, about = excluded.about,
                age_verification_status = excluded.age_verification_status, can_see_nsfw = excluded.can_see_nsfw,
                is_eligible_for_idv = excluded.is_eligible_for_idv, has_password = excluded.has_password,
                is_suspended = excluded.is_suspended, is_deleted = excluded.is_deleted, is_nuked = excluded.is_nuked,
                hides_pledges = excluded.hides_pledges, like_count = excluded.like_count,
                comment_count = excluded.comment_count, gender = excluded.gender, country_code = excluded.country_code,
                currency = excluded.currency, social_connections = excluded.social_connections
            """)
    }
}

extension PatreonAccount {
    fileprivate init(row: Row) {
        let behaviours: Words = row["behaviours"]
        self.init(
            id: row["id"], fullName: row["full_name"], email: row["email"],
            isEmailVerified: row["is_email_verified"], vanity: row["vanity"], story: row["story"],
            behaviours: Set(behaviours.list.compactMap(PatreonBehaviour.init)), profile: Profile(row: row),
            createdAt: row["created_at"])
    }
}

extension PatreonAccount.Profile {
    fileprivate init(row: Row) {
        self.init()
        self.about = row["about"]
        self.ageVerificationStatus = row["age_verification_status"]
        self.canSeeNSFW = row["can_see_nsfw"]
        self.isEligibleForIDV = row["is_eligible_for_idv"]
        self.hasPassword = row["has_password"]
        self.isSuspended = row["is_suspended"]
        self.isDeleted = row["is_deleted"]
        self.isNuked = row["is_nuked"]
        self.hidesPledges = row["hides_pledges"]
        self.likeCount = row["like_count"]
        self.commentCount = row["comment_count"]
        self.gender = row["gender"]
        self.countryCode = row["country_code"]
        self.currency = row["currency"]
        let connections: JSON = row["social_connections"]
        self.socialConnections = Dictionary((connections.members ?? []).map { ($0.name, $0.value) }) { $1 }
    }
}
