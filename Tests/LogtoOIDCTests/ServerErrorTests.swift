import Emulator
import HTTPTypes
import TestSupport
import Testing

@Suite("What the provider says of its own failures (spec §1.5)")
struct ServerErrorTests {
    private static let body =
        #"{"code":"oidc.server_error","message":"An unknown OIDC error occurred. Please try again later.","#
        + #""error":"server_error","error_description":"oops! something went wrong"}"#

    @Test(arguments: [
        (HTTPRequest.Method.get, "/auth?client_id=bookstore000000000000"), (.post, "/token"), (.get, "/me"),
    ])
    func `a database that is gone is an error of the server, without the reason`(
        method: HTTPRequest.Method, path: String
    ) async throws {
        let world = try await TestWorld()
        try world.world.close()
        let answer = try await world.send(
            method, world.issuer + path,
            headers: [.authorization: path == "/me" ? "Bearer x" : "Basic aWQ6c2VjcmV0"])
        #expect(answer.status == .internalServerError)
        #expect(answer.body == Self.body)
        #expect(world.log.text.contains("error request failed"))
    }
}
