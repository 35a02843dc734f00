import HTTPTypes
import TestSupport
import Testing

@Suite("Whether Logto is up (spec §1.1)")
struct StatusTests {
    @Test func `it says so without a word`() async throws {
        let world = try await TestWorld()
        let answer = try await world.get("\(world.logto)/api/status")
        #expect(answer.status == .noContent)
        #expect(answer.body.isEmpty)
        #expect(answer.headers[try #require(HTTPField.Name("Logto-Core-Request-Id"))]?.count == 16)
    }
}
