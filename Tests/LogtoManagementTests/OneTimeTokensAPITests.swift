import Core
import HTTPTypes
import TestSupport
import Testing

/// `/one-time-tokens` (spec `logto-management-api.md` §4.7, §6.11).
@Suite struct OneTimeTokensAPITests {
    private static let path = "/one-time-tokens"
    private static let now = TestWorld.beginning.milliseconds

    @Test func `a token is made, read, used up and deleted`() async throws {
        let management = try await Management()
        let context: JSON = ["jitOrganizationIds": ["bookclub0001"], "interactionEvent": "Register"]
        let made = try await management.call(
            .post, Self.path, ["email": "new@example.com", "context": context, "expiresIn": 60])
        #expect(made.status == .created)
        let (id, token) = (made.json["id"]?.string ?? "", made.json["token"] ?? .null)
        #expect(id.count == 21)
        #expect(token.string?.count == 32)
        let body: JSON = [
            "tenantId": "default", "id": .string(id), "email": "new@example.com", "token": token, "context": context,
            "status": "active", "createdAt": .int(Self.now), "expiresAt": .int(Self.now + 60_000),
        ]
        #expect(made.json == body)
        #expect(try await management.get("\(Self.path)/\(id)").json == body)
        let used = try await management.call(
            .post, "\(Self.path)/verify", ["token": token, "email": "new@example.com"])
        #expect(used.status == .ok)
        #expect(used.json == body.with(["status": "consumed"]))
        try await Row(
            .post, "\(Self.path)/verify", ["token": token, "email": "new@example.com"], 400,
            code: "one_time_token.token_consumed", "The token has been consumed."
        ).check(management)
        #expect(try await management.call(.delete, "\(Self.path)/\(id)").status == .noContent)
        try await Row(
            .get, "\(Self.path)/\(id)", 404, code: "entity.not_exists_with_id",
            "The one_time_tokens with ID `\(id)` does not exist."
        ).check(management)
        try await Row(
            .delete, "\(Self.path)/\(id)", 404, code: "entity.not_found", "The resource does not exist."
        ).check(management)
    }

    @Test func `it lives ten minutes, and is then shown as expired everywhere`() async throws {
        let management = try await Management()
        let made = try await management.create(Self.path, ["email": "new@example.com"])
        #expect(made["expiresAt"] == .int(Self.now + 600_000))
        management.world.advance(seconds: 600)
        let path = "\(Self.path)/\(made["id"]?.string ?? "")"
        #expect(try await management.get(path).json["status"] == "expired")
        #expect(try await management.get("\(Self.path)?status=expired").json.ids == [made["id"]?.string])
        #expect(try await management.get("\(Self.path)?status=active").body == "[]")
        let verify: JSON = ["token": made["token"], "email": "new@example.com"]
        try await Row(
            .post, "\(Self.path)/verify", verify, 400, code: "one_time_token.token_expired", "The token is expired."
        ).check(management)
    }

    @Test func `it is revoked, and not brought back`() async throws {
        let management = try await Management()
        let made = try await management.create(Self.path, ["email": "new@example.com"])
        let path = "\(Self.path)/\(made["id"]?.string ?? "")/status"
        try await Row(.put, path, ["status": "revoked"], 200, made.with(["status": "revoked"])).check(management)
        try await Row(
            .put, path, ["status": "active"], 400, code: "one_time_token.cannot_reactivate_token",
            "Cannot reactivate the token."
        ).check(management)
        let verify: JSON = ["token": made["token"], "email": "new@example.com"]
        try await Row(
            .post, "\(Self.path)/verify", verify, 400, code: "one_time_token.token_revoked",
            "The token has been revoked."
        ).check(management)
        try await Row(
            .post, "\(Self.path)/verify", verify.with(["email": "other@example.com"]), 400,
            code: "one_time_token.email_mismatch", "Email mismatch with given token."
        ).check(management)
        try await Row(
            .post, "\(Self.path)/verify", verify.with(["token": "x"]), 404, code: "one_time_token.token_not_found",
            "Token x not found."
        ).check(management)
    }

    @Test func `the list is filtered and cut into pages, its total is not filtered (§6.11)`() async throws {
        let management = try await Management()
        for number in 1...3 {
            _ = try await management.create(Self.path, ["email": .string("\(number)@example.com")])
            management.world.advance(seconds: 1)
        }
        let all = try await management.get(Self.path)
        #expect(all.json.array?.map { $0["email"] } == ["3@example.com", "2@example.com", "1@example.com"])
        #expect(all.headers[.init("Total-Number") ?? .server] == nil)
        let page = try await management.get("\(Self.path)?email=2@example.com&page=1&page_size=2")
        #expect(page.json.array?.map { $0["email"] } == ["2@example.com"])
        #expect(page.headers[.init("Total-Number") ?? .server] == "3")
    }

    @Test(
        arguments: [
            [:], ["email": ""], ["email": "a@example.com", "expiresIn": 0],
            ["email": "a@example.com", "context": ["interactionEvent": "Dance"]],
        ] as [JSON])
    func `what a token cannot be made of`(body: JSON) async throws {
        let answer = try await Management().call(.post, Self.path, body)
        #expect(answer.status == .badRequest)
        #expect(answer.json["code"] == "guard.invalid_input")
    }
}
