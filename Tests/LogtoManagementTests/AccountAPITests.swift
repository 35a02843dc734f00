import Core
import HTTPTypes
import TestSupport
import Testing

/// `/my-account`, `/my-account/profile` (spec `logto-management-api.md` §6.13).
@Suite struct AccountAPITests {
    private static let now: JSON = .int(TestWorld.beginning.milliseconds)

    private static let whole: JSON = [
        "id": "alice0000001", "name": "Alice Example", "avatar": .null, "username": "alice",
        "primaryEmail": "alice@example.com", "primaryPhone": .null, "profile": [:], "customData": [:],
        "identities": [:], "hasPassword": true, "lastSignInAt": Self.now, "createdAt": Self.now,
        "updatedAt": Self.now, "applicationId": .string(Example.webApp.id), "cimdClientId": .null,
        "isSuspended": false, "hasSecurityVerificationMethod": true,
    ]

    /// The account without some members.
    private static func without(_ names: String...) -> JSON {
        .object((Self.whole.members ?? []).filter { !names.contains($0.name) })
    }

    @Test func `all of it, with all scopes and fields`() async throws {
        #expect(try await Account().get() == Self.whole)
    }

    @Test(
        arguments: [
            ("openid", ["id", "hasSecurityVerificationMethod"]),
            (
                "openid profile",
                [
                    "id", "name", "avatar", "username", "profile", "hasPassword", "lastSignInAt", "createdAt",
                    "updatedAt",
                    "applicationId", "cimdClientId", "isSuspended", "hasSecurityVerificationMethod",
                ]
            ),
            ("openid email", ["id", "primaryEmail", "hasSecurityVerificationMethod"]),
            ("openid phone", ["id", "primaryPhone", "hasSecurityVerificationMethod"]),
            ("openid custom_data", ["id", "customData", "hasSecurityVerificationMethod"]),
            ("openid identities", ["id", "identities", "hasSecurityVerificationMethod"]),
        ] as [(String, Set<String>)])
    func `each scope shows its own`(scope: String, names: Set<String>) async throws {
        let account = try await Account(scope: scope).get()
        #expect(Set((account.members ?? []).map(\.name)) == names)
    }

    @Test(arguments: [
        (AccountCenter.Field.name, "name"), (.avatar, "avatar"), (.username, "username"), (.profile, "profile"),
        (.password, "hasPassword"), (.email, "primaryEmail"), (.phone, "primaryPhone"), (.customData, "customData"),
        (.social, "identities"),
    ])
    func `each field is shown when it is to be read, and not when it is off`(
        field: AccountCenter.Field, name: String
    ) async throws {
        let shown = [
            "id", "lastSignInAt", "createdAt", "updatedAt", "applicationId", "cimdClientId", "isSuspended",
            "hasSecurityVerificationMethod",
        ]
        let readable = try await Account(Example.withAccount(fields: [field: .readOnly])).get()
        #expect(Set((readable.members ?? []).map(\.name)) == Set(shown + [name]))
        let off = try await Account(Example.withAccount(fields: [field: .off])).get()
        #expect(Set((off.members ?? []).map(\.name)) == Set(shown))
    }

    @Test func `name, avatar and custom data are changed, and the next sign-in has them`() async throws {
        let account = try await Account()
        account.world.advance(seconds: 1)
        let answer = try await account.call(
            .patch, "/my-account",
            ["name": "Ada", "avatar": "https://a.example/a.png", "customData": ["a": 1], "id": "x"])
        let later: JSON = .int(TestWorld.beginning.milliseconds + 1000)
        #expect(answer.status == .ok)
        #expect(
            answer.json
                == Self.whole.with([
                    "name": "Ada", "avatar": "https://a.example/a.png", "customData": ["a": 1], "updatedAt": later,
                ]))
        let replaced = try await account.call(
            .patch, "/my-account", ["name": "", "avatar": .null, "customData": ["b": 2]])
        #expect(replaced.json == Self.whole.with(["name": .null, "customData": ["b": 2], "updatedAt": later]))
        #expect(try await RelyingParty(in: account.world).userInfo(account.token).json["name"] == .null)
    }

    @Test func `a username needs a proof, and is good at the next sign-in`() async throws {
        let account = try await Account()
        try await account.check(Row(.patch, "/my-account", ["username": "ada"], 401, Row.denied))
        let verified = try await account.verified()
        let answer = try await verified.call(.patch, "/my-account", ["username": "ada"])
        #expect(answer.json == Self.whole.with(["username": "ada"]))
        let (browser, party) = (Browser(account.world), RelyingParty(in: account.world))
        let page = try await browser.open(party.authorizationURL())
        let signedIn = try await browser.press(
            "Sign in", on: page, filling: ["identifier": "ada", "password": "bookstore-alice"])
        #expect(signedIn.locationParameters["code"] != nil)
        try await verified.check(
            Row(
                .patch, "/my-account", ["username": "sam"], 422, code: "user.username_already_in_use",
                "This username is already in use."))
        #expect(try await verified.call(.patch, "/my-account", ["username": .null]).json["username"] == .null)
    }

    @Test func `a username keeps to the tenant's policy`() async throws {
        let management = try await Management(Example.withAccount)
        let policy: JSON = [
            "caseSensitive": true, "minLength": 3, "maxLength": 5,
            "allowedChars": ["lowercase": true, "uppercase": false, "numbers": true, "underscore": true],
        ]
        _ = try await management.call(.patch, "/sign-in-exp", ["usernamePolicy": policy])
        let account = try await Account(in: management.world).verified()
        for (username, code) in [
            ("ab", "user.username_too_short"), ("abcdef", "user.username_too_long"),
            ("Abc", "user.username_uppercase_not_allowed"),
        ] {
            let answer = try await account.call(.patch, "/my-account", ["username": .string(username)])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.json["code"] == .string(code))
        }
        #expect(try await account.call(.patch, "/my-account", ["username": "abc"]).status == .ok)
    }

    @Test func `the last thing that a user is known by stays`() async throws {
        let account = try await Account().verified()
        #expect(try await account.call(.delete, "/my-account/primary-email").status == .noContent)
        try await account.check(
            Row(
                .patch, "/my-account", ["username": .null], 400, code: "user.last_sign_in_method_required",
                "You need to keep at least one identifier in your account."))
        #expect(try await account.get()["username"] == "alice")
    }

    @Test(arguments: [
        ("openid profile", Row(.patch, "/my-account", ["customData": [:]], 400, Row.unauthorized)),
        ("openid custom_data", Row(.patch, "/my-account", ["customData": [:]], 400, Row.unauthorized)),
        ("openid", Row(.patch, "/my-account", ["name": "x"], 400, Row.unauthorized)),
        ("openid", Row(.patch, "/my-account/profile", ["gender": "x"], 400, Row.unauthorized)),
        ("openid profile", Row(.patch, "/my-account/profile", ["address": [:]], 400, Row.unauthorized)),
        (
            "openid profile",
            Row(
                .patch, "/my-account", [:], 422, code: "entity.invalid_input",
                "Invalid input. Value list must not be empty.")
        ),
        (
            "openid profile",
            Row(
                .patch, "/my-account", ["name": .string(String(repeating: "x", count: 129))], 422,
                [
                    "code": "entity.value_too_long",
                    "data": ["message": "value too long for type character varying(128)"],
                    "message": "The length of value is too long and exceeds the limit.",
                ])
        ),
    ])
    func `what a change needs`(scope: String, row: Row) async throws {
        try await Account(scope: scope).check(row)
    }

    @Test(arguments: [
        Row(.patch, "/my-account", ["name": "x"], 400, Row.notEditable),
        Row(.patch, "/my-account", ["avatar": .null], 400, Row.notEditable),
        Row(.patch, "/my-account", ["username": "x"], 400, Row.notEditable),
        Row(.patch, "/my-account", ["customData": [:]], 400, Row.notEditable),
        Row(.patch, "/my-account/profile", ["gender": "x"], 400, Row.notEditable),
    ])
    func `what is only to be read is not changed`(row: Row) async throws {
        let fields = Dictionary(
            uniqueKeysWithValues: AccountCenter.Field.allCases.map { ($0, AccountCenter.Control.readOnly) })
        try await Account(Example.withAccount(fields: fields)).check(row)
    }

    @Test func `a change of the account center is in force at once`() async throws {
        let management = try await Management(Example.withAccount)
        let account = try await Account(in: management.world)
        _ = try await management.call(.patch, "/account-center", ["fields": ["name": "ReadOnly"]])
        try await account.check(Row(.patch, "/my-account", ["name": "x"], 400, Row.notEditable))
        #expect(try await account.get()["username"] == nil)
        _ = try await management.call(.patch, "/account-center", ["enabled": false])
        #expect(try await account.call(.get, "/my-account").json["code"] == "account_center.not_enabled")
    }

    @Test func `the profile is merged; its address has a scope of its own`() async throws {
        let account = try await Account()
        _ = try await account.call(.patch, "/my-account/profile", ["givenName": "A", "address": ["country": "UK"]])
        let answer = try await account.call(.patch, "/my-account/profile", ["familyName": "B", "other": "x"])
        #expect(answer.status == .ok)
        #expect(answer.json == ["givenName": "A", "address": ["country": "UK"], "familyName": "B"])
        let narrow = try await Account(in: account.world, scope: "openid profile")
        #expect(try await narrow.get()["profile"] == ["givenName": "A", "familyName": "B"])
        #expect(
            try await narrow.call(.patch, "/my-account/profile", ["gender": "x"]).json
                == ["givenName": "A", "familyName": "B", "gender": "x"])
    }
}
