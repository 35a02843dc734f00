import Core
import HTTPTypes
import TestSupport
import Testing

/// `/users/:userId/personal-access-tokens` (spec `logto-management-api.md` §4.2, §6.4).
@Suite struct PersonalAccessTokensAPITests {
    private static let path = "/users/alice0000001/personal-access-tokens"

    @Test func `a token is made, listed, renamed and deleted`() async throws {
        let management = try await Management()
        #expect(try await management.get(Self.path).body == "[]")
        let made = try await management.call(.post, Self.path, ["name": "script"])
        #expect(made.status == .created)
        let value = made.json["value"]?.string ?? ""
        #expect(value.wholeMatch(of: /pat_[0-9A-Za-z]{32}/) != nil)
        let body: JSON = [
            "tenantId": "default", "userId": "alice0000001", "name": "script", "value": .string(value),
            "createdAt": .int(TestWorld.beginning.milliseconds), "expiresAt": .null,
        ]
        #expect(made.json == body)
        #expect(try await management.get(Self.path).json == [body])
        let renamed = try await management.call(.patch, Self.path, ["currentName": "script", "name": "robot"])
        #expect(renamed.status == .ok)
        #expect(renamed.json == body.with(["name": "robot"]))
        let again = try await management.call(.patch, "\(Self.path)/robot", ["name": "a b"])
        #expect(again.json["name"] == "a b")
        #expect(try await management.call(.delete, "\(Self.path)/a%20b").status == .noContent)
        _ = try await management.create(Self.path, ["name": "x"])
        let deleted = try await management.call(.post, "\(Self.path)/delete", ["name": "x"])
        #expect(deleted.status == .noContent)
        #expect(deleted.body.isEmpty)
        #expect(try await management.get(Self.path).body == "[]")
    }

    @Test(arguments: [
        Row(.get, "/users/nobody/personal-access-tokens", 200, []),
        Row(
            .post, Self.path, ["name": "a", "expiresAt": .int(TestWorld.beginning.milliseconds)], 400,
            code: "request.invalid_input", "Input is invalid. The value of `expiresAt` must be in the future."),
        Row(
            .post, Self.path, ["name": "a", "expiresAt": 0], 400, code: "request.invalid_input",
            "Input is invalid. The value of `expiresAt` must be in the future."),
        Row(
            .post, "/users/nobody/personal-access-tokens", ["name": "a"], 404,
            code: "entity.relation_foreign_key_not_found",
            "Cannot find one or more foreign keys. Please check the input and ensure that all referenced entities exist."
        ),
        Row(
            .patch, Self.path, ["currentName": "a", "name": "b"], 404, code: "entity.not_exists",
            "The personal_access_token does not exist."),
        Row(
            .patch, "\(Self.path)/a", ["name": "b"], 404, code: "entity.not_exists",
            "The personal_access_token does not exist."),
        Row(
            .post, "\(Self.path)/delete", ["name": "a"], 404, code: "entity.not_found", "The resource does not exist."),
        Row(.delete, "\(Self.path)/a", 404, code: "entity.not_found", "The resource does not exist."),
    ])
    func `what is refused (§6.4)`(row: Row) async throws {
        try await row.check(try await Management())
    }

    @Test func `a name is used once by a user`() async throws {
        let management = try await Management()
        for name in ["a", "b"] { _ = try await management.create(Self.path, ["name": .string(name)]) }
        _ = try await management.create("/users/suspended001/personal-access-tokens", ["name": "a"])
        let taken: JSON = [
            "code": "user.personal_access_token_name_exists", "message": "Personal access token name already exists.",
        ]
        try await Row(.post, Self.path, ["name": "a"], 422, taken).check(management)
        try await Row(.patch, Self.path, ["currentName": "b", "name": "a"], 422, taken).check(management)
    }

    @Test(arguments: [[:], ["name": ""], ["name": 7], ["name": "a", "expiresAt": "tomorrow"]] as [JSON])
    func `a name has 1 to 256 characters, an end is a number (§6)`(body: JSON) async throws {
        let answer = try await Management().call(.post, Self.path, body)
        #expect(answer.status == .badRequest)
        #expect(answer.json["code"] == "guard.invalid_input")
    }

    @Test func `it is traded for the user's access token, until its time is over (§6.4)`() async throws {
        let management = try await Management()
        let end = TestWorld.beginning.milliseconds + 60_000
        let token = try await management.create(Self.path, ["name": "script", "expiresAt": .int(end)])
        #expect(token["expiresAt"] == .int(end))
        _ = try await management.call(
            .patch, "/applications/\(Example.webApp.id)", ["customClientMetadata": ["allowTokenExchange": true]])
        let party = RelyingParty(in: management.world)
        let form = [
            "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
            "subject_token": token["value"]?.string ?? "",
            "subject_token_type": "urn:logto:token-type:personal_access_token", "resource": Example.api,
        ]
        let access = try await party.token(form).json["access_token"]?.string ?? ""
        #expect(try party.accessClaims(access)["sub"] == "alice0000001")
        management.world.advance(seconds: 61)
        #expect(try await party.token(form).oauthError == "invalid_grant")
    }
}
