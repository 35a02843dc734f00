import Core
import HTTPTypes
import TestSupport
import Testing

/// `/sign-in-exp` (spec `logto-management-api.md` §4.5, §6.9).
@Suite struct SignInExperienceAPITests {
    @Test func `settings are read, changed one by one, and cleared`() async throws {
        let management = try await Management()
        let before = try await management.get("/sign-in-exp").json
        #expect(before["socialSignInConnectorTargets"] == ["patreon"])
        let changed = try await management.call(
            .patch, "/sign-in-exp",
            [
                "color": ["primaryColor": "#abc", "isDarkModeEnabled": true, "darkPrimaryColor": "#123456"],
                "termsOfUseUrl": "mock://terms", "socialSignInConnectorTargets": ["github", "patreon", "github"],
                "passwordPolicy": ["length": ["min": 10]],
            ])
        #expect(changed.status == .ok)
        #expect(
            changed.json
                == before.with([
                    "color": ["primaryColor": "#abc", "isDarkModeEnabled": true, "darkPrimaryColor": "#123456"],
                    "termsOfUseUrl": "mock://terms", "passwordPolicy": ["length": ["min": 10, "max": 256]],
                ]))
        #expect(try await management.get("/sign-in-exp").json == changed.json)
        let cleared = try await management.call(.patch, "/sign-in-exp", ["termsOfUseUrl": ""])
        #expect(cleared.json["termsOfUseUrl"] == .null)
    }

    @Test(arguments: [
        Row(
            .patch, "/sign-in-exp", [:], 422, code: "entity.invalid_input",
            "Invalid input. Value list must not be empty."),
        Row(
            .patch, "/sign-in-exp", ["hideLogtoBranding": true], 400, code: "request.invalid_input",
            "Input is invalid. This feature is only available in Logto Cloud."),
    ])
    func `what Logto refuses`(row: Row) async throws {
        try await row.check(try await Management())
    }

    @Test(
        arguments: [
            (["languageInfo": ["autoDetect": true, "fallbackLanguage": "xx"]], 400, "unsupported_default_language"),
            (
                ["signUp": ["identifiers": ["email"], "password": true, "verify": true]], 400,
                "enabled_connector_not_found"
            ),
            (
                ["mfa": ["factors": ["BackupCode"], "policy": "UserControlled"]], 400,
                "backup_code_cannot_be_enabled_alone"
            ),
            (["adaptiveMfa": ["enabled": true]], 422, "adaptive_mfa_requires_mfa"),
            (["forgotPasswordMethods": ["EmailVerificationCode"]], 400, "forgot_password_method_requires_connector"),
        ] as [(JSON, Int, String)])
    func `settings that do not go together are refused`(body: JSON, status: Int, code: String) async throws {
        let answer = try await Management().call(.patch, "/sign-in-exp", body)
        #expect(answer.status.code == status)
        #expect(answer.json["code"] == .string("sign_in_experiences.\(code)"))
        #expect(answer.json["message"]?.string?.contains(code) == false)
        #expect(answer.json["message"]?.string?.contains("{{") == false)
    }

    @Test(
        arguments: [
            (["hideLogtoBranding": true], "request.invalid_input"),
            (
                ["hideLogtoBranding": true, "signUp": Self.secondaryAlone],
                "sign_in_experiences.missing_sign_up_identifiers"
            ),
            (
                ["customUiCsp": ["scriptSrc": ["https://a.example"]], "signUp": Self.secondaryAlone],
                "sign_in_experiences.missing_sign_up_identifiers"
            ),
            (
                ["customUiCsp": ["scriptSrc": ["'unsafe-inline'"]], "signUp": Self.secondaryAlone],
                "request.invalid_input"
            ),
            (
                [
                    "signUp": Self.secondaryAlone,
                    "languageInfo": ["autoDetect": true, "fallbackLanguage": "xx"],
                ], "sign_in_experiences.unsupported_default_language"
            ),
            (
                ["hideLogtoBranding": true, "emailBlocklistPolicy": ["customBlocklist": ["nobody"]]],
                "request.invalid_input"
            ),
            (
                ["emailBlocklistPolicy": ["customBlocklist": ["nobody"]]],
                "sign_in_experiences.invalid_custom_email_blocklist_format"
            ),
            (
                ["emailBlocklistPolicy": ["customBlocklist": ["nobody"], "blockDisposableAddresses": true]],
                "request.invalid_input"
            ),
        ] as [(JSON, String)])
    func `the first of several contradictions is told (§6.9)`(body: JSON, code: String) async throws {
        let answer = try await Management().call(.patch, "/sign-in-exp", body)
        #expect(answer.status == .badRequest)
        #expect(answer.json["code"] == .string(code), "\(answer.body)")
        #expect(answer.json["message"] != answer.json["code"])
    }

    private static let secondaryAlone: JSON = [
        "identifiers": [], "password": true, "verify": false, "secondaryIdentifiers": [["identifier": "username"]],
    ]

    @Test func `usernames that differ in letter case alone keep it from being ignored`() async throws {
        let management = try await Management()
        let other = try await management.create("/users", ["username": "Alice"])
        let policy: JSON = [
            "caseSensitive": false, "minLength": 1, "maxLength": 128,
            "allowedChars": ["lowercase": true, "uppercase": true, "numbers": true, "underscore": true],
        ]
        let conflicts = "/sign-in-exp/username-policy/case-sensitivity-conflicts"
        for name in ["sam2", "SAM2"] { _ = try await management.create("/users", ["username": .string(name)]) }
        let list = try await management.get(conflicts).json
        #expect(list["totalConflicts"] == 2)
        #expect(list["samples"]?.array?.map { $0["usernameLower"] } == ["alice", "sam2"])
        #expect(
            Set(list["samples"]?.array?.first?["userIds"]?.strings ?? [])
                == ["alice0000001", other["id"]?.string ?? ""])
        let first = try await management.get("\(conflicts)?limit=1").json
        #expect(first["totalConflicts"] == 2)
        #expect(first["samples"]?.array?.count == 1)
        #expect(try await management.get("\(conflicts)?limit=0").json["code"] == "guard.invalid_input")
        for user in try await management.ids("/users?search=sam2") {
            _ = try await management.call(.delete, "/users/\(user)")
        }
        let refused = try await management.call(.patch, "/sign-in-exp", ["usernamePolicy": policy])
        #expect(refused.status == .conflict)
        #expect(refused.json["code"] == "sign_in_experiences.username_policy_case_conflicts_exist")
        #expect(refused.json["data"]?["totalConflicts"] == 1)
        #expect(refused.json["data"]?["samples"]?.array?.first?["usernameLower"] == "alice")
        _ = try await management.call(.delete, "/users/\(other["id"]?.string ?? "")")
        #expect(try await management.call(.patch, "/sign-in-exp", ["usernamePolicy": policy]).status == .ok)
        try await Row(
            .post, "/users", ["username": "ALICE"], 422, code: "user.username_already_in_use",
            "This username is already in use."
        ).check(management)
    }

    @Test func `a password is checked against the policy`() async throws {
        let management = try await Management()
        let path = "/sign-in-exp/default/check-password"
        try await Row(
            .post, path, ["password": "x"], 400,
            [
                "code": "request.invalid_input",
                "data": ["message": "User information data is required to check user information."],
                "message": "Input is invalid. {{details}}",
            ]
        ).check(management)
        let short = try await management.call(.post, path, ["password": "a1B$x", "userId": "alice0000001"])
        #expect(short.status == .badRequest)
        #expect(
            short.json == [
                "result": false,
                "issues": [["code": "password_rejected.too_short", "interpolation": ["min": 8]]],
            ])
        let good = try await management.call(
            .post, path, ["password": "Tr0ubador&3-zebra", "userId": "alice0000001"])
        #expect(good.json == ["result": true])
    }

    @Test func `a provider without a button cannot be used, and one that is given it can`() async throws {
        let management = try await Management()
        let party = RelyingParty(in: management.world)
        _ = try await management.call(.patch, "/sign-in-exp", ["socialSignInConnectorTargets": []])
        let without = try await Browser(management.world).open(party.authorizationURL())
        #expect(!without.body.contains("Continue with Patreon"))
        _ = try await management.call(.patch, "/sign-in-exp", ["socialSignInConnectorTargets": ["patreon"]])
        #expect(try await party.code(Browser(management.world)).isEmpty == false)
    }
}
