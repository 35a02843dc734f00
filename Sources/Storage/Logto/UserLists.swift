import Core
import GRDB

/// Users as they are administered.
extension Transaction {
    package struct UserFilter: Sendable {
        package var search: Search?
        package var role: ID<LogtoRole>?
        package var excludedRole: ID<LogtoRole>?
        package var excludedOrganization: ID<Organization>?

        package init(search: Search? = nil) {
            self.search = search
        }

        fileprivate var isOnlySearch: Bool {
            self.role == nil && self.excludedRole == nil && self.excludedOrganization == nil
        }

        /// - Parameter byTrigrams: whether users are looked up in the index of trigrams first.
        fileprivate func condition(byTrigrams: Bool) -> SQL {
            var conditions: [SQL] = []
            if let search {
                let query = byTrigrams ? search.trigramQuery : nil
                if let query {
                    conditions.append(
                        """
                        users.id in (select user_search_rows.user_id from user_search
                                     join user_search_rows on user_search_rows.number = user_search.rowid
                                     where user_search match \(query))
                        """)
                }
                if query == nil || !search.isExactByTrigrams { conditions.append(search.condition(on: "users")) }
            }
            if let role {
                conditions.append("users.id in (select user_id from users_roles where role_id = \(role))")
            }
            if let role = self.excludedRole {
                conditions.append(
                    "not exists (select 1 from users_roles where user_id = users.id and role_id = \(role))")
            }
            if let organization = self.excludedOrganization {
                conditions.append(
                    """
                    not exists (select 1 from organization_user_relations
                                where user_id = users.id and organization_id = \(organization))
                    """)
            }
            return .all(conditions)
        }
    }

    /// More than so many finds are quicker met on the way through the users than looked up and sorted.
    private static let manyFinds = 5000

    /// The latest first.
    package func users(_ filter: UserFilter, _ window: ListWindow? = nil) throws -> [LogtoUser] {
        let finds = try filter.search?.trigramQuery.map { query in
            try self.count(
                """
                select count(*) as count from
                    (select 1 from user_search where user_search match \(query) limit \(Self.manyFinds + 1))
                """)
        }
        let isSelective = finds.map { $0 <= Self.manyFinds } ?? false
        return try self.rows(
            """
            select users.* from users where \(filter.condition(byTrigrams: isSelective))
            order by users.created_at desc, users.id \(SQL.window(window))
            """
        ).map(self.user(from:))
    }

    package func userCount(_ filter: UserFilter) throws -> Int {
        if let search = filter.search, search.isExactByTrigrams, filter.isOnlySearch, let query = search.trigramQuery {
            return try self.count("select count(*) as count from user_search where user_search match \(query)")
        }
        return try self.count(
            "select count(*) as count from users where \(filter.condition(byTrigrams: true))")
    }

    /// Whoever has a username, letter case aside.
    package func users(usernameIgnoringCase username: String) throws -> [LogtoUser] {
        try self.users(
            UserFilter(search: Search(terms: [Search.Term(mode: .exact, fields: ["username"], values: [username])])))
    }

    /// Whoever has an address, letter case aside.
    package func users(emailIgnoringCase email: String) throws -> [LogtoUser] {
        try self.users(
            UserFilter(search: Search(terms: [Search.Term(mode: .exact, fields: ["primaryEmail"], values: [email])])))
    }

    /// - Returns: whether there was one.
    package func delete(_ user: ID<LogtoUser>) throws -> Bool {
        try self.revokeEverything(of: user)
        return try self.execute("delete from users where id = \(user)") > 0
    }

    /// Ends what a user has open: sessions, and grants with all tokens.
    package func revokeEverything(of user: ID<LogtoUser>) throws {
        try self.execute("delete from grants where user_id = \(user)")
        try self.execute("delete from sessions where user_id = \(user)")
    }

    /// - Returns: whether there was one.
    package func deleteIdentity(at target: String, of user: ID<LogtoUser>) throws -> Bool {
        try self.execute("delete from user_identities where user_id = \(user) and target = \(target)") > 0
    }
}

extension Transaction {
    /// Usernames that are one when letter case does not count, with their users.
    package func usernamesDifferingInCase() throws -> [(username: String, users: [ID<LogtoUser>])] {
        try self.rows(
            """
            select lower(username) as lower_username, group_concat(id, ' ') as ids from users
            where username is not null group by lower(username) having count(*) > 1 order by lower(username)
            """
        ).map { row in
            let ids: Words = row["ids"]
            return (username: row["lower_username"], users: ids.list.map { ID($0) })
        }
    }
}

extension Transaction {
    /// How SQLite goes about a list of users, for tests: that it reads no more than it has to.
    package func userListPlans(_ filter: UserFilter) throws -> [String] {
        try self.rows(
            """
            explain query plan select users.* from users where \(filter.condition(byTrigrams: true))
            order by users.created_at desc, users.id \(SQL.window(ListWindow(limit: 20, offset: 0)))
            """
        ).map { $0["detail"] }
    }
}
