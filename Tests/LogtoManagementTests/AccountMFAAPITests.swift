import Core
import HTTPTypes
import Logto
import TestSupport
import Testing

/// `/my-account/mfa-verifications`, `/mfa-settings`, `/logto-configs` (spec `logto-management-api.md` §4.9, §6.13).
@Suite struct AccountMFAAPITests {
    private static let path = "/my-account/mfa-verifications"
    private static let secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    private static let codes: JSON = .strings((0..<10).map { "abcdef012\($0)" })
    private static let totp: JSON = ["type": "Totp", "secret": .string(Self.secret)]

    /// The example whose tenant offers factors, and asks nobody to set one up.
    private static func config(
        _ factors: String = #"["Totp", "BackupCode"]"#,
        fields: [AccountCenter.Field: AccountCenter.Control] = [.mfa: .edit]
    ) -> String {
        Example.withAccount(fields: fields).replacing(
            #""signInExperience": {"#,
            with: #""signInExperience": {"mfa": {"factors": \#(factors), "policy": "NoPrompt"},"#)
    }

    private func code(_ secret: String = Self.secret) throws -> JSON {
        .string(try #require(TOTP(secret: secret)).code(at: TestWorld.beginning))
    }

    @Test func `an authenticator app and backup codes are set up, listed and deleted`() async throws {
        let account = try await Account(Self.config()).verified()
        let secret = try await account.call(.post, "\(Self.path)/totp-secret/generate")
        #expect(secret.status == .ok)
        let text = secret.json["secret"]?.string ?? ""
        #expect(secret.json == ["secret": .string(text)])
        let bound = try await account.call(
            .post, Self.path, ["type": "Totp", "secret": .string(text), "code": try self.code(text)])
        #expect(bound.status == .noContent)
        #expect(bound.body.isEmpty)
        let made = try await account.call(.post, "\(Self.path)/backup-codes/generate")
        #expect(made.status == .ok)
        #expect(made.json["codes"]?.strings.count == 10)
        let sheet = try await account.call(.post, Self.path, ["type": "BackupCode", "codes": made.json["codes"]])
        #expect(sheet.status == .noContent)
        let listed = try await account.get(Self.path)
        let now: JSON = .string(TestWorld.beginning.isoText)
        #expect(
            listed == [
                ["id": .string(listed.ids[0]), "createdAt": now, "type": "Totp"],
                ["id": .string(listed.ids[1]), "createdAt": now, "type": "BackupCode", "remainCodes": 10],
            ])
        #expect(
            try await account.get("\(Self.path)/backup-codes")
                == ["codes": .array(made.json["codes"]?.strings.map { ["code": .string($0)] } ?? [])])
        for id in listed.ids {
            #expect(try await account.call(.delete, "\(Self.path)/\(id)").status == .noContent)
        }
        #expect(try await account.get(Self.path) == [])
        try await account.check(Row(.get, "\(Self.path)/backup-codes", 404, Row.noRecord))
    }

    @Test func `webhooks are told of factors, not of what is generated for them (§8.2)`() async throws {
        let receiver = HookReceiver()
        let management = try await receiver.management(Self.config())
        _ = try await receiver.hook(["User.Data.Updated"], in: management)
        let account = try await Account(in: management.world).verified()
        for path in ["totp-secret/generate", "backup-codes/generate"] {
            #expect(try await account.call(.post, "\(Self.path)/\(path)").status == .ok)
        }
        await management.world.settleHooks()
        #expect(receiver.events.isEmpty)
        #expect(try await account.call(.post, Self.path, Self.totp).status == .noContent)
        await management.world.settleHooks()
        #expect(receiver.events == ["User.Data.Updated"])
    }

    @Test func `whoever has set one up is asked for it, and gets into organizations that want one`() async throws {
        let account = try await Account(Self.config()).verified()
        let (management, party) = (try await Management(in: account.world), RelyingParty(in: account.world))
        let answer = try await party.signInAsAlice(
            Browser(account.world), ["scope": "openid offline_access urn:logto:scope:organizations"])
        var tokens = try await party.redeem(answer.locationParameters["code"] ?? "").json
        let strict = ["organization_id": "strictclub01"]
        let refused = try await party.refresh(tokens["refresh_token"]?.string ?? "", strict)
        #expect(refused.status == .forbidden)
        #expect(try await account.call(.post, Self.path, Self.totp).status == .noContent)
        #expect(
            try await management.get("/users/alice0000001/logto-configs").json["mfa"]
                == ["enabled": true, "skipped": false, "skipMfaOnSignIn": false])
        let again = try await party.signInAsAlice(Browser(account.world))
        #expect(again.locationParameters["code"] == nil)
        tokens = try await party.refresh(tokens["refresh_token"]?.string ?? "", strict).json
        #expect(tokens["access_token"] != nil)
    }

    @Test func `an authenticator app is replaced in its place`() async throws {
        let account = try await Account(Self.config()).verified()
        let body: JSON = ["secret": .string(Self.secret), "code": try self.code()]
        #expect(try await account.call(.put, "\(Self.path)/totp", body).status == .noContent)
        _ = try await account.call(.post, Self.path, ["type": "BackupCode", "codes": Self.codes])
        let before = try await account.get(Self.path).ids
        #expect(try await account.call(.put, "\(Self.path)/totp", body).status == .noContent)
        let after = try await account.get(Self.path)
        #expect(after.array?.map { $0["type"] } == ["Totp", "BackupCode"])
        #expect(after.ids[0] != before[0])
        #expect(after.ids[1] == before[1])
    }

    @Test func `what cannot be set up is told (§6.13)`() async throws {
        let account = try await Account(Self.config()).verified()
        for row in [
            Row(
                .post, Self.path, ["type": "BackupCode", "codes": Self.codes], 422,
                code: "session.mfa.backup_code_can_not_be_alone", "Backup code can not be the only MFA."),
            Row(
                .post, Self.path, ["type": "Totp", "secret": "short"], 400, code: "user.totp_secret_invalid",
                "Invalid TOTP secret supplied."),
            Row(
                .post, Self.path, Self.totp.with(["code": "0"]), 400, code: "session.mfa.invalid_totp_code",
                "Invalid TOTP code."),
            Row(
                .put, "\(Self.path)/totp", ["secret": .string(Self.secret), "code": "0"], 400,
                code: "session.mfa.invalid_totp_code", "Invalid TOTP code."),
            Row(.post, Self.path, Self.totp, 204, .null),
            Row(
                .post, Self.path, Self.totp, 422, code: "user.totp_already_in_use", "TOTP is already in use."),
            Row(
                .post, Self.path, ["type": "BackupCode", "codes": ["x"]], 422,
                code: "user.wrong_backup_code_format", "Backup code format is invalid."),
            Row(.post, Self.path, ["type": "BackupCode", "codes": Self.codes], 204, .null),
            Row(
                .post, Self.path, ["type": "BackupCode", "codes": Self.codes], 422,
                code: "user.backup_code_already_in_use", "Backup code is already in use."),
            Row(.delete, "\(Self.path)/x", 400, Row.noRecord),
        ] {
            try await account.check(row)
        }
    }

    @Test func `a factor that the tenant does not offer is none`() async throws {
        let account = try await Account(Self.config("[]")).verified()
        let refusal: JSON = [
            "code": "session.mfa.mfa_factor_not_enabled", "message": "MFA factor is not enabled.",
        ]
        for body: JSON in [
            Self.totp, ["type": "BackupCode", "codes": Self.codes],
            ["type": "WebAuthn", "newIdentifierVerificationRecordId": "x"],
        ] {
            try await account.check(Row(.post, Self.path, body, 400, refusal))
        }
        try await account.check(
            Row(.put, "\(Self.path)/totp", ["secret": .string(Self.secret), "code": try self.code()], 400, refusal))
    }

    @Test func `a passkey cannot have been proved`() async throws {
        let account = try await Account(Self.config(#"["WebAuthn"]"#)).verified()
        try await account.check(
            Row(
                .post, Self.path, ["type": "WebAuthn", "newIdentifierVerificationRecordId": "x"], 400, Row.noRecord))
        try await account.check(Row(.patch, "\(Self.path)/x/name", ["name": "Phone"], 400, Row.noRecord))
        let off = try await Account(Self.config(fields: [.mfa: .edit, .passkey: .off])).verified()
        try await off.check(Row(.patch, "\(Self.path)/x/name", ["name": "Phone"], 400, Row.notEditable))
    }

    private static let writes: [(HTTPRequest.Method, String, JSON)] = [
        (.post, Self.path, Self.totp), (.put, "\(Self.path)/totp", ["secret": .string(Self.secret), "code": "0"]),
        (.patch, "\(Self.path)/x/name", ["name": "a"]),
        (.patch, "/my-account/mfa-settings", ["skipMfaOnSignIn": true]),
        (.patch, "/my-account/logto-configs", [:]),
    ]

    @Test func `what a change needs`() async throws {
        let account = try await Account(Self.config())
        let readOnly = try await Account(Self.config(fields: [.mfa: .readOnly])).verified()
        let narrow = try await Account(Self.config(), scope: "openid profile").verified()
        for (method, path, body) in Self.writes {
            try await account.check(Row(method, path, body, 401, Row.denied))
            try await readOnly.check(Row(method, path, body, 400, Row.notEditable))
            try await narrow.check(Row(method, path, body, 401, Row.unauthorized))
        }
        try await account.check(Row(.delete, "\(Self.path)/x", 401, Row.denied))
        try await narrow.check(Row(.delete, "\(Self.path)/x", 401, Row.unauthorized))
        try await account.check(Row(.get, "\(Self.path)/backup-codes", 401, Row.denied))
        try await narrow.check(Row(.get, "\(Self.path)/backup-codes", 401, Row.unauthorized))
    }

    @Test(arguments: [Self.path, "/my-account/mfa-settings", "/my-account/logto-configs"])
    func `what looking needs`(path: String) async throws {
        let off = try await Account(Self.config(fields: [:]))
        try await off.check(Row(.get, path, 400, Row.notEnabled))
        let narrow = try await Account(Self.config(fields: [.mfa: .readOnly]), scope: "openid profile")
        try await narrow.check(Row(.get, path, 401, Row.unauthorized))
        let readOnly = try await Account(Self.config(fields: [.mfa: .readOnly]))
        #expect(try await readOnly.call(.get, path).status == .ok)
    }

    @Test func `a factor that may not be changed is not deleted`() async throws {
        let management = try await Management(Self.config())
        let account = try await Account(in: management.world).verified()
        _ = try await account.call(.post, Self.path, Self.totp)
        let id = try await account.get(Self.path).ids[0]
        _ = try await management.call(.patch, "/account-center", ["fields": ["mfa": "ReadOnly"]])
        try await account.check(Row(.delete, "\(Self.path)/\(id)", 400, Row.notEditable))
        #expect(try await account.get(Self.path).ids == [id])
    }

    @Test func `choices are kept`() async throws {
        let account = try await Account(Self.config()).verified()
        #expect(try await account.get("/my-account/mfa-settings") == ["skipMfaOnSignIn": false])
        try await account.check(
            Row(
                .patch, "/my-account/mfa-settings", ["skipMfaOnSignIn": true], 200, ["skipMfaOnSignIn": true]))
        #expect(try await account.get("/my-account/mfa-settings") == ["skipMfaOnSignIn": true])
        let all: JSON = [
            "mfa": ["skipped": true, "skipMfaOnSignIn": true], "passkeySignIn": ["skipped": true],
        ]
        try await account.check(
            Row(
                .patch, "/my-account/logto-configs",
                ["mfa": ["skipped": true], "passkeySignIn": ["skipped": true]], 200, all))
        #expect(try await account.get("/my-account/logto-configs") == all)
    }
}
