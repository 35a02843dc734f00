import Core
import Storage
import Testing

/// The index of trigrams says the same as a look at every user.
@Suite struct UserSearchTests {
    private static let names = [
        "Ada Lovelace", "ada", "Żółć Ćma", "100% sure", "under_score", "back\\slash", "quote\"d", "a", "", "ab", "abc",
        "ABCabc", "日本語テスト", "e\u{301}clair", "O'Neil", "tab\there",
    ]

    private func store() async throws -> Store {
        let store = try Store.inMemory()
        try await store.transaction { db in
            for (index, name) in Self.names.enumerated() {
                let time = Instant(seconds: Int64(index))
                try db.insert(
                    LogtoUser(
                        id: ID("user\(index)"), username: "u\(index)", primaryEmail: "u\(index)@example.com",
                        name: name, createdAt: time, updatedAt: time))
            }
        }
        return store
    }

    @Test(arguments: [
        "%ada%", "%ADA%", "ada%", "%lace", "%żół%", "%100\\%%", "%100%", "%er_sc%", "%er\\_sc%", "%\\\\%", "%\"d%",
        "%a%",
        "%ab%", "%abc%", "a", "abc", "%日本語%", "%本語%", "%'nei%", "%tab\there%", "%\u{0}ada%", "%%", "%", "", "_b_",
        "%example.com%", "%EXAMPLE%", "%u1%", "%NEAR(%", "%* OR ada%",
    ])
    func `a part of a text is found alike with the index and without`(pattern: String) async throws {
        let store = try await self.store()
        for isCaseSensitive in [false, true] {
            let term = Search.Term(mode: .like, fields: ["name", "primaryEmail"], values: [pattern])
            let search = Search(terms: [term], isCaseSensitive: isCaseSensitive)
            // A term that finds nobody, and that the index knows nothing of, keeps it out.
            let nobody = Search.Term(mode: .posix, fields: ["id"], values: ["^nobody$"])
            let slow = Search(terms: [term, nobody], joint: .or, isCaseSensitive: isCaseSensitive)
            try await store.read { db in
                let found = try db.users(Transaction.UserFilter(search: search)).map(\.id)
                let expected = try db.users(Transaction.UserFilter(search: slow)).map(\.id)
                #expect(found == expected)
                #expect(try db.userCount(Transaction.UserFilter(search: search)) == expected.count)
            }
        }
    }

    @Test func `the first and the deep pages, and a search, use indices`() async throws {
        let store = try await self.store()
        try await store.read { db in
            let plans = try db.userListPlans(
                Transaction.UserFilter(
                    search: Search(terms: [Search.Term(mode: .like, fields: ["name"], values: ["%lovelace%"])])))
            #expect(plans.contains { $0.contains("VIRTUAL TABLE INDEX") })
            #expect(plans.contains { $0.contains("users USING INDEX") || $0.contains("SEARCH users") })
            let list = try db.userListPlans(Transaction.UserFilter())
            #expect(list.contains { $0.contains("USING INDEX users_creation") }, "\(list)")
            #expect(!list.contains { $0.contains("TEMP B-TREE") }, "\(list)")
        }
    }
}
