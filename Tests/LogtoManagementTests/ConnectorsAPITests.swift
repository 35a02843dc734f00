import Core
import HTTPTypes
import TestSupport
import Testing

/// `/connectors` and `/connector-factories` (spec `logto-management-api.md` §4.5, §6.8, §10).
@Suite struct ConnectorsAPITests {
    private static let config: JSON = ["clientId": "bookstore-client", "clientSecret": "bookstore-client-secret"]

    /// A world in which no connector is set up.
    private func empty() async throws -> Management {
        let management = try await Management()
        #expect(try await management.call(.delete, "/connectors/patreon00001").status == .noContent)
        return management
    }

    @Test func `Patreon's factory says what Logto's says`() async throws {
        let management = try await Management()
        let factory = try await management.get("/connector-factories/patreon-universal").json
        #expect(factory["type"] == "Social")
        #expect(factory["id"] == "patreon-universal")
        #expect(factory["target"] == "patreon")
        #expect(factory["platform"] == "Universal")
        #expect(factory["name"] == ["en": "Patreon", "zh-CN": "Patreon", "tr-TR": "Patreon", "ko": "Patreon"])
        #expect(factory["isDemo"] == false)
        #expect(factory["isStandard"] == nil)
        #expect(factory["configTemplate"] == nil)
        #expect(factory["logo"]?.string?.hasPrefix("data:image/svg+xml;base64,") == true)
        #expect(factory["formItems"]?.array?.map { $0["key"] } == ["clientId", "clientSecret", "scope"])
        #expect(factory["formItems"]?.array?.map { $0["required"] } == [true, true, false])
        #expect(
            try await management.ids("/connector-factories") == [
                "patreon-universal", "mock-email-service", "mock-email-service-alternative",
                "mock-short-message-service",
            ])
        try await Row(
            .get, "/connector-factories/nothing", 404, code: "entity.not_found", "The resource does not exist."
        ).check(management)
    }

    @Test func `a connector is created, read, changed and deleted`() async throws {
        let management = try await self.empty()
        let answer = try await management.call(
            .post, "/connectors",
            ["connectorId": "patreon-universal", "id": "mine", "config": Self.config.with(["scope": "", "more": 1])])
        #expect(answer.status == .ok)
        #expect(answer.json["id"] == "mine")
        #expect(answer.json["connectorId"] == "patreon-universal")
        #expect(answer.json["target"] == "patreon")
        #expect(answer.json["config"] == Self.config.with(["more": 1]))
        #expect(answer.json["metadata"] == [:])
        #expect(answer.json["syncProfile"] == false)
        #expect(answer.json["enableTokenStorage"] == false)
        #expect(answer.json["extraInfo"] == [:])
        #expect(try await management.get("/connectors/mine").json == answer.json)
        #expect(try await management.get("/connectors?target=patreon").json == [answer.json])
        #expect(try await management.get("/connectors?target=github").json == [])
        let changed = try await management.call(
            .patch, "/connectors/mine", ["config": Self.config, "syncProfile": true])
        #expect(changed.json == answer.json.with(["config": Self.config, "syncProfile": true]))
        #expect(try await management.call(.delete, "/connectors/mine").status == .noContent)
        try await Row(.get, "/connectors/mine", 404, code: "entity.not_found", "The resource does not exist.")
            .check(management)
    }

    @Test func `a connector without a configuration is created, and has an id of its own`() async throws {
        let management = try await self.empty()
        let created = try await management.create(
            "/connectors", ["connectorId": "patreon-universal", "config": ["clientId": "", "clientSecret": ""]])
        #expect(created["id"]?.string?.count == 12)
        #expect(created["config"] == [:])
    }

    @Test(arguments: [
        Row(
            .post, "/connectors", ["connectorId": "nothing"], 422, code: "connector.not_found_with_connector_id",
            "Can not find connector with given standard connector id."),
        Row(
            .post, "/connectors", ["connectorId": "patreon-universal", "metadata": ["target": "other"]], 400,
            code: "connector.cannot_overwrite_metadata_for_non_standard_connector",
            "This connector's 'metadata' cannot be overwritten."),
        Row(
            .post, "/connectors", ["connectorId": "patreon-universal"], 422,
            code: "connector.multiple_instances_not_supported",
            "Can not create multiple instance with picked standard connector."),
        Row(
            .patch, "/connectors/patreon00001", ["metadata": ["logo": "x"]], 400,
            code: "connector.cannot_overwrite_metadata_for_non_standard_connector",
            "This connector's 'metadata' cannot be overwritten."),
        Row(
            .patch, "/connectors/patreon00001", ["enableTokenStorage": true], 422,
            code: "request.feature_not_supported", "This feature is not supported in the current environment."),
        Row(
            .patch, "/connectors/patreon00001", [:], 422, code: "entity.invalid_input",
            "Invalid input. Value list must not be empty."),
        Row(
            .patch, "/connectors/none", ["syncProfile": true], 404, code: "entity.not_found",
            "The resource does not exist."),
        Row(.delete, "/connectors/none", 404, code: "entity.not_found", "The resource does not exist."),
        Row(
            .patch, "/connectors/patreon00001", ["config": ["clientId": "a"]], 400,
            [
                "code": "connector.invalid_config",
                "data": [
                    "issues": [
                        [
                            "code": "invalid_type", "expected": "string", "received": "undefined",
                            "path": ["clientSecret"], "message": "Required",
                        ]
                    ], "name": "ZodError",
                ],
                "details":
                    "Error in key path \"clientSecret\": (invalid_type) Expected string but received undefined.",
                "message": "The connector's config is invalid.",
            ]),
        Row(
            .post, "/connectors/patreon-universal/test", ["config": [:]], 400, code: "guard.invalid_input",
            "The request {{type}} is invalid."),
        Row(
            .post, "/connectors/patreon-universal/test", ["config": [:], "email": "a@b.example"], 400,
            code: "connector.not_found", "Cannot find any available connector for type: Email."),
        Row(
            .post, "/connectors/mock-short-message-service/test", ["config": [:], "email": "a@b.example"], 400,
            code: "connector.unexpected_type", "The connector's type is unexpected."),
        Row(
            .post, "/connectors/patreon00001/authorization-uri", ["state": "", "redirectUri": "https://a.example"], 400,
            code: "session.insufficient_info", "Insufficient sign-in info."),
        Row(
            .post, "/connectors/patreon00001/authorization-uri", ["state": "s", "redirectUri": "https://a.example"],
            501,
            code: "connector.not_implemented", "{{method}}: has not been implemented yet."),
    ])
    func `what Logto refuses`(row: Row) async throws {
        try await row.check(try await Management())
    }

    @Test func `a connector that is deleted loses its button, and one that is created waits for it`() async throws {
        let management = try await Management()
        let party = RelyingParty(in: management.world)
        let before = try await Browser(management.world).open(party.authorizationURL())
        #expect(before.body.contains("Continue with Patreon"))
        #expect(try await management.call(.delete, "/connectors/patreon00001").status == .noContent)
        _ = try await management.create(
            "/connectors", ["connectorId": "patreon-universal", "id": "patreon00001", "config": Self.config])
        let after = try await Browser(management.world).open(party.authorizationURL())
        #expect(!after.body.contains("Continue with Patreon"))
    }

    @Test func `a test message lies in the inbox`() async throws {
        let management = try await Management()
        let answer = try await management.call(
            .post, "/connectors/mock-email-service-alternative/test", ["config": [:], "email": "a@b.example"])
        #expect(answer.status == .noContent)
        let inbox = try await management.world.get("\(management.world.console)/control/inbox")
        #expect(inbox.body.contains("000000"))
    }

    @Test func `a second connector for e-mail takes the place of the first`() async throws {
        let management = try await Management()
        let first = try await management.create(
            "/connectors", ["connectorId": "mock-email-service-alternative", "config": [:]])
        let second = try await management.create("/connectors", ["connectorId": "mock-email-service-alternative"])
        #expect(first["type"] == "Email")
        #expect(Set(try await management.ids("/connectors")) == ["patreon00001", second["id"]?.string])
        try await Row(
            .patch, "/connectors/\(second["id"]?.string ?? "")", ["syncProfile": true], 422,
            code: "connector.invalid_type_for_syncing_profile",
            "You can only sync user profile with social connectors."
        ).check(management)
    }
}
