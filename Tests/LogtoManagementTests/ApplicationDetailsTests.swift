import Core
import HTTPTypes
import TestSupport
import Testing

/// What hangs on applications: looks, consent scopes, access rules (spec `logto-management-api.md` §6.1).
@Suite struct ApplicationDetailsTests {
    @Test func `looks are set, changed in part and read`() async throws {
        let management = try await Management()
        let path = "/applications/bookreviews0000000000/sign-in-experience"
        try await Row(
            .get, path, 404, code: "entity.not_exists_with_id",
            "The application_sign_in_experiences with ID `bookreviews0000000000` does not exist."
        ).check(management)
        let first = try await management.call(
            .put, path, ["displayName": "Reviews", "termsOfUseUrl": "mock://terms", "color": ["primaryColor": "#abc"]])
        #expect(first.status == .created)
        let expected: JSON = [
            "tenantId": "default", "applicationId": "bookreviews0000000000", "color": ["primaryColor": "#abc"],
            "branding": [:], "customCss": .null, "termsOfUseUrl": "mock://terms", "privacyPolicyUrl": .null,
            "displayName": "Reviews",
        ]
        #expect(first.json == expected)
        let second = try await management.call(
            .put, path, ["displayName": "", "privacyPolicyUrl": "https://p.example"])
        #expect(second.status == .ok)
        #expect(second.json == expected.with(["displayName": .null, "privacyPolicyUrl": "https://p.example"]))
        #expect(try await management.get(path).json == second.json)
    }

    @Test func `consent scopes are added, listed by resource and taken`() async throws {
        let management = try await Management()
        let app = try await management.create(
            "/applications", ["name": "Third", "type": "Traditional", "isThirdParty": true])
        let path = "/applications/\(app["id"]?.string ?? "")/user-consent-scopes"
        let none: JSON = [
            "organizationScopes": [], "resourceScopes": [], "organizationResourceScopes": [], "userScopes": [],
        ]
        #expect(try await management.get(path).json == none)
        let added = try await management.call(
            .post, path,
            [
                "userScopes": ["profile", "email"], "resourceScopes": ["readbooks000000000000"],
                "organizationScopes": ["invitemembers00000000"], "organizationResourceScopes": [],
            ])
        #expect(added.status == .created)
        #expect(added.body == "Created")
        #expect(
            try await management.get(path).json == [
                "organizationScopes": [
                    ["id": "invitemembers00000000", "name": "invite:members", "description": "Invite members"]
                ],
                "resourceScopes": [
                    [
                        "resource": [
                            "id": "bookstoreapi000000000", "name": "Bookstore API",
                            "indicator": "https://api.bookstore.example",
                        ],
                        "scopes": [
                            [
                                "id": "readbooks000000000000", "name": "read:books",
                                "description": "Read every book",
                            ]
                        ],
                    ]
                ],
                "organizationResourceScopes": [], "userScopes": ["email", "profile"],
            ])
        #expect(try await management.call(.delete, "\(path)/user-scopes/email").status == .noContent)
        #expect(try await management.get(path).json["userScopes"] == ["profile"])
        for row in [
            Row(
                .delete, "\(path)/user-scopes/email", 404, code: "entity.not_found", "The resource does not exist."),
            Row(
                .delete, "\(path)/all-scopes/profile", 400,
                [
                    "code": "guard.invalid_input",
                    "data": [
                        "issues": [
                            [
                                "received": "all-scopes", "code": "invalid_enum_value",
                                "options": [
                                    "organization-scopes", "resource-scopes", "organization-resource-scopes",
                                    "user-scopes",
                                ],
                                "path": ["scopeType"],
                                "message":
                                    "Invalid enum value. Expected 'organization-scopes' | 'resource-scopes' | 'organization-resource-scopes' | 'user-scopes', received 'all-scopes'",
                            ]
                        ], "name": "ZodError",
                    ],
                    "details":
                        "Error in key path \"scopeType\": (invalid_enum_value) Invalid enum value. Expected 'organization-scopes' | 'resource-scopes' | 'organization-resource-scopes' | 'user-scopes', received 'all-scopes'",
                    "message": "The request params is invalid.",
                ]),
            Row(
                .post, path, ["resourceScopes": ["nothing"]], 422,
                [
                    "code": "application.user_consent_scopes_not_found",
                    "data": [
                        "invalidOrganizationScopes": [], "invalidResourceScopes": ["nothing"],
                        "invalidOrganizationResourceScopes": [],
                    ], "message": "Invalid user consent scopes.",
                ]),
            Row(
                .post, path, ["resourceScopes": ["management-api-all"]], 422,
                code: "application.consent_management_api_scopes_not_allowed",
                "Management API scopes are not allowed."),
            Row(
                .post, "/applications/bookstorespa000000000/user-consent-scopes", ["userScopes": ["profile"]], 422,
                code: "application.third_party_application_only",
                "The feature is only available for third-party applications."),
        ] {
            try await row.check(management)
        }
    }

    @Test func `access rules are set, merged, and needed for the switch`() async throws {
        let management = try await Management()
        let app = "/applications/bookstore000000000000"
        let path = "\(app)/access-control"
        let none: JSON = ["userIds": [], "userRoleIds": [], "organizationIds": [], "organizationRoleRules": []]
        #expect(try await management.get(path).json == none)
        #expect(
            try await management.call(.patch, app, ["appLevelAccessControlEnabled": true]).json["code"]
                == "request.invalid_input")
        let rule: JSON = ["organizationId": "bookclub0001", "organizationRoleIds": ["clubeditor00000000000"]]
        let set = try await management.call(
            .put, path,
            none.with([
                "userIds": ["suspended001", "suspended001"], "organizationRoleRules": .array([rule, rule]),
            ]))
        #expect(set.status == .ok)
        #expect(set.json == none.with(["userIds": ["suspended001"], "organizationRoleRules": .array([rule])]))
        #expect(
            try await management.call(.patch, app, ["appLevelAccessControlEnabled": true]).json[
                "appLevelAccessControlEnabled"] == true)
        for row in [
            Row(
                .put, path, none.with(["userIds": ["nobody"]]), 404, code: "entity.relation_foreign_key_not_found",
                "Cannot find one or more foreign keys. Please check the input and ensure that all referenced entities "
                    + "exist."),
            Row(
                .put, path, none.with(["userRoleIds": ["machinereader00000000"]]), 422,
                code: "entity.db_constraint_violated", "Database constraint violated."),
        ] {
            try await row.check(management)
        }
        #expect(try await management.call(.put, path, none).status == .unprocessableContent)
        #expect(try await management.get(path).json == set.json, "what was refused changed nothing")
    }
}
