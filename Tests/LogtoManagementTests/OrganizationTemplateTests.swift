import Core
import HTTPTypes
import TestSupport
import Testing

/// `/organization-roles` and `/organization-scopes` (spec `logto-management-api.md` §6.10).
@Suite struct OrganizationTemplateTests {
    private static let editor = "/organization-roles/clubeditor00000000000"
    private static let invite: JSON = [
        "tenantId": "default", "id": "invitemembers00000000", "name": "invite:members",
        "description": "Invite members",
    ]

    private static let rows: [Row] = [
        Row(.post, "/organization-roles", ["name": "Editor"], .notUnique),
        Row(.patch, "/organization-roles/clubbot00000000000000", ["name": "Editor"], .notUnique),
        Row(.post, "/organization-scopes", ["name": "close:club"], .notUnique),
        Row(.patch, "/organization-scopes/invitemembers00000000", ["name": "close:club"], .notUnique),
        Row(.get, "/organization-roles/nothing", .notFound),
        Row(.delete, "/organization-roles/nothing", .notFound),
        Row(
            .patch, "/organization-roles/nothing", ["name": "x"], 404, code: "entity.not_exists",
            "The organization_role does not exist."),
        Row(.patch, "/organization-roles/nothing", [:], .emptyUpdate),
        Row(
            .get, "/organization-scopes/nothing", 404, code: "entity.not_exists_with_id",
            "The organization_scopes with ID `nothing` does not exist."),
        Row(.delete, "/organization-scopes/nothing", .notFound),
        Row(
            .patch, "/organization-scopes/nothing", ["name": "x"], 404, code: "entity.not_exists",
            "The organization_scope does not exist."),
        Row(.patch, "/organization-scopes/invitemembers00000000", [:], .emptyUpdate),
        Row(.post, "\(editor)/scopes", ["organizationScopeIds": ["nothing"]], .noForeignKey),
        Row(.put, "\(editor)/scopes", ["organizationScopeIds": ["nothing"]], .noForeignKey),
        Row(
            .post, "/organization-roles/nothing/scopes", ["organizationScopeIds": ["invitemembers00000000"]],
            .noForeignKey),
        Row(.delete, "\(editor)/scopes/closetheclub000000000", .notFound),
        Row(.post, "\(editor)/resource-scopes", ["scopeIds": ["nothing"]], .noForeignKey),
        Row(.delete, "\(editor)/resource-scopes/readbooks000000000000", .notFound),
        Row(.get, "/organization-roles/nothing/scopes", 200, []),
        Row(.get, "/organization-scopes/invitemembers00000000", 200, invite),
        Row(.get, "\(editor)/scopes", 200, [invite]),
        Row(
            .get, "/organization-scopes", 200,
            [
                [
                    "tenantId": "default", "id": "closetheclub000000000", "name": "close:club",
                    "description": .null,
                ],
                invite,
            ]),
        Row(.get, "/organization-scopes?q=INVITE", 200, [invite]),
        Row(.get, "/organization-scopes?q=closetheclub", 200, []),
    ]

    @Test(arguments: Self.rows)
    func `what Logto refuses, and what there is`(row: Row) async throws {
        try await row.check(try await Management())
    }

    private static let malformed: [(String, JSON)] = [
        ("/organization-roles", [:] as JSON), ("/organization-roles", ["name": ""]),
        ("/organization-roles", ["name": "x", "type": "Dog"]),
        ("/organization-roles", ["name": "x", "organizationScopeIds": [""]]),
        ("/organization-roles", ["name": .string(String(repeating: "a", count: 129))]),
        ("/organization-scopes", ["name": 7]),
        ("/organization-scopes", ["name": "x", "description": .string(String(repeating: "a", count: 257))]),
        ("\(editor)/scopes", ["organizationScopeIds": []]), ("\(editor)/resource-scopes", ["scopeIds": []]),
    ]

    @Test(arguments: Self.malformed)
    func `what does not have the right shape is refused`(path: String, body: JSON) async throws {
        let answer = try await Management().call(.post, path, body)
        #expect(answer.status == .badRequest)
        #expect(answer.json["code"] == "guard.invalid_input")
    }

    @Test func `roles are listed by name, with what they allow`() async throws {
        let management = try await Management()
        let list = try await management.get("/organization-roles")
        #expect(list.json.ids == ["clubbot00000000000000", "clubeditor00000000000"])
        #expect(list.headers[.init("Total-Number") ?? .server] == "2")
        #expect(
            list.json.array?.last == [
                "tenantId": "default", "id": "clubeditor00000000000", "name": "Editor", "description": .null,
                "type": "User", "scopes": [["id": "invitemembers00000000", "name": "invite:members"]],
                "resourceScopes": [
                    [
                        "id": "writebooks00000000000", "name": "write:books",
                        "resource": ["id": "bookstoreapi000000000", "name": "Bookstore API"],
                    ]
                ],
            ])
        for (query, ids) in [
            ("q=EDIT", ["clubeditor00000000000"]), ("q=clubb", ["clubbot00000000000000"]), ("q=zebra", []),
            ("page=2&page_size=1", ["clubeditor00000000000"]),
        ] {
            #expect(try await management.ids("/organization-roles?\(query)") == ids, "\(query)")
        }
    }

    @Test func `a role is created with what it allows, changed and deleted`() async throws {
        let management = try await Management()
        let answer = try await management.call(
            .post, "/organization-roles",
            [
                "name": "Robot", "description": "Sorts", "type": "MachineToMachine",
                "organizationScopeIds": ["closetheclub000000000"], "resourceScopeIds": ["readbooks000000000000"],
            ])
        #expect(answer.status == .created)
        let id = answer.json["id"]?.string ?? ""
        let role: JSON = [
            "tenantId": "default", "id": .string(id), "name": "Robot", "description": "Sorts",
            "type": "MachineToMachine",
        ]
        #expect(answer.json == role)
        let path = "/organization-roles/\(id)"
        #expect(try await management.get(path).json == role)
        #expect(try await management.ids("\(path)/scopes") == ["closetheclub000000000"])
        #expect(try await management.ids("\(path)/resource-scopes") == ["readbooks000000000000"])
        let changed = try await management.call(.patch, path, ["name": "Sorter", "description": ""])
        #expect(changed.json == role.with(["name": "Sorter", "description": .null]))
        #expect(try await management.ids("\(path)/scopes") == ["closetheclub000000000"], "what it allows stays")
        #expect(try await management.call(.delete, path).status == .noContent)
        try await Row(.get, path, .notFound).check(management)
        try await Row(
            .post, "/organization-roles", ["name": "Nobody", "organizationScopeIds": ["nothing"]], .noForeignKey
        ).check(management)
        #expect(try await management.ids("/organization-roles?q=Nobody") == [], "nothing was created")
    }

    @Test func `what a role allows is added to, replaced and taken`() async throws {
        let management = try await Management()
        for (path, list, first, second) in [
            ("\(Self.editor)/scopes", "organizationScopeIds", "closetheclub000000000", "invitemembers00000000"),
            ("\(Self.editor)/resource-scopes", "scopeIds", "readbooks000000000000", "writebooks00000000000"),
        ] {
            let both: JSON = .object([JSON.Member(list, .strings([first, second, first]))])
            let added = try await management.call(.post, path, both)
            #expect(added.status == .created)
            #expect(added.body == "Created")
            #expect(try await management.ids(path) == [first, second])
            let page = try await management.get("\(path)?page=2&page_size=1")
            #expect(page.json.ids == [second])
            #expect(page.headers[.init("Total-Number") ?? .server] == "2")
            #expect(try await management.call(.delete, "\(path)/\(first)").status == .noContent)
            #expect(try await management.call(.put, path, both).status == .noContent)
            #expect(try await management.ids(path) == [first, second])
            let none: JSON = .object([JSON.Member(list, [])])
            #expect(try await management.call(.put, path, none).status == .noContent)
            #expect(try await management.ids(path) == [])
        }
    }

    @Test func `a permission is created, changed and deleted`() async throws {
        let management = try await Management()
        let answer = try await management.call(
            .post, "/organization-scopes", ["name": "paint:walls", "description": "Paint"])
        #expect(answer.status == .created)
        let id = answer.json["id"]?.string ?? ""
        #expect(
            answer.json == [
                "tenantId": "default", "id": .string(id), "name": "paint:walls", "description": "Paint",
            ])
        let path = "/organization-scopes/\(id)"
        let changed = try await management.call(.patch, path, ["description": .null])
        #expect(changed.json == answer.json.with(["description": .null]))
        #expect(try await management.get(path).json == changed.json)
        let page = try await management.get("/organization-scopes?page=1&page_size=1")
        #expect(page.json.ids == ["closetheclub000000000"])
        #expect(page.headers[.init("Total-Number") ?? .server] == "3")
        #expect(try await management.call(.delete, path).status == .noContent)
        try await Row(.delete, path, .notFound).check(management)
    }
}
