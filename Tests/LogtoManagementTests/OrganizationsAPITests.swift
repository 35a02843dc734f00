import Core
import HTTPTypes
import TestSupport
import Testing

/// `/organizations` and what somebody is a member of (spec `logto-management-api.md` §4.4, §6.10).
@Suite struct OrganizationsAPITests {
    private static let bookClub: JSON = [
        "tenantId": "default", "id": "bookclub0001", "name": "Book club", "description": "Reads", "customData": [:],
        "isMfaRequired": false, "color": [:], "branding": [:], "customCss": .null,
        "createdAt": .int(TestWorld.beginning.milliseconds),
    ]

    @Test func `an organization is created, read, changed and deleted`() async throws {
        let management = try await Management()
        let answer = try await management.call(.post, "/organizations", ["name": "Book club", "description": ""])
        #expect(answer.status == .created)
        let id = answer.json["id"]?.string ?? ""
        #expect(id.wholeMatch(of: /[0-9a-z]{12}/) != nil)
        #expect(answer.json == Self.bookClub.with(["id": .string(id), "description": .null]), "a name is not unique")
        #expect(
            answer.json.members?.map(\.name) == Self.bookClub.members?.map(\.name), "in the order of §6.10")
        let path = "/organizations/\(id)"
        #expect(try await management.get(path).json == answer.json)
        let news: JSON = [
            "name": "Film club", "description": "Watches", "customData": ["a": 1], "isMfaRequired": true,
            "color": ["primaryColor": "#123456"], "branding": ["logoUrl": "mock://logo"], "customCss": "b {}",
        ]
        let changed = try await management.call(.patch, path, news.with(["unknown": 1, "tenantId": "x"]))
        #expect(changed.status == .ok)
        let whole = answer.json.with([
            "name": "Film club", "description": "Watches", "customData": ["a": 1], "isMfaRequired": true,
            "color": ["primaryColor": "#123456"], "branding": ["logoUrl": "mock://logo"], "customCss": "b {}",
        ])
        #expect(changed.json == whole)
        let replaced = try await management.call(
            .patch, path, ["customData": ["b": 2], "color": [:], "customCss": "", "description": .null])
        #expect(
            replaced.json
                == whole.with([
                    "customData": ["b": 2], "color": [:], "customCss": .null, "description": .null,
                ]), "JSON is replaced, and empty text clears")
        #expect(try await management.get(path).json == replaced.json)
        #expect(try await management.call(.delete, path).status == .noContent)
        for row in [
            Row(
                .get, path, 404, code: "entity.not_exists_with_id",
                "The organizations with ID `\(id)` does not exist."),
            Row(
                .patch, path, ["name": "x"], 404, code: "entity.not_exists", "The organization does not exist."),
            Row(.patch, path, ["unknown": 1], .emptyUpdate),
            Row(.delete, path, .notFound),
        ] {
            try await row.check(management)
        }
    }

    @Test(
        arguments: [
            [:], ["name": ""], ["name": .string(String(repeating: "a", count: 129))], ["name": 7],
            ["name": "x", "description": .string(String(repeating: "a", count: 257))],
            ["name": "x", "customData": "text"], ["name": "x", "customData": []],
            ["name": "x", "isMfaRequired": "yes"],
            ["name": "x", "color": ["primaryColor": "red"]], ["name": "x", "branding": ["logoUrl": "logo.png"]],
        ] as [JSON])
    func `what does not have the right shape is refused`(body: JSON) async throws {
        let answer = try await Management().call(.post, "/organizations", body)
        #expect(answer.status == .badRequest)
        #expect(answer.json["code"] == "guard.invalid_input")
    }

    @Test func `organizations are listed in pages, in the order in which they were made`() async throws {
        let management = try await Management()
        #expect(try await management.get("/organizations").json.array?.first == Self.bookClub)
        for number in 1...18 {
            _ = try await management.create("/organizations", ["name": .string("Club 1\(number)%")])
        }
        let first = try await management.get("/organizations")
        #expect(first.json.array?.count == 20)
        #expect(first.json.ids.prefix(3) == ["bookclub0001", "chessclub001", "strictclub01"])
        #expect(first.headers[.init("Total-Number") ?? .server] == "21")
        let url = "\(management.world.logto)/api/organizations"
        let second = try await management.get("/organizations?page=3&page_size=10&q=CLUB")
        #expect(second.json.array?.count == 1)
        #expect(
            second.headers[.init("Link") ?? .server]
                == #"<\#(url)?page=1&page_size=10&q=CLUB>; rel="first", "#
                + #"<\#(url)?page=2&page_size=10&q=CLUB>; rel="prev", "#
                + #"<\#(url)?page=3&page_size=10&q=CLUB>; rel="last""#)
    }

    @Test(arguments: [
        ("q=chess", ["chessclub001"]), ("q=OOKCLUB0", ["bookclub0001"]), ("q=book%20C", ["bookclub0001"]),
        ("q=%25", []), ("q=_", []), ("q=%5C", []), ("q=Reads", []),
        ("q=", ["bookclub0001", "chessclub001", "strictclub01"]),
    ])
    func `they are found by a part of id or name (§2.5)`(query: String, ids: [String]) async throws {
        let answer = try await Management().get("/organizations?\(query)")
        #expect(answer.json.ids == ids)
        #expect(answer.headers[.init("Total-Number") ?? .server] == "\(ids.count)")
    }

    @Test(arguments: ["true", "1"])
    func `a list says who is in them where that is asked`(yes: String) async throws {
        let management = try await Management()
        for number in 1...3 {
            let user = try await management.create("/users", ["username": .string("u\(number)")])
            _ = try await management.create(
                "/organizations/bookclub0001/users", ["userIds": [user["id"] ?? .null]])
        }
        let club = try await management.get("/organizations?showFeatured=\(yes)").json.array?.first
        #expect(club?["usersCount"] == 4)
        let members = try await management.get("/organizations/bookclub0001/users").json.array ?? []
        #expect(
            club?["featuredUsers"]?.array
                == members.prefix(3).map { user in
                    ["id": user["id"], "avatar": user["avatar"], "name": user["name"]]
                })
        #expect(try await management.get("/organizations").json.array?.first?["usersCount"] == nil)
    }

    @Test func `a user's organizations come with the roles there (§4.2)`() async throws {
        let management = try await Management()
        let list = try await management.get("/users/alice0000001/organizations?page=1&page_size=1")
        #expect(list.json.ids == ["bookclub0001", "chessclub001", "strictclub01"], "never in pages")
        #expect(
            list.json.array?.first
                == Self.bookClub.with([
                    "organizationRoles": [["id": "clubeditor00000000000", "name": "Editor"]]
                ]))
        #expect(list.json.array?.last?["organizationRoles"] == [])
        #expect(try await management.get("/users/suspended001/organizations").json == [])
        try await Row(.get, "/users/nobody/organizations", .notFound).check(management)
    }

    @Test func `an application's organizations come with the roles there, in pages if need be (§4.1)`() async throws {
        let management = try await Management()
        let path = "/applications/managementapi00000000/organizations"
        #expect(
            try await management.get(path).json == [
                Self.bookClub.with(["organizationRoles": [["id": "clubbot00000000000000", "name": "Bot"]]])
            ])
        let page = try await management.get("\(path)?page=2&page_size=1")
        #expect(page.json == [])
        #expect(page.headers[.init("Total-Number") ?? .server] == "1")
        try await Row(
            .get, "/applications/nothing/organizations", 404, code: "entity.not_exists_with_id",
            "The applications with ID `nothing` does not exist."
        ).check(management)
    }
}
