import Core
import Emulator
import HTTPTypes
import Hummingbird
import TestSupport
import Testing

/// The documents that describe the APIs (spec `logto-management-api.md` §4.8, §12).
@Suite struct DescriptionTests {
    private static let documents = [
        "/swagger.json", "/.well-known/management.openapi.json", "/.well-known/experience.openapi.json",
        "/.well-known/user.openapi.json",
    ]

    @Test(arguments: Self.documents)
    func `a document is of version 3.0.1, and no two of its operations have one name`(path: String) async throws {
        let description = try await Description(of: try await TestWorld(), path)
        #expect(description.document["openapi"] == "3.0.1")
        #expect(description.document["servers"]?.array?.first?["url"] == "http://localhost:3001")
        let ids = description.operations.compactMap { $0.description["operationId"]?.string }
        #expect(ids.count == description.operations.count)
        #expect(Set(ids).count == ids.count, "\(Dictionary(grouping: ids, by: \.self).filter { $1.count > 1 }.keys)")
        for id in ids { #expect(id.wholeMatch(of: /[A-Z][A-Za-z0-9]+/) != nil) }
    }

    @Test func `each document is of one audience, and the large one of all`() async throws {
        let world = try await TestWorld()
        var parts: [String] = []
        for path in Self.documents.dropFirst() {
            parts += try await Description(of: world, path).operations.map { "\($0.method) \($0.path)" }
        }
        let all = try await Description(of: world).operations.map { "\($0.method) \($0.path)" }
        #expect(Set(parts) == Set(all))
        #expect(parts.count == all.count)
        #expect(try await Description(of: world, Self.documents[3]).operation(.get, "/api/my-account") != nil)
        #expect(try await Description(of: world, Self.documents[2]).operation(.post, "/api/experience/submit") != nil)
    }

    @Test func `what is described is served, to whoever it says`() async throws {
        let world = try await TestWorld()
        for operation in try await Description(of: world).operations {
            let answer = try await world.send(operation.method, world.logto + operation.example)
            let expected: (Int, JSON?)? =
                switch operation.description["security"]?.array?.first?.members?.first?.name {
                case "OAuth2", "userToken": (401, "auth.authorization_header_missing")
                case "cookieAuth": operation.path.hasSuffix("/consent") ? nil : (400, "session.not_found")
                default: nil
                }
            if let expected {
                #expect(answer.status.code == expected.0, "\(operation.method) \(operation.path)")
                #expect(answer.json["code"] == expected.1)
            } else {
                #expect(answer.status != .notFound && answer.status != .methodNotAllowed, "\(operation.path)")
            }
        }
    }

    @Test func `what is served is described, with all of its methods`() async throws {
        let world = try await TestWorld()
        let description = try await Description(of: world)
        for path in Set(description.operations.map(\.example)) {
            let allowed = try await world.send(.options, world.logto + path).headers[.allow] ?? ""
            let methods = description.operations.filter { $0.fits(path) }.map(\.method.rawValue)
            #expect(
                Set(allowed.split(separator: ", ").map(String.init)).subtracting(["HEAD"]) == Set(methods), "\(path)")
        }
        for route in world.world.logtoRouter().routes where route.path.description.hasPrefix("/api/") {
            #expect(description.operation(route.method, route.path.description) != nil, "\(route.path)")
        }
    }

    @Test func `a list says how it is cut and searched`() async throws {
        let users = try #require(
            try await Description(of: try await TestWorld()).operation(.get, "/api/users")?.description)
        #expect(users["operationId"] == "ListUsers")
        #expect(users["tags"] == ["Users"])
        #expect(users["security"] == [["OAuth2": ["all"]]])
        #expect(
            users["parameters"]?.array?.map { $0["name"] ?? $0["$ref"] ?? .null } == [
                "excludeRoleId", "excludeOrganizationId", "includePasswordHash", "#/components/parameters/page",
                "#/components/parameters/page_size", "#/components/parameters/search_params",
            ])
        #expect(users["responses"]?["200"]?["headers"]?.members?.map(\.name) == ["Total-Number", "Link"])
        #expect(users["responses"]?.members?.map(\.name) == ["200", "400", "401", "403"])
    }

    @Test func `a body is described by what it is checked against`() async throws {
        let management = try await Management()
        let description = try await Description(of: management.world)
        let creation = description.operation(.post, "/api/roles")?.description["requestBody"]
        let schema = try #require(creation?["content"]?["application/json"]?["schema"])
        #expect(creation?["required"] == true)
        #expect(schema["required"] == ["name", "description"])
        #expect(schema["properties"]?["name"] == ["type": "string", "minLength": 1, "maxLength": 128])
        #expect(schema["properties"]?["type"] == ["type": "string", "enum": ["User", "MachineToMachine"]])
        for body: JSON in [
            ["name": "a", "description": "b"], ["name": "a"], ["name": 1, "description": "b"],
            ["name": "c", "description": "d", "scopeIds": "e"], ["name": "d", "description": "e", "isDefault": true],
        ] {
            let isRefused = try await management.call(.post, "/roles", body).json["code"] == "guard.invalid_input"
            #expect(isRefused == !description.problems(of: body, with: schema).isEmpty, "\(body)")
        }
    }

    @Test func `an answer is described by the entity in it`() async throws {
        let description = try await Description(of: try await TestWorld())
        let answers = description.operation(.get, "/api/users")?.description["responses"]
        let schema = answers?["200"]?["content"]?["application/json"]?["schema"]
        #expect(schema == ["type": "array", "items": ["$ref": "#/components/schemas/User"]])
        let user = description.document["components"]?["schemas"]?["User"]
        #expect(user?["properties"]?["primaryEmail"] == ["type": "string", "nullable": true])
        #expect(user?["required"]?.strings.contains("primaryEmail") == true)
        // Each operation that sends something says what, as far as objects and lists go.
        for operation in description.operations {
            for response in operation.description["responses"]?.members ?? [] where response.name.hasPrefix("2") {
                let schema = response.value["content"]?["application/json"]?["schema"]
                #expect(schema != [:], "\(operation.method) \(operation.path)")
            }
        }
    }

    @Test func `a path has its parameters, and a failure its shape`() async throws {
        let description = try await Description(of: try await TestWorld())
        let change = try #require(description.operation(.patch, "/api/users/x")?.description)
        #expect(
            change["parameters"] == [
                ["name": "userId", "in": "path", "required": true, "schema": ["type": "string"]]
            ])
        #expect(change["responses"]?.members?.map(\.name) == ["200", "400", "401", "403", "404", "422"])
        let failure = description.resolved(change["responses"]?["404"] ?? .null)
        #expect(failure["description"] == "Not Found")
        let schema = failure["content"]?["application/json"]?["schema"] ?? .null
        #expect(description.resolved(schema)["required"] == ["message"])
        let text = description.operation(.post, "/api/roles/x/users")?.description["responses"]?["201"]
        #expect(text?["content"]?["text/plain"]?["schema"]?["enum"] == ["Created"])
        #expect(description.operation(.delete, "/api/users/x")?.description["responses"]?["204"]?["content"] == nil)
    }
}
