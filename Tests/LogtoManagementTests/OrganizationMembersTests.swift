import Core
import HTTPTypes
import TestSupport
import Testing

/// Users and applications in organizations, and their roles there (spec `logto-management-api.md` §6.10).
@Suite struct OrganizationMembersTests {
    private static let users = "/organizations/bookclub0001/users"
    private static let applications = "/organizations/bookclub0001/applications"
    private static let alice = "\(users)/alice0000001/roles"
    private static let machine = "\(applications)/managementapi00000000/roles"

    private static let rows: [Row] = [
        Row(.post, users, ["userIds": ["nobody"]], .noForeignKey),
        Row(.post, "/organizations/nothing/users", ["userIds": ["alice0000001"]], .noForeignKey),
        Row(.put, users, ["userIds": ["nobody"]], .noForeignKey),
        Row(.delete, "\(users)/suspended001", .notFound),
        Row(.delete, "/organizations/nothing/users/alice0000001", .notFound),
        Row(.get, "/organizations/nothing/users", 200, []),
        // Membership comes before the body.
        Row(.post, "\(users)/suspended001/roles", ["organizationRoleIds": 7], .notMember),
        Row(.get, "\(users)/suspended001/roles", .notMember),
        Row(.put, "\(users)/suspended001/roles", ["organizationRoleIds": []], .notMember),
        Row(.delete, "\(users)/suspended001/roles/clubeditor00000000000", .notMember),
        Row(.get, "/organizations/nothing/users/alice0000001/roles", .notMember),
        Row(
            .post, alice, ["organizationRoleNames": ["Editor", "Clerk"]], 422,
            code: "organization.role_names_not_found",
            "Invalid role names detected: Clerk. Please create these roles first before proceeding."),
        Row(
            .put, alice, ["organizationRoleNames": ["Clerk", "Cook", "Editor", "Guard"]], 422,
            code: "organization.role_names_not_found",
            "Invalid role names detected: Clerk, Cook, and Guard. Please create these roles first before proceeding."),
        Row(.post, alice, ["organizationRoleIds": ["nothing"]], .noForeignKey),
        Row(.post, alice, ["organizationRoleIds": ["clubbot00000000000000"]], .constraint),
        Row(.put, alice, ["organizationRoleIds": ["clubbot00000000000000"]], .constraint),
        Row(.delete, "\(alice)/clubbot00000000000000", .notFound),
        Row(.post, alice, [:], 201, ["organizationRoleIds": []]),
        Row(.get, "\(users)/suspended001/scopes", 200, []),
        Row(
            .get, "\(users)/alice0000001/scopes", 200,
            [
                [
                    "tenantId": "default", "id": "invitemembers00000000", "name": "invite:members",
                    "description": "Invite members",
                ]
            ]),
        Row(
            .post, "\(users)/roles",
            ["userIds": ["alice0000001", "suspended001"], "organizationRoleIds": ["clubeditor00000000000"]],
            .noForeignKey),
        Row(.post, applications, ["applicationIds": ["bookstorespa000000000"]], .constraint),
        Row(.put, applications, ["applicationIds": ["bookstorespa000000000"]], .constraint),
        Row(.post, applications, ["applicationIds": ["nothing"]], .noForeignKey),
        Row(
            .post, "/organizations/nothing/applications", ["applicationIds": ["managementapi00000000"]],
            .noForeignKey),
        Row(.delete, "\(applications)/bookstorespa000000000", .notFound),
        Row(.get, "\(applications)/bookstorespa000000000/roles", .notMember),
        Row(.post, "\(applications)/bookstorespa000000000/roles", [:], .notMember),
        Row(.post, machine, ["organizationRoleIds": ["clubeditor00000000000"]], .constraint),
        Row(.put, machine, ["organizationRoleIds": ["clubeditor00000000000"]], .constraint),
        Row(.post, machine, ["organizationRoleIds": ["nothing"]], .noForeignKey),
        Row(.delete, "\(machine)/clubeditor00000000000", .notFound),
    ]

    @Test(arguments: Self.rows)
    func `what Logto refuses, and answers to nothing`(row: Row) async throws {
        try await row.check(try await Management())
    }

    private static let malformed: [(HTTPRequest.Method, String, JSON)] = [
        (HTTPRequest.Method.post, users, ["userIds": []] as JSON), (.post, users, [:]),
        (.post, users, ["userIds": [""]]), (.put, users, [:]), (.post, alice, ["organizationRoleIds": "x"]),
        (.post, "\(users)/roles", ["userIds": ["alice0000001"], "organizationRoleIds": []]),
        (.post, applications, ["applicationIds": []]), (.post, machine, ["organizationRoleIds": []]),
        (.put, machine, ["organizationRoleIds": []]), (.post, machine, ["organizationRoleNames": ["Bot"]]),
    ]

    @Test(arguments: Self.malformed)
    func `what does not have the right shape is refused`(
        method: HTTPRequest.Method, path: String, body: JSON
    ) async throws {
        let answer = try await Management().call(method, path, body)
        #expect(answer.status == .badRequest)
        #expect(answer.json["code"] == "guard.invalid_input")
    }

    @Test func `users join, are listed with their roles, and leave`() async throws {
        let management = try await Management()
        let added = try await management.call(
            .post, Self.users, ["userIds": ["suspended001", "alice0000001", "suspended001"]])
        #expect(added.status == .created)
        #expect(added.json == ["userIds": ["suspended001", "alice0000001", "suspended001"]], "as it was sent")
        let list = try await management.get(Self.users)
        #expect(list.json.ids == ["alice0000001", "suspended001"])
        #expect(list.headers[.init("Total-Number") ?? .server] == "2")
        let alice = try await management.get("/users/alice0000001").json
        #expect(
            list.json.array?.first
                == alice.with([
                    "hasPassword": nil,
                    "organizationRoles": [["id": "clubeditor00000000000", "name": "Editor"]],
                ]))
        #expect(list.json.array?.last?["organizationRoles"] == [])
        for (query, ids) in [
            ("q=SAM", ["suspended001"]), ("q=alice%40example", ["alice0000001"]), ("q=nobody", []),
            ("organizationRoleId=clubeditor00000000000", ["alice0000001"]), ("organizationRoleId=nothing", []),
            ("q=sam&organizationRoleId=clubeditor00000000000", []), ("page=2&page_size=1", ["suspended001"]),
        ] {
            #expect(try await management.ids("\(Self.users)?\(query)") == ids, "\(query)")
        }
        #expect(try await management.ids("/users?excludeOrganizationId=bookclub0001") == [])
        #expect(try await management.call(.delete, "\(Self.users)/alice0000001").status == .noContent)
        _ = try await management.create(Self.users, ["userIds": ["alice0000001"]])
        #expect(try await management.get(Self.alice).json == [], "whoever leaves loses the roles")
    }

    @Test func `replacing members leaves the roles of those who stay`() async throws {
        let management = try await Management()
        let both: JSON = ["userIds": ["alice0000001", "suspended001", "alice0000001"]]
        let answer = try await management.call(.put, Self.users, both)
        #expect(answer.status == .noContent)
        #expect(answer.body.isEmpty)
        #expect(try await management.ids(Self.alice) == ["clubeditor00000000000"])
        #expect(try await management.ids(Self.users) == ["alice0000001", "suspended001"])
        #expect(try await management.call(.put, Self.users, ["userIds": []]).status == .noContent)
        #expect(try await management.ids(Self.users) == [])
    }

    @Test func `a user's roles are given by id and by name, replaced and taken`() async throws {
        let management = try await Management()
        let clerk = try await management.create("/organization-roles", ["name": "Clerk"])["id"] ?? .null
        let given = try await management.call(
            .post, Self.alice,
            ["organizationRoleIds": [clerk, clerk], "organizationRoleNames": ["Editor", "Clerk"]])
        #expect(given.status == .created)
        #expect(given.json == ["organizationRoleIds": [clerk, "clubeditor00000000000"]])
        let list = try await management.get(Self.alice)
        #expect(list.json.array?.compactMap { $0["name"] } == ["Clerk", "Editor"])
        #expect(
            list.json.array?.last == [
                "tenantId": "default", "id": "clubeditor00000000000", "name": "Editor", "description": .null,
                "type": "User",
            ])
        #expect(list.headers[.init("Total-Number") ?? .server] == nil)
        let page = try await management.get("\(Self.alice)?page=2&page_size=1")
        #expect(page.json.ids == ["clubeditor00000000000"])
        #expect(page.headers[.init("Total-Number") ?? .server] == "2")
        #expect(
            try await management.call(.put, Self.alice, ["organizationRoleNames": ["Clerk"]]).status == .noContent)
        #expect(try await management.ids(Self.alice) == [clerk.string])
        #expect(try await management.call(.delete, "\(Self.alice)/\(clerk.string ?? "")").status == .noContent)
        #expect(try await management.ids(Self.alice) == [])
        _ = try await management.create("/organizations/bookclub0001/users", ["userIds": ["suspended001"]])
        let bulk = try await management.call(
            .post, "\(Self.users)/roles",
            [
                "userIds": ["alice0000001", "suspended001"],
                "organizationRoleIds": [clerk, "clubeditor00000000000"],
            ])
        #expect(bulk.status == .created)
        #expect(bulk.body == "Created")
        #expect(try await management.ids("\(Self.users)/suspended001/roles").count == 2)
        #expect(try await management.call(.put, Self.alice, [:]).status == .noContent)
        #expect(try await management.ids(Self.alice) == [])
    }

    @Test func `machines join, have roles and leave`() async throws {
        let management = try await Management()
        let other = try await management.create("/applications", ["name": "Robot", "type": "MachineToMachine"])
        let id = other["id"]?.string ?? ""
        let added = try await management.call(
            .post, Self.applications, ["applicationIds": [.string(id), "managementapi00000000"]])
        #expect(added.status == .created)
        #expect(added.body == "Created")
        let list = try await management.get("\(Self.applications)?q=ROBOT")
        #expect(list.json == [other.with(["organizationRoles": []])])
        #expect(list.headers[.init("Total-Number") ?? .server] == "1")
        #expect(
            try await management.get("\(Self.applications)?q=Machine").json.array?.first?["organizationRoles"]
                == [["id": "clubbot00000000000000", "name": "Bot"]])
        let bulk = try await management.call(
            .post, "\(Self.applications)/roles",
            ["applicationIds": [.string(id)], "organizationRoleIds": ["clubbot00000000000000"]])
        #expect(bulk.body == "Created")
        #expect(try await management.ids("\(Self.applications)/\(id)/roles") == ["clubbot00000000000000"])
        let given = try await management.call(
            .post, Self.machine, ["organizationRoleIds": ["clubbot00000000000000"]])
        #expect(given.status == .created)
        #expect(given.body == "Created")
        let path = "\(Self.machine)/clubbot00000000000000"
        #expect(try await management.call(.delete, path).status == .noContent)
        let put = try await management.call(
            .put, Self.machine, ["organizationRoleIds": ["clubbot00000000000000"]])
        #expect(put.status == .noContent)
        #expect(try await management.ids(Self.machine) == ["clubbot00000000000000"])
        #expect(
            try await management.call(.put, Self.applications, ["applicationIds": []]).status == .noContent)
        #expect(try await management.ids(Self.applications) == [])
    }
}
