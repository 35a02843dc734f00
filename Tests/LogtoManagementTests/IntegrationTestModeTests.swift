import Core
import HTTPTypes
import TestSupport
import Testing

/// How Logto's own tests are let in (spec `logto-management-api.md` §3.3).
@Suite struct IntegrationTestModeTests {
    private static func header(_ id: String) throws -> HTTPFields {
        [try #require(HTTPField.Name("development-user-id")): id]
    }

    @Test(arguments: [nil, "Bearer nonsense", "Basic abc"])
    func `whoever names a user needs no token`(authorization: String?) async throws {
        let world = try await TestWorld(isIntegrationTest: true)
        var headers = try Self.header("someone")
        headers[.authorization] = authorization
        #expect(try await world.get("\(world.logto)/api/users", headers: headers).status == .ok)
    }

    @Test func `an empty name is none`() async throws {
        let world = try await TestWorld(isIntegrationTest: true)
        let answer = try await world.get("\(world.logto)/api/users", headers: try Self.header(""))
        #expect(answer.status == .unauthorized)
        #expect(answer.json["code"] == "auth.authorization_header_missing")
    }

    @Test func `without a name the token counts`() async throws {
        let management = try await Management(in: try await TestWorld(isIntegrationTest: true))
        #expect(try await management.get("/users").status == .ok)
        let answer = try await management.world.get("\(management.world.logto)/api/users")
        #expect(answer.status == .unauthorized)
    }

    @Test func `the Account API does not know the header (§3.4)`() async throws {
        let world = try await TestWorld(isIntegrationTest: true)
        let answer = try await world.get("\(world.logto)/api/my-account", headers: try Self.header("someone"))
        #expect(answer.status == .unauthorized)
    }

    @Test func `out of that mode the header is nothing`() async throws {
        let world = try await TestWorld()
        let answer = try await world.get("\(world.logto)/api/users", headers: try Self.header("someone"))
        #expect(answer.status == .unauthorized)
        #expect(answer.json["code"] == "auth.authorization_header_missing")
    }
}
