import Core
import HTTPTypes
import TestSupport
import Testing

/// `/applications` (spec `logto-management-api.md` §4.1, §6.1).
@Suite struct ApplicationsAPITests {
    private static let noURIs: JSON = ["redirectUris": [], "postLogoutRedirectUris": []]

    private func body(_ id: JSON, _ changes: KeyValuePairs<String, JSON?>) -> JSON {
        let plain: JSON = [
            "tenantId": "default", "id": id, "name": "New", "description": .null, "type": "SPA",
            "oidcClientMetadata": Self.noURIs, "customClientMetadata": [:], "protectedAppMetadata": .null,
            "customData": [:], "isThirdParty": false, "appLevelAccessControlEnabled": false,
            "createdAt": .int(TestWorld.beginning.milliseconds),
        ]
        return plain.with(changes)
    }

    @Test func `an application is created, read, changed and deleted`() async throws {
        let management = try await Management()
        let answer = try await management.call(.post, "/applications", ["name": "New", "type": "SPA", "other": 1])
        #expect(answer.status == .ok)
        let id = answer.json["id"] ?? .null
        #expect(id.string?.count == 21)
        #expect(answer.json == self.body(id, [:]))
        let path = "/applications/\(id.string ?? "")"
        #expect(try await management.get(path).json == self.body(id, ["isAdmin": false]))
        let custom: JSON = ["alwaysIssueRefreshToken": false, "refreshTokenTtlInDays": 30]
        let changed = try await management.call(
            .patch, path,
            [
                "name": "Changed", "description": "", "customClientMetadata": custom, "customData": ["a": 1],
                "type": "Native", "isThirdParty": true,
            ])
        #expect(
            changed.json
                == self.body(id, ["name": "Changed", "customClientMetadata": custom, "customData": ["a": 1]]))
        #expect(try await management.call(.patch, path, [:]).json == changed.json)
        #expect(
            try await management.call(.patch, "\(path)/custom-data", ["b": ["c": 2]]).json == ["a": 1, "b": ["c": 2]])
        #expect(try await management.ids("/applications").contains(id.string ?? ""))
        let deleted = try await management.call(.delete, path)
        #expect(deleted.status == .noContent)
        #expect(deleted.body.isEmpty)
        try await Row(
            .get, path, 404, code: "entity.not_exists_with_id",
            "The applications with ID `\(id.string ?? "")` does not exist."
        ).check(management)
    }

    @Test func `every instance has applications that no list shows (§5)`() async throws {
        let management = try await Management()
        let demo = try await management.get("/applications/demo-app")
        #expect(
            demo.json
                == self.body(
                    "demo-app",
                    [
                        "name": "Live Preview", "description": "Preview for Sign-in Experience.", "secret": "N/A",
                        "createdAt": 0, "isAdmin": false,
                    ]))
        #expect(
            try await management.get("/applications/device-demo-app").json["customClientMetadata"]
                == ["isDeviceFlow": true])
        #expect(try await management.get("/applications/account-center").json["name"] == "Account Center")
        #expect(try await management.call(.patch, "/applications/demo-app", ["name": "x"]).status == .notFound)
        #expect(try await management.call(.delete, "/applications/demo-app").status == .notFound)
    }

    @Test(arguments: [
        Row(
            .post, "/applications", ["name": "A", "type": "SAML"], 400, code: "application.saml.use_saml_app_api",
            "Use `[METHOD] /saml-applications(/.*)?` API to operate SAML app."),
        Row(
            .post, "/applications", ["name": "A", "type": "SPA", "customClientMetadata": ["isDeviceFlow": true]], 422,
            code: "application.device_flow_native_only", "Device flow is only available for native applications."),
        Row(
            .patch, "/applications/bookstoreapp000000000", ["customClientMetadata": ["isDeviceFlow": true]], 422,
            code: "application.device_flow_not_changeable", "Device flow cannot be changed after application creation."),
        Row(
            .post, "/applications", ["name": "A", "type": "Protected"], 400,
            code: "application.protected_app_metadata_is_required", "Protected app metadata is required."),
        Row(
            .post, "/applications",
            [
                "name": "A", "type": "Protected",
                "protectedAppMetadata": ["subDomain": "a b", "origin": "https://a.example"],
            ], 422, code: "application.invalid_subdomain", "Invalid subdomain."),
        Row(
            .post, "/applications",
            [
                "name": "A", "type": "Protected",
                "protectedAppMetadata": ["subDomain": "a", "origin": "https://a.example"],
            ],
            501, code: "application.protected_app_not_configured",
            "Protected app provider is not configured. This feature is not available for open source version."),
        Row(
            .post, "/applications", ["name": "A", "type": "MachineToMachine", "isThirdParty": true], 400,
            code: "application.invalid_third_party_application_type",
            "Only traditional web, single-page, and native applications can be marked as third-party apps."),
        Row(
            .post, "/applications",
            [
                "name": "A", "type": "Traditional", "isThirdParty": true,
                "customClientMetadata": ["allowTokenExchange": true],
            ], 422, code: "application.third_party_application_cannot_enable_token_exchange",
            "Third-party applications are not allowed to enable token exchange."),
        Row(
            .patch, "/applications/bookreviews0000000000", ["customClientMetadata": ["allowTokenExchange": true]], 422,
            code: "application.third_party_application_cannot_enable_token_exchange",
            "Third-party applications are not allowed to enable token exchange."),
        Row(
            .get, "/applications?excludeRoleId=a&excludeOrganizationId=b", 400, code: "request.invalid_input",
            "Input is invalid. Parameter `excludeRoleId` and `excludeOrganizationId` cannot be used at the same time."),
        Row(.get, "/applications?search=", 500, ["message": "Internal server error."]),
        Row(
            .patch, "/applications/nobody/custom-data", ["a": 1], 404, code: "entity.not_exists_with_id",
            "The applications with ID `nobody` does not exist."),
        Row(
            .delete, "/applications/bookstorespa000000000/legacy-secret", 400,
            code: "application.no_legacy_secret_found", "The application does not have a legacy secret."),
    ])
    func `what Logto refuses`(row: Row) async throws {
        try await row.check(try await Management())
    }

    /// §7, the table.
    @Test(arguments: [
        "https://app.example.com/callback", "http://localhost:3000/callback", "http://127.0.0.1/cb",
        "http://[::1]:8080/cb", "https://app.example.com/cb?x=1", "https://app.example.com/cb#frag",
        "http:/example.com", "https:example.com", "io.logto://callback", "com.example.app:/cb", "myapp://callback/*",
        "localhost:3000/callback", "javascript:alert(1)", "data:text/html,x", "mailto:a@b",
        "https://*.example.com/cb", "https://app-*.example.com/*/cb", "https://example.com/*", "HTTP://EXAMPLE.com/a",
        " https://a.b/c ", "https://u:p@x.com/cb", "http:/a/../b",
    ])
    func `a redirect URI is taken as it is`(uri: String) async throws {
        let management = try await Management()
        let metadata: JSON = ["redirectUris": [.string(uri), .string(uri)], "postLogoutRedirectUris": [.string(uri)]]
        let created = try await management.create(
            "/applications", ["name": "A", "type": "Native", "oidcClientMetadata": metadata])
        #expect(created["oidcClientMetadata"] == metadata)
    }

    /// §7, the table.
    @Test(arguments: [
        "https://*/cb", "https://localhost*/cb", "https://example.com:*/cb", "https://user@*.example.com/cb",
        "https://[*::1]/cb", "https://example.com/cb?x=*", "https://example.com/#*", "http*://example.com/cb",
        "https://example.com/a/../cb", "https://example.com/%2E%2e/cb", "127.0.0.1:3000/cb", "www.example.com/cb",
        "/callback", "", "not a url", "http://",
    ])
    func `a redirect URI that cannot be one is refused`(uri: String) async throws {
        let management = try await Management()
        for name in ["redirectUris", "postLogoutRedirectUris"] {
            let metadata = Self.noURIs.with([name: ["https://good.example/", .string(uri)]])
            try await Row(
                .patch, "/applications/bookstorespa000000000", ["oidcClientMetadata": metadata], 400,
                [
                    "code": "guard.invalid_input",
                    "data": [
                        "issues": [
                            [
                                "code": "custom", "message": "Invalid input",
                                "path": ["oidcClientMetadata", .string(name), 1],
                            ]
                        ], "name": "ZodError",
                    ],
                    "details": .string(
                        "Error in key path \"oidcClientMetadata.\(name).1\": (custom) Invalid input"),
                    "message": "The request body is invalid.",
                ]
            ).check(management)
        }
    }

    @Test func `lists are filtered by type, party, role and search`() async throws {
        let management = try await Management()
        let spa = "bookstorespa000000000"
        #expect(try await management.ids("/applications?types=SPA") == [spa])
        #expect(
            Set(try await management.ids("/applications?types=SPA&types=Native")) == [spa, "bookstoreapp000000000"])
        #expect(try await management.ids("/applications?types=SAML") == [])
        #expect(try await management.ids("/applications?isThirdParty=true") == ["bookreviews0000000000"])
        #expect(try await management.ids("/applications?isThirdParty=false").count == 5)
        #expect(try await management.get("/applications?isThirdParty=maybe").json["code"] == "guard.invalid_input")
        #expect(try await management.ids("/applications?search=%25BROWSER%25") == [spa])
        #expect(try await management.ids("/applications?search=%25book%25&types=SPA") == [spa])
        #expect(
            try await management.ids("/applications?excludeRoleId=managementapiaccess00&types=MachineToMachine") == [])
        #expect(
            try await management.ids("/applications?excludeOrganizationId=bookclub0001&types=MachineToMachine") == [])
    }

    @Test func `secrets are added, renamed and deleted, and count at once`() async throws {
        let management = try await Management()
        let created = try await management.create("/applications", ["name": "Web", "type": "Traditional"])
        let id = created["id"]?.string ?? ""
        let path = "/applications/\(id)/secrets"
        let first = try await management.get(path).json.array ?? []
        #expect(first.map { $0["name"] } == ["Default secret"])
        #expect(first.first?["value"]?.string?.count == 32)
        let expiry = TestWorld.beginning.milliseconds + 1000
        let added = try await management.call(.post, path, ["name": "second", "expiresAt": .int(expiry)])
        #expect(added.status == .created)
        #expect(
            added.json.with(["value": nil]) == [
                "tenantId": "default", "applicationId": .string(id), "name": "second",
                "createdAt": .int(TestWorld.beginning.milliseconds), "expiresAt": .int(expiry),
            ])
        let renamed = try await management.call(.patch, "\(path)/second", ["name": "third"])
        #expect(renamed.json == added.json.with(["name": "third"]))
        for row in [
            Row(
                .post, path, ["name": "third"], 422, code: "application.secret_name_exists",
                "Secret name already exists."),
            Row(
                .patch, "\(path)/third", ["name": "Default secret"], 422, code: "application.secret_name_exists",
                "Secret name already exists."),
            Row(
                .post, path, ["name": "old", "expiresAt": .int(TestWorld.beginning.milliseconds)], 400,
                code: "request.invalid_input",
                "Input is invalid. The value of `expiresAt` must be in the future."),
            Row(
                .patch, "\(path)/none", ["name": "x"], 404, code: "entity.not_exists",
                "The application_secret does not exist."),
            Row(.delete, "\(path)/none", 404, code: "entity.not_found", "The resource does not exist."),
            Row(
                .post, "/applications/bookstorespa000000000/secrets", ["name": "x"], 422,
                code: "entity.db_constraint_violated", "Database constraint violated."),
        ] {
            try await row.check(management)
        }
        let app = ExampleApp(id: id, secret: added.json["value"]?.string, redirectURI: "", signedOutURI: "")
        let party = RelyingParty(app, in: management.world)
        #expect(
            try await party.token(["grant_type": "refresh_token", "refresh_token": "x"]).oauthError == "invalid_grant")
        #expect(try await management.call(.delete, "\(path)/third").status == .noContent)
        #expect(
            try await party.token(["grant_type": "refresh_token", "refresh_token": "x"]).oauthError == "invalid_client")
        let spa = try await management.create("/applications", ["name": "SPA", "type": "SPA"])
        #expect(try await management.get("/applications/\(spa["id"]?.string ?? "")/secrets").json == [])
    }

    @Test func `roles of machines are given, replaced and taken`() async throws {
        let management = try await Management()
        let machine = try await management.create("/applications", ["name": "M", "type": "MachineToMachine"])
        let path = "/applications/\(machine["id"]?.string ?? "")/roles"
        let added = try await management.call(
            .post, path, ["roleIds": ["machinereader00000000", "machinereader00000000"]])
        #expect(added.status == .created)
        #expect(added.json == ["roleIds": ["machinereader00000000"], "addedRoleIds": ["machinereader00000000"]])
        #expect(
            try await management.call(
                .post, path, ["roleIds": ["machinereader00000000", "managementapiaccess00"]]
            ).json == [
                "roleIds": ["machinereader00000000", "managementapiaccess00"],
                "addedRoleIds": ["managementapiaccess00"],
            ])
        let replaced = try await management.call(.put, path, ["roleIds": ["managementapiaccess00"]])
        #expect(replaced.status == .ok)
        #expect(replaced.body == "OK")
        #expect(replaced.headers[.contentType] == "text/plain; charset=utf-8")
        #expect(try await management.ids(path) == ["managementapiaccess00"])
        for row in [
            Row(
                .post, path, ["roleIds": ["reader000000000000000"]], 422, code: "application.invalid_role_type",
                "Can not assign user type role to machine to machine application."),
            Row(
                .put, path, ["roleIds": ["reader000000000000000"]], 422, code: "entity.db_constraint_violated",
                "Database constraint violated."),
            Row(
                .post, path, ["roleIds": ["nothing"]], 404, code: "entity.not_exists_with_id",
                "The roles with ID `nothing` does not exist."),
            Row(
                .delete, "\(path)/machinereader00000000", 404, code: "entity.not_found", "The resource does not exist."),
            Row(
                .get, "/applications/bookstorespa000000000/roles", 422, code: "application.invalid_type",
                "Only machine to machine applications can have associated roles."),
        ] {
            try await row.check(management)
        }
        let id = machine["id"]?.string ?? ""
        #expect(try await management.call(.patch, "/applications/\(id)", ["isAdmin": true]).status == .ok)
        #expect(try await management.get("/applications/\(id)").json["isAdmin"] == true)
        #expect(try await management.ids(path) == ["managementapiaccess00"], "internal roles are hidden")
    }

    @Test func `a redirect URI that is taken away is refused at the next sign-in`() async throws {
        let management = try await Management()
        let party = RelyingParty(in: management.world)
        #expect(try await Browser(management.world).open(party.authorizationURL()).status == .ok)
        let answer = try await management.call(
            .patch, "/applications/\(party.app.id)",
            ["oidcClientMetadata": ["redirectUris": ["http://localhost:3000/other"], "postLogoutRedirectUris": []]])
        #expect(answer.status == .ok)
        let refused = try await Browser(management.world).open(party.authorizationURL())
        #expect(refused.status == .badRequest)
        #expect(refused.json["code"] == "oidc.invalid_redirect_uri")
    }
}
