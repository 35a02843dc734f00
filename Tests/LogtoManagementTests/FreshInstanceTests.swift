import Core
import HTTPTypes
import TestSupport
import Testing

/// What there is before anyone has called the API (spec `logto-management-api.md` §5): a world that declares nothing but
/// the machine that asks.
@Suite struct FreshInstanceTests {
    private static let empty = """
        {"logto": {"applications": [{"id": "managementapi00000000", "secret": "ManagementSecret0000000000000000",
           "name": "Machine", "type": "MachineToMachine", "roleIds": ["managementapiaccess00"]}]}}
        """

    private static let resource: JSON = [
        "tenantId": "default", "id": "management-api", "name": "Logto Management API",
        "indicator": "https://default.logto.app/api", "isDefault": false, "accessTokenTtl": 3600,
    ]

    @Test(arguments: [
        Row(.get, "/resources", 200, [Self.resource]),
        Row(.get, "/users?page=1", 200, []),
        Row(.get, "/connectors", 200, []),
        Row(.get, "/one-time-tokens", 200, []),
        Row(
            .get, "/configs/admin-console", 200, ["signInExperienceCustomized": false, "organizationCreated": false]),
        Row(.get, "/configs/oidc/session", 200, ["ttl": 1_209_600]),
        Row(
            .get, "/configs/id-token", 200, ["enabledExtendedClaims": ["roles", "organizations", "organization_roles"]]),
        Row(
            .get, "/account-center", 200,
            [
                "tenantId": "default", "id": "default", "enabled": false, "fields": [:], "webauthnRelatedOrigins": [],
                "deleteAccountUrl": .null, "customCss": .null, "profileFields": .null,
            ]),
    ])
    func `what every instance answers`(row: Row) async throws {
        try await row.check(try await Management(Self.empty))
    }

    @Test func `the Management API has one scope, which the two built-in roles give`() async throws {
        let management = try await Management(Self.empty)
        let scopes = try await management.get("/resources/management-api/scopes?page=1").json
        #expect(
            scopes.array?.map { $0.with(["createdAt": nil]) } == [
                [
                    "tenantId": "default", "id": "management-api-all", "resourceId": "management-api", "name": "all",
                    "description": "Default scope for Management API, allows all permissions.",
                ]
            ])
        let roles = try await management.get("/roles?page=1").json.array ?? []
        #expect(roles.map { $0["name"] } == ["Logto Management API access"])
        #expect(roles.first?["type"] == "MachineToMachine")
        let hidden = try await management.get("/roles/admin-role").json
        #expect(hidden["name"] == "#internal:admin")
        for id in ["admin-role", roles.first?["id"]?.string ?? ""] {
            #expect(try await management.get("/roles/\(id)/scopes?page=1").json.ids == ["management-api-all"])
        }
    }

    @Test func `three applications answer that no list has`() async throws {
        let management = try await Management(Self.empty)
        #expect(try await management.ids("/applications") == ["managementapi00000000"])
        for (id, name, type) in [
            ("demo-app", "Live Preview", "SPA"), ("account-center", "Account Center", "SPA"),
            ("device-demo-app", "Device Flow Preview", "Native"),
        ] {
            let application = try await management.get("/applications/\(id)").json
            #expect(application["name"] == .string(name))
            #expect(application["type"] == .string(type))
            #expect(application["secret"] == "N/A")
            #expect(application["createdAt"] == 0)
            #expect(application["isAdmin"] == false)
        }
    }

    @Test func `there is one key of each kind`() async throws {
        let management = try await Management(Self.empty)
        let keys = try await management.get("/configs/oidc/private-keys").json.array ?? []
        #expect(keys.map { $0["status"] } == ["Current"])
        #expect(keys.map { $0["signingKeyAlgorithm"] } == ["EC"])
        #expect(try await management.get("/configs/oidc/cookie-keys").json.array?.count == 1)
    }

    /// What nobody has called before, not even for a token: the mode of Logto's own tests needs none.
    @Test(arguments: [
        "/applications", "/users?page=1", "/connectors", "/hooks", "/logs?page=1", "/organizations?page=1",
        "/organization-roles?page=1", "/organization-scopes", "/organization-invitations", "/one-time-tokens",
    ])
    func `there is nothing yet of what people make`(path: String) async throws {
        let world = try await TestWorld("{}", isIntegrationTest: true)
        let answer = try await world.get(
            "\(world.logto)/api\(path)", headers: [try #require(HTTPField.Name("development-user-id")): "tests"])
        #expect(answer.status == .ok)
        #expect(answer.json == [])
    }

    @Test func `the sign-in experience is the specification's, to the letter (§6.9)`() async throws {
        let management = try await Management(Self.empty)
        #expect(
            try await management.get("/sign-in-exp").json == [
                "tenantId": "default", "id": "default",
                "color": ["primaryColor": "#6139F6", "isDarkModeEnabled": false, "darkPrimaryColor": "#8768F8"],
                "branding": [
                    "logoUrl": "https://logto.io/logo.svg", "darkLogoUrl": "https://logto.io/logo-dark.svg",
                ],
                "hideLogtoBranding": false, "languageInfo": ["autoDetect": true, "fallbackLanguage": "en"],
                "termsOfUseUrl": .null, "privacyPolicyUrl": .null, "agreeToTermsPolicy": "Automatic",
                "signIn": [
                    "methods": [
                        [
                            "identifier": "username", "password": true, "verificationCode": false,
                            "isPasswordPrimary": true,
                        ]
                    ]
                ],
                "signUp": ["identifiers": ["username"], "password": true, "verify": false], "socialSignIn": [:],
                "socialSignInConnectorTargets": [], "signInMode": "SignInAndRegister", "customCss": .null,
                "customContent": [:], "customUiAssets": .null, "customUiCsp": [:], "passwordPolicy": [:],
                "mfa": ["factors": [], "policy": "UserControlled"], "adaptiveMfa": [:], "singleSignOnEnabled": false,
                "supportEmail": .null, "supportWebsiteUrl": .null, "unknownSessionRedirectUrl": .null,
                "captchaPolicy": [:], "sentinelPolicy": [:], "emailBlocklistPolicy": [:], "verificationCodePolicy": [:],
                "forgotPasswordMethods": [], "passkeySignIn": [:], "signUpProfileFields": .null,
                "passwordExpiration": [:],
                "usernamePolicy": [
                    "caseSensitive": true, "minLength": 1, "maxLength": 128,
                    "allowedChars": ["lowercase": true, "uppercase": true, "numbers": true, "underscore": true],
                ],
            ])
    }
}
