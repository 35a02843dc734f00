import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("POST /control/subject-tokens")
struct SubjectTokensAPITests {
    private func post(_ body: String, in world: TestWorld) async throws -> TestResponse {
        try await world.send(
            .post, world.console + "/control/subject-tokens", headers: [.contentType: "application/json"], body: body)
    }

    @Test(arguments: [#"{"userId": "alice0000001"}"#, #"{"userId": "alice0000001", "context": {"ticket": 7}}"#])
    func `a token is made that stands for a user for ten minutes`(body: String) async throws {
        let world = try await TestWorld()
        let answer = try await self.post(body, in: world)
        #expect(answer.status == .created)
        #expect((answer.json.members ?? []).map(\.name) == ["subjectToken", "expiresIn"])
        #expect(answer.json["subjectToken"]?.string?.wholeMatch(of: /sub_[0-9a-z]{21}/) != nil)
        #expect(answer.json["expiresIn"] == 600)
        #expect(try await self.post(body, in: world).json["subjectToken"] != answer.json["subjectToken"])
    }

    @Test(arguments: [
        ("", HTTPResponse.Status.badRequest, #"The body must be JSON such as {"userId": "alice0000001"}."#),
        ("{", .badRequest, #"The body must be JSON such as {"userId": "alice0000001"}."#),
        (#"{"userId": 7}"#, .badRequest, #"The body must be JSON such as {"userId": "alice0000001"}."#),
        (#"{"userId": "alice0000001", "context": []}"#, .badRequest, "context must be an object, or left out."),
        (#"{"userId": "bob"}"#, .notFound, #"There is no user with the id "bob"; the console lists them."#),
        (
            #"{"userId": "alice0000001\u0000"}"#, .notFound,
            "There is no user with the id \"alice0000001\0\"; the console lists them."
        ),
    ])
    func `what is wrong is said with what to change`(
        body: String, status: HTTPResponse.Status, message: String
    ) async throws {
        let answer = try await self.post(body, in: try await TestWorld())
        #expect(answer.status == status)
        #expect(answer.json["error"]?.string == message)
    }
}
