import Core
import HTTPTypes
import TestSupport
import Testing

/// `/roles`, `/resources` and their scopes (spec `logto-management-api.md` §4.3, §6.6, §6.7).
@Suite struct RolesAPITests {
    @Test func `a role is created, read, changed and deleted`() async throws {
        let management = try await Management()
        let answer = try await management.call(.post, "/roles", ["name": "Clerk", "description": "Sells"])
        #expect(answer.status == .ok)
        let id = answer.json["id"] ?? .null
        #expect(
            answer.json == [
                "tenantId": "default", "id": id, "name": "Clerk", "description": "Sells", "type": "User",
                "isDefault": false,
            ])
        let path = "/roles/\(id.string ?? "")"
        #expect(try await management.get(path).json == answer.json)
        let changed = try await management.call(
            .patch, path, ["name": "Seller", "isDefault": true, "type": "MachineToMachine"])
        #expect(changed.json == answer.json.with(["name": "Seller", "isDefault": true]))
        let user = try await management.create("/users", [:])
        #expect(try await management.ids("/users/\(user["id"]?.string ?? "")/roles") == [id.string])
        #expect(try await management.call(.delete, path).status == .noContent)
        try await Row(.delete, path, 404, code: "entity.not_found", "The resource does not exist.").check(management)
    }

    @Test func `lists say who has a role, and hide internal ones`() async throws {
        let management = try await Management()
        let list = try await management.get("/roles?search=Reader")
        #expect(
            list.json == [
                [
                    "tenantId": "default", "id": "reader000000000000000", "name": "Reader", "description": "",
                    "type": "User", "isDefault": false, "usersCount": 1,
                    "featuredUsers": [["id": "alice0000001", "avatar": .null, "name": "Alice Example"]],
                    "applicationsCount": 0, "featuredApplications": [],
                ]
            ])
        let machines = try await management.get("/roles?type=MachineToMachine")
        #expect(machines.json.ids == ["managementapiaccess00", "machinereader00000000"])
        #expect(
            machines.json.array?.first?["featuredApplications"]
                == [["id": "managementapi00000000", "name": "Machine", "type": "MachineToMachine"]])
        #expect(
            try await management.ids("/roles?type=MachineToMachine&excludeApplicationId=managementapi00000000") == [])
        #expect(try await management.ids("/roles?type=User&excludeUserId=alice0000001") == [])
        _ = try await management.create("/roles", ["name": "#internal:x", "description": "d"])
        #expect(try await management.ids("/roles?type=User") == ["reader000000000000000"])
    }

    @Test(arguments: [
        Row(
            .post, "/roles", ["name": "Reader", "description": "d"], 422, code: "role.name_in_use",
            "This role name Reader is already in use"),
        Row(
            .patch, "/roles/machinereader00000000", ["name": "Reader"], 422, code: "role.name_in_use",
            "This role name Reader is already in use"),
        Row(
            .patch, "/roles/nothing", ["name": "x"], 404, code: "entity.not_exists_with_id",
            "The roles with ID `nothing` does not exist."),
        Row(
            .post, "/roles", ["name": "x", "description": "d", "scopeIds": ["nothing"]], 404,
            code: "entity.not_exists_with_id", "The scopes with ID `nothing` does not exist."),
        Row(
            .post, "/roles", ["name": "x", "description": "d", "scopeIds": ["management-api-all"]], 400,
            code: "role.management_api_scopes_not_assignable_to_user_role",
            "Cannot assign Management API scopes to a user role."),
        Row(
            .post, "/roles/reader000000000000000/scopes", ["scopeIds": ["readbooks000000000000"]], 422,
            code: "role.scope_exists", "The scope id readbooks000000000000 has already been added to this role"),
        Row(
            .delete, "/roles/reader000000000000000/scopes/writebooks00000000000", 404, code: "entity.not_found",
            "The resource does not exist."),
        Row(
            .post, "/roles/reader000000000000000/users", ["userIds": ["alice0000001"]], 422, code: "role.user_exists",
            "The user id alice0000001 is already been added to this role"),
        Row(
            .post, "/roles/reader000000000000000/users", ["userIds": ["nobody"]], 404, code: "entity.not_found",
            "The resource does not exist."),
        Row(
            .post, "/roles/machinereader00000000/users", ["userIds": ["alice0000001"]], 422,
            code: "entity.db_constraint_violated", "Database constraint violated."),
        Row(
            .post, "/roles/machinereader00000000/applications", ["applicationIds": ["managementapi00000000"]], 422,
            code: "role.application_exists",
            "The application id {{applicationId}} is already been added to this role"),
        Row(
            .post, "/roles/reader000000000000000/applications", ["applicationIds": ["managementapi00000000"]], 422,
            code: "entity.db_constraint_violated", "Database constraint violated."),
        Row(
            .delete, "/roles/nothing/users/alice0000001", 404, code: "entity.not_found",
            "The resource does not exist."),
        Row(
            .post, "/resources", ["name": "x", "indicator": "https://api.bookstore.example"], 422,
            code: "resource.resource_identifier_in_use",
            "The API identifier https://api.bookstore.example is already in use"),
        Row(
            .patch, "/resources/management-api", ["name": "x"], 400, code: "resource.cannot_modify_management_api",
            "Cannot modify Logto Management API."),
        Row(
            .delete, "/resources/management-api", 400, code: "resource.cannot_delete_management_api",
            "Cannot delete Logto Management API."),
        Row(
            .post, "/resources/management-api/scopes", ["name": "x"], 400,
            code: "resource.cannot_modify_management_api", "Cannot modify Logto Management API."),
        Row(
            .post, "/resources/nothing/scopes", ["name": "a b"], 400, code: "scope.name_with_space",
            "The name of the scope cannot contain any spaces."),
        Row(
            .post, "/resources/nothing/scopes", ["name": "a"], 404, code: "entity.not_exists_with_id",
            "The resources with ID `nothing` does not exist."),
        Row(
            .post, "/resources/bookstoreapi000000000/scopes", ["name": "read:books"], 422, code: "scope.name_exists",
            "The scope name read:books is already in use"),
        Row(
            .patch, "/resources/bookstoreapi000000000/scopes/nothing", ["name": "x"], 404, code: "entity.not_exists",
            "The scope does not exist."),
        Row(
            .delete, "/resources/bookstoreapi000000000/scopes/nothing", 404, code: "entity.not_found",
            "The resource does not exist."),
        Row(.get, "/resources/nothing/scopes", 200, []),
    ])
    func `what Logto refuses`(row: Row) async throws {
        try await row.check(try await Management())
    }

    @Test func `scopes of a role come with their resource, and count at once`() async throws {
        let management = try await Management()
        let path = "/roles/reader000000000000000/scopes"
        let added = try await management.call(.post, path, ["scopeIds": ["writebooks00000000000"]])
        #expect(added.status == .created)
        #expect(added.json.ids == ["readbooks000000000000", "writebooks00000000000"])
        let list = try await management.get(path).json
        #expect(list.ids == ["readbooks000000000000", "writebooks00000000000"])
        #expect(list.array?.first?["resource"]?["indicator"] == "https://api.bookstore.example")
        #expect(try await management.ids("\(path)?search=%25write%25&page=1") == ["writebooks00000000000"])
        #expect(try await management.call(.delete, "\(path)/writebooks00000000000").status == .noContent)
        #expect(try await management.ids(path) == ["readbooks000000000000"])
    }

    @Test func `users and applications are listed by role, given it and lose it`() async throws {
        let management = try await Management()
        let users = "/roles/reader000000000000000/users"
        let added = try await management.call(.post, users, ["userIds": ["suspended001"]])
        #expect(added.status == .created)
        #expect(added.body == "Created")
        #expect(Set(try await management.ids(users)) == ["alice0000001", "suspended001"])
        let found = try await management.get("\(users)?search=alice").json
        #expect(found.ids == ["alice0000001"])
        #expect(found.array?.first?["hasPassword"] == nil)
        #expect(try await management.call(.delete, "\(users)/alice0000001").status == .noContent)
        #expect(try await management.ids(users) == ["suspended001"])
        let applications = "/roles/machinereader00000000/applications"
        #expect(try await management.ids(applications) == ["managementapi00000000"])
        #expect(try await management.call(.delete, "\(applications)/managementapi00000000").status == .noContent)
        let again = try await management.call(
            .post, applications, ["applicationIds": ["managementapi00000000", "bookstorespa000000000"]])
        #expect(again.status == .created)
        #expect(try await management.ids(applications) == ["managementapi00000000"], "machines alone are listed")
    }

    @Test func `an API is created, changed and deleted with its scopes`() async throws {
        let management = try await Management()
        let answer = try await management.call(.post, "/resources", ["name": "Shop", "indicator": "shop"])
        #expect(answer.status == .created)
        let id = answer.json["id"] ?? .null
        let resource: JSON = [
            "tenantId": "default", "id": id, "name": "Shop", "indicator": "shop", "isDefault": false,
            "accessTokenTtl": 3600,
        ]
        #expect(answer.json == resource.with(["scopes": []]))
        let path = "/resources/\(id.string ?? "")"
        #expect(try await management.get(path).json == resource)
        let changed = try await management.call(
            .patch, path, ["name": "Store", "accessTokenTtl": 60, "indicator": "other"])
        #expect(changed.json == resource.with(["name": "Store", "accessTokenTtl": 60]))
        let scope = try await management.call(.post, "\(path)/scopes", ["name": "sell", "description": ""])
        #expect(scope.status == .created)
        #expect(
            scope.json == [
                "tenantId": "default", "id": scope.json["id"], "resourceId": id, "name": "sell", "description": .null,
                "createdAt": .int(TestWorld.beginning.milliseconds),
            ])
        let scopePath = "\(path)/scopes/\(scope.json["id"]?.string ?? "")"
        #expect(
            try await management.call(.patch, scopePath, ["description": "Sell things"]).json
                == scope.json.with(["description": "Sell things"]))
        let all = try await management.get("/resources?includeScopes=true").json.array ?? []
        #expect(all.first { $0["id"] == id }?["scopes"]?.array?.map { $0["name"] } == ["sell"])
        #expect(try await management.call(.delete, scopePath).status == .noContent)
        #expect(try await management.call(.delete, path).status == .noContent)
        #expect(try await management.get(path).json["code"] == "entity.not_exists_with_id")
    }

    @Test func `one API at the most is the default`() async throws {
        let management = try await Management()
        for id in ["bookstoreapi000000000", "cafeapi00000000000000"] {
            #expect(
                try await management.call(.patch, "/resources/\(id)/is-default", ["isDefault": true]).json["isDefault"]
                    == true)
        }
        let defaults = try await management.get("/resources").json.array?.filter { $0["isDefault"] == true }
        #expect(defaults?.map { $0["id"] } == ["cafeapi00000000000000"])
        #expect(
            try await management.call(.patch, "/resources/cafeapi00000000000000/is-default", ["isDefault": false])
                .json["isDefault"] == false)
    }

    @Test func `every instance has the Management API (§5)`() async throws {
        let management = try await Management()
        #expect(
            try await management.get("/resources/management-api").json == [
                "tenantId": "default", "id": "management-api", "name": "Logto Management API",
                "indicator": "https://default.logto.app/api", "isDefault": false, "accessTokenTtl": 3600,
            ])
        #expect(try await management.ids("/resources/management-api/scopes") == ["management-api-all"])
    }

    @Test func `a role that is taken, or given, counts in the next token`() async throws {
        let management = try await Management()
        let party = RelyingParty(in: management.world)
        func scope() async throws -> JSON? {
            let answer = try await party.signInAsAlice(
                Browser(management.world), ["resource": Example.api, "scope": "openid read:books write:books"])
            let tokens = try await party.redeem(answer.locationParameters["code"] ?? "", ["resource": Example.api]).json
            return tokens["scope"]
        }
        let before = try await scope()
        #expect(try await management.call(.put, "/users/alice0000001/roles", ["roleIds": []]).status == .ok)
        let without = try await scope()
        let given = try await management.call(
            .post, "/users/alice0000001/roles", ["roleIds": ["reader000000000000000"]])
        #expect(given.status == .created)
        let after = try await scope()
        #expect(before?.string?.contains("read:books") == true)
        #expect(without?.string?.contains("read:books") != true)
        #expect(after == before)
    }
}
