import Core
import HTTPTypes
import TestSupport
import Testing

/// `/users` (spec `logto-management-api.md` §4.2, §6.2).
@Suite struct UsersAPITests {
    private func body(_ id: JSON, _ changes: KeyValuePairs<String, JSON?>) -> JSON {
        let now: JSON = .int(TestWorld.beginning.milliseconds)
        let plain: JSON = [
            "id": id, "username": .null, "primaryEmail": .null, "primaryPhone": .null, "name": .null,
            "avatar": .null, "customData": [:], "identities": [:], "lastSignInAt": .null, "createdAt": now,
            "updatedAt": now, "profile": [:], "applicationId": .null, "cimdClientId": .null, "isSuspended": false,
            "hasPassword": false,
        ]
        return plain.with(changes)
    }

    @Test func `a user is created, read, changed and deleted`() async throws {
        let management = try await Management()
        let empty = try await management.call(.post, "/users", [:])
        #expect(empty.status == .ok)
        let id = empty.json["id"] ?? .null
        #expect(id.string?.count == 12)
        #expect(empty.json == self.body(id, [:]))
        let path = "/users/\(id.string ?? "")"
        #expect(try await management.get(path).json == empty.json)
        #expect(
            try await management.get("\(path)?includeSsoIdentities=true&includePasswordHash=true").json
                == self.body(id, ["ssoIdentities": [], "passwordDigest": .null, "passwordAlgorithm": .null]))
        management.world.advance(seconds: 1)
        let changed = try await management.call(
            .patch, path,
            [
                "username": "ada", "primaryEmail": "Ada@example.com", "primaryPhone": "610412345678", "name": "Ada",
                "avatar": "https://a.example/ada.png", "customData": ["a": 1],
                "profile": ["familyName": "L", "unknown": "x", "address": ["country": "UK"]],
            ])
        let later: JSON = .int(TestWorld.beginning.milliseconds + 1000)
        #expect(
            changed.json
                == self.body(
                    id,
                    [
                        "username": "ada", "primaryEmail": "Ada@example.com", "primaryPhone": "61412345678",
                        "name": "Ada", "avatar": "https://a.example/ada.png", "customData": ["a": 1],
                        "profile": ["familyName": "L", "address": ["country": "UK"]], "updatedAt": later,
                    ]))
        let cleared = try await management.call(
            .patch, path,
            ["username": "", "primaryEmail": .null, "primaryPhone": "", "name": "", "avatar": "", "profile": [:]])
        #expect(cleared.json == self.body(id, ["customData": ["a": 1], "updatedAt": later]))
        #expect(try await management.call(.delete, path).status == .noContent)
        try await Row(.get, path, 404, code: "entity.not_found", "The resource does not exist.").check(management)
        try await Row(.delete, path, 404, code: "entity.not_found", "The resource does not exist.").check(management)
    }

    @Test func `custom data and profile are merged where one asks for that`() async throws {
        let management = try await Management()
        let path = "/users/alice0000001"
        _ = try await management.call(.patch, path, ["customData": ["a": 1, "b": ["c": 1]]])
        let merged = try await management.call(
            .patch, "\(path)/custom-data", ["customData": ["b": ["d": 2], "e": .null]])
        #expect(merged.json == ["a": 1, "b": ["d": 2], "e": .null])
        #expect(try await management.get("\(path)/custom-data").json == merged.json)
        _ = try await management.call(.patch, "\(path)/profile", ["profile": ["givenName": "A"]])
        #expect(
            try await management.call(.patch, "\(path)/profile", ["profile": ["familyName": "B"]]).json
                == ["givenName": "A", "familyName": "B"])
    }

    @Test(arguments: [
        Row(
            .post, "/users", ["username": "alice"], 422, code: "user.username_already_in_use",
            "This username is already in use."),
        Row(
            .post, "/users", ["primaryEmail": "ALICE@example.com"], 422, code: "user.email_already_in_use",
            "This email is associated with an existing account."),
        Row(.post, "/users", ["primaryPhone": "99999"], 422, code: "user.invalid_phone", "Invalid phone number."),
        Row(
            .post, "/users", ["password": "a", "passwordDigest": "b", "passwordAlgorithm": "MD5"], 400,
            code: "user.password_and_digest", "You cannot set both plain text password and password digest."),
        Row(
            .post, "/users", ["passwordDigest": "b"], 400, code: "user.password_algorithm_required",
            "Password algorithm is required."),
        Row(
            .post, "/users", ["passwordDigest": "b", "passwordAlgorithm": "Legacy"], 400,
            code: "password.invalid_legacy_password_format", "Invalid legacy password format."),
        Row(
            .post, "/users", ["passwordDigest": "[\"rot13\",[\"@\"],\"x\"]", "passwordAlgorithm": "Legacy"], 400,
            code: "password.unsupported_legacy_hash_algorithm", "Unsupported legacy hash algorithm: rot13."),
        Row(
            .patch, "/users/suspended001", ["username": "alice"], 422, code: "user.username_already_in_use",
            "This username is already in use."),
        Row(
            .patch, "/users/suspended001", ["primaryEmail": "alice@example.com", "username": "alice"], 422,
            code: "user.email_already_in_use", "This email is associated with an existing account."),
        Row(
            .patch, "/users/alice0000001", [:], 422, code: "entity.invalid_input",
            "Invalid input. Value list must not be empty."),
        Row(
            .post, "/users", ["name": .string(String(repeating: "n", count: 129))], 422,
            [
                "code": "entity.value_too_long",
                "data": ["message": "value too long for type character varying(128)"],
                "message": "The length of value is too long and exceeds the limit.",
            ]),
        Row(.patch, "/users/nobody", ["name": "x"], 404, code: "entity.not_found", "The resource does not exist."),
        Row(
            .post, "/users", ["username": "1a"], 400,
            [
                "code": "guard.invalid_input",
                "data": [
                    "issues": [
                        [
                            "validation": "regex", "code": "invalid_string", "message": "Invalid",
                            "path": ["username"],
                        ]
                    ], "name": "ZodError",
                ],
                "details": "Error in key path \"username\": (invalid_string) Invalid",
                "message": "The request body is invalid.",
            ]),
        Row(
            .patch, "/users/alice0000001", ["avatar": "no url"], 400,
            [
                "code": "guard.invalid_input",
                "data": [
                    "issues": [
                        [
                            "validation": "url", "code": "invalid_string", "message": "Invalid url",
                            "path": ["avatar"],
                        ]
                    ], "name": "ZodError",
                ],
                "details": "Error in key path \"avatar\": (invalid_string) Invalid url",
                "message": "The request body is invalid.",
            ]),
    ])
    func `what Logto refuses`(row: Row) async throws {
        try await row.check(try await Management())
    }

    @Test func `a telephone number is one with and without the 0 of its country`() async throws {
        let management = try await Management()
        let created = try await management.create("/users", ["primaryPhone": "4407911123456"])
        #expect(created["primaryPhone"] == "447911123456")
        for phone in ["447911123456", "4407911123456"] {
            try await Row(
                .post, "/users", ["primaryPhone": .string(phone)], 422, code: "user.phone_already_in_use",
                "This phone number is associated with an existing account."
            ).check(management)
        }
    }

    /// §2.5.
    @Test(arguments: [
        ("search=%25alice%25", ["alice0000001"]), ("search=alice", ["alice0000001"]),
        ("search=%25ALI%25", ["alice0000001"]),
        ("search=%25ALI%25&isCaseSensitive=true", []), ("search=li", []), ("search=%25li%25", ["alice0000001"]),
        ("search.username=al_ce", ["alice0000001"]), ("search.username=al_c", []),
        ("search.primaryEmail=%25%40example.com", ["alice0000001"]),
        ("search.primary_email=%25%40example.com", ["alice0000001"]),
        ("search.username=alice&search.username=sam&mode=exact", ["alice0000001", "suspended001"]),
        ("search.username=ALICE&mode.username=exact", ["alice0000001"]),
        ("search.username=ALICE&mode.username=exact&isCaseSensitive=y", []),
        ("search.username=alice&search.name=nobody", ["alice0000001"]),
        ("search.username=alice&search.name=nobody&joint=and", []),
        ("search.username=alice&search.name=Alice%25&jointMode=and", ["alice0000001"]),
        ("search=%5Eal.*e%24&mode=posix", ["alice0000001"]),
        ("search=(alice%7Csam)&mode=similar_to&isCaseSensitive=1", ["alice0000001", "suspended001"]),
        ("search=al%25&mode=similar_to&isCaseSensitive=1", ["alice0000001"]),
        ("search=%25%22%25", []), ("search=100%5C%25", []), ("search=%25%00ali%25", []),
    ])
    func `users are found as Logto finds them`(query: String, ids: [String]) async throws {
        let answer = try await Management().get("/users?\(query)")
        #expect(answer.status == .ok, "\(answer.body)")
        #expect(answer.json.ids.sorted() == ids)
        #expect(answer.headers[.init("Total-Number") ?? .server] == String(ids.count))
    }

    @Test(arguments: [
        ("search=", "Search value cannot be empty."),
        ("search=a&search=b", "Only one search value is allowed when search mode is not `exact`."),
        ("search=a&joint=x", "Search joint mode `x` is not valid, expect one of or, and."),
        ("search=a&mode=x", "Search match mode `x` is not valid, expect one of exact, like, similar_to, posix."),
        (
            "search.name=a&mode.name=x",
            "Search match mode `x` is not valid for field `name`, expect one of exact, like, similar_to, posix."
        ),
        (
            "search.a.b=x",
            "Unsupported nested search field path `a.b` detected. Only the first level field is supported."
        ),
        (
            "search.x=a",
            "Search field `x` is not valid, expect one of id, primary_email, primary_phone, username, name."
        ),
        ("search=a&mode=similar_to", "Cannot use case-insensitive match for `similar to`."),
    ])
    func `a search that cannot be is refused (§2.5)`(query: String, text: String) async throws {
        try await Row(
            .get, "/users?\(query)", 400,
            ["code": "request.invalid_input", "data": [:], "message": .string("Input is invalid. \(text)")]
        ).check(try await Management())
    }

    @Test func `the search follows what changes`() async throws {
        let management = try await Management()
        let user = try await management.create("/users", ["name": "Grace Hopper"])
        let path = "/users/\(user["id"]?.string ?? "")"
        #expect(try await management.ids("/users?search=%25hopp%25") == [user["id"]?.string])
        _ = try await management.call(.patch, path, ["name": "Grace Żółć"])
        #expect(try await management.ids("/users?search=%25hopp%25") == [])
        #expect(try await management.ids("/users?search=%25%C5%BC%C3%B3%C5%82%C4%87%25") == [user["id"]?.string])
        _ = try await management.call(.delete, path)
        #expect(try await management.ids("/users?search=%25grace%25") == [])
    }

    @Test func `the latest user comes first, and who has a role can be left out`() async throws {
        let management = try await Management()
        management.world.advance(seconds: 1)
        let user = try await management.create("/users", [:])
        let id = user["id"]?.string ?? ""
        #expect(try await management.ids("/users").first == id)
        #expect(
            Set(try await management.ids("/users?excludeRoleId=reader000000000000000")) == [id, "suspended001"])
        #expect(
            Set(try await management.ids("/users?excludeOrganizationId=bookclub0001")) == [id, "suspended001"])
    }

    @Test func `a password is set, checked and used to sign in`() async throws {
        let management = try await Management()
        let path = "/users/alice0000001"
        #expect(try await management.get("\(path)/has-password").json == ["hasPassword": true])
        #expect(
            try await management.call(.patch, "\(path)/password", ["password": "new password"]).json["hasPassword"]
                == true)
        #expect(
            try await management.call(.post, "\(path)/password/verify", ["password": "new password"]).status
                == .noContent)
        for (user, password) in [("alice0000001", "bookstore-alice"), ("nopassword01", "x")] {
            let row = Row(
                .post, "/users/\(user)/password/verify", ["password": .string(password)],
                user == "alice0000001" ? 422 : 404,
                code: user == "alice0000001" ? "session.invalid_credentials" : "entity.not_found",
                user == "alice0000001"
                    ? "Incorrect account or password. Please check your input." : "The resource does not exist.")
            try await row.check(management)
        }
        let party = RelyingParty(in: management.world)
        let browser = Browser(management.world)
        let page = try await browser.open(party.authorizationURL())
        let answer = try await browser.press(
            "Sign in", on: page, filling: ["identifier": "alice", "password": "new password"])
        #expect(answer.locationParameters["code"] != nil)
    }

    @Test(arguments: [
        ("MD5", "3cb4e732631f47e6eb961f34554b7cde"), ("SHA1", "2f9e53523b62abc141a2b4d6019d23cba835dbd0"),
        ("Bcrypt", "$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e"),
        (
            "Argon2id",
            "$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$uL2hQzJmxaz0Tfm2KK6uNjA0+UvbrHBEBwVmJYrNXCE"
        ),
    ])
    func `an imported password is the user's own, and is kept as one of ours once it was used (§6.3)`(
        algorithm: String, digest: String
    ) async throws {
        let management = try await Management()
        let user = try await management.create(
            "/users",
            ["username": "imported", "passwordDigest": .string(digest), "passwordAlgorithm": .string(algorithm)])
        let path = "/users/\(user["id"]?.string ?? "")"
        let before = try await management.get("\(path)?includePasswordHash=true").json
        #expect(before["passwordDigest"] == .string(digest))
        #expect(before["passwordAlgorithm"] == .string(algorithm))
        let verify = "\(path)/password/verify"
        #expect(try await management.call(.post, verify, ["password": "wrong horse"]).status == .unprocessableContent)
        #expect(try await management.call(.post, verify, ["password": "correct horse"]).status == .noContent)
        let after = try await management.get("\(path)?includePasswordHash=1").json
        #expect(after["passwordAlgorithm"] == "Argon2i", "which is what Logto's own are")
        #expect(after["passwordDigest"] != .string(digest))
        #expect(try await management.call(.post, verify, ["password": "correct horse"]).status == .noContent)
    }

    @Test func `a user who is suspended loses everything that is open`() async throws {
        let management = try await Management()
        let party = RelyingParty(in: management.world)
        let browser = Browser(management.world)
        let code = try await party.code(browser)
        let tokens = try await party.redeem(code).json
        let token = tokens["access_token"]?.string ?? ""
        let id = try await management.get("/users?search=Mika%25").json.array?.first?["id"]?.string ?? ""
        #expect(try await party.userInfo(token).status == .ok)
        let answer = try await management.call(.patch, "/users/\(id)/is-suspended", ["isSuspended": true])
        #expect(answer.json["isSuspended"] == true)
        #expect(try await party.userInfo(token).status == .unauthorized)
        #expect(try await party.refresh(tokens["refresh_token"]?.string ?? "").oauthError == "invalid_grant")
        #expect(
            try await browser.open(party.authorizationURL()).body.contains("Continue with Patreon"),
            "the session is over")
        let refused = try await party.signIn(Browser(management.world))
        #expect(refused.body.contains("Account suspended"))
        #expect(
            try await management.call(.patch, "/users/\(id)/is-suspended", ["isSuspended": false]).json["isSuspended"]
                == false)
        #expect(try await party.code(Browser(management.world)).isEmpty == false)
        #expect(try await management.call(.delete, "/users/\(id)").status == .noContent)
    }

    @Test func `roles are given, replaced and taken`() async throws {
        let management = try await Management()
        let path = "/users/suspended001/roles"
        let added = try await management.call(.post, path, ["roleIds": ["reader000000000000000"]])
        #expect(added.status == .created)
        #expect(added.json == ["roleIds": ["reader000000000000000"], "addedRoleIds": ["reader000000000000000"]])
        #expect(
            try await management.call(.post, path, ["roleIds": ["reader000000000000000"]]).json
                == ["roleIds": ["reader000000000000000"], "addedRoleIds": []])
        #expect(try await management.ids(path) == ["reader000000000000000"])
        let replaced = try await management.call(.put, path, ["roleIds": []])
        #expect(replaced.json == ["roleIds": []])
        #expect(try await management.ids(path) == [])
        for row in [
            Row(
                .post, path, ["roleIds": ["machinereader00000000"]], 422, code: "user.invalid_role_type",
                "Invalid role type, can not assign machine-to-machine role to user."),
            Row(
                .put, path, ["roleIds": ["machinereader00000000"]], 422, code: "entity.db_constraint_violated",
                "Database constraint violated."),
            Row(
                .post, path, ["roleIds": ["nothing"]], 404, code: "entity.not_exists_with_id",
                "The roles with ID `nothing` does not exist."),
            Row(
                .delete, "\(path)/reader000000000000000", 404, code: "entity.not_found", "The resource does not exist."),
            Row(.get, "/users/nobody/roles", 404, code: "entity.not_found", "The resource does not exist."),
        ] {
            try await row.check(management)
        }
    }

    @Test func `identities are set, read and deleted`() async throws {
        let management = try await Management()
        let path = "/users/alice0000001"
        let identity: JSON = ["userId": "10001", "details": ["name": "Mika"]]
        let first = try await management.call(.put, "\(path)/identities/patreon", identity)
        #expect(first.status == .created)
        #expect(first.json == ["patreon": identity])
        let second = try await management.call(.put, "\(path)/identities/patreon", ["userId": "10002"])
        #expect(second.status == .ok)
        #expect(second.json == ["patreon": ["userId": "10002"]])
        #expect(try await management.get("\(path)/identities/patreon").json == ["identity": ["userId": "10002"]])
        #expect(
            try await management.get("\(path)/all-identities").json == [
                "socialIdentities": [["target": "patreon", "identity": ["userId": "10002"]]], "ssoIdentities": [],
            ])
        for row in [
            Row(
                .put, "/users/suspended001/identities/patreon", ["userId": "10002"], 422,
                code: "user.identity_already_in_use",
                "The social account has been associated with an existing account."),
            Row(
                .get, "\(path)/identities/github", 404, code: "user.identity_not_exist",
                "The social account has not been registered yet."),
            Row(
                .delete, "\(path)/identities/github", 404, code: "user.identity_not_exist",
                "The social account has not been registered yet."),
            Row(
                .post, "\(path)/identities", ["connectorId": "none", "connectorData": [:]], 404,
                code: "entity.not_found", "The resource does not exist."),
            Row(
                .post, "\(path)/identities", ["connectorId": "patreon00001", "connectorData": ["code": "x"]], 501,
                code: "connector.not_implemented", "{{method}}: has not been implemented yet."),
        ] {
            try await row.check(management)
        }
        let deleted = try await management.call(.delete, "\(path)/identities/patreon")
        #expect(deleted.status == .ok)
        #expect(deleted.json["identities"] == [:])
        #expect(deleted.json["hasPassword"] == nil)
    }

    @Test func `an identity that is set signs in the user whom it was given to`() async throws {
        let management = try await Management()
        _ = try await management.call(.put, "/users/alice0000001/identities/patreon", ["userId": "10001"])
        let party = RelyingParty(in: management.world)
        let tokens = try await party.redeem(try await party.code(Browser(management.world))).json
        #expect(try party.claims(tokens["id_token"]?.string ?? "")["sub"] == "alice0000001")
    }
}
