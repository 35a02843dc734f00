import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("Methods and origins of the Experience API (spec §17, management §1.2, §1.3)")
struct OtherMethodsTests {
    private static func send(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        let world = try await TestWorld()
        return try await world.send(method, "\(world.logto)/api/\(path)", headers: headers)
    }

    @Test(arguments: [
        (HTTPRequest.Method.get, "experience", "PUT"), (.delete, "experience/", "PUT"),
        (.put, "Experience/Submit", "POST"), (.post, "experience/interaction", "HEAD, GET"),
        (.get, "experience/verification/verification-code", "POST"),
        (.patch, "experience/verification/social/anything/verify", "POST"),
        (.get, "experience/profile/password", "PUT"), (.delete, "interaction/consent", "HEAD, GET, POST"),
        (.post, ".well-known/sign-in-exp", "HEAD, GET"), (.post, "status", "HEAD, GET"),
    ])
    func `a known path with another method is 405`(
        method: HTTPRequest.Method, path: String, allowed: String
    ) async throws {
        let answer = try await Self.send(method, path)
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.body == "Method Not Allowed")
        #expect(answer.headers[.allow] == allowed)
        #expect(answer.headers[.contentType] == "text/plain; charset=utf-8")
        #expect(answer.headers[.xContentTypeOptions] == "nosniff")
    }

    @Test func `whoever asks for the methods is told, and a method of no router is 501`() async throws {
        let asked = try await Self.send(.options, "experience/submit")
        #expect(asked.status == .ok)
        #expect(asked.headers[.allow] == "POST")
        #expect(asked.body.isEmpty)
        let strange = try await Self.send(.trace, "experience/submit")
        #expect(strange.status == .notImplemented)
        #expect(strange.body == "Not Implemented")
    }

    @Test func `an unknown path stays unknown, with any method`() async throws {
        for method in [HTTPRequest.Method.get, .post, .options] {
            let answer = try await Self.send(method, "experience/nonexistent/deep")
            #expect(answer.status == .notFound)
            #expect(answer.body == "Not Found")
        }
        let deep = try await Self.send(.post, "experience/verification/social//verify")
        #expect(deep.status == .notFound)
    }

    @Test(arguments: [
        "experience", "experience/submit", "interaction/consent", ".well-known/phrases", "experience/nonexistent",
    ])
    func `any origin may ask, outside of production`(path: String) async throws {
        let preflight = try await Self.send(
            .options, path,
            headers: [
                .origin: "https://ui.example", .accessControlRequestMethod: "POST",
                .accessControlRequestHeaders: "content-type,logto-app-id",
            ])
        #expect(preflight.status == .noContent)
        #expect(preflight.headers[.accessControlAllowOrigin] == "https://ui.example")
        #expect(preflight.headers[.accessControlAllowMethods] == "GET,HEAD,PUT,POST,DELETE,PATCH")
        #expect(preflight.headers[.accessControlAllowHeaders] == "content-type,logto-app-id")
        #expect(preflight.headers[.accessControlAllowCredentials] == nil)
        for method in [HTTPRequest.Method.get, .put] {
            let answer = try await Self.send(method, path, headers: [.origin: "https://ui.example"])
            #expect(answer.headers[.accessControlAllowOrigin] == "https://ui.example")
            #expect(answer.headers[.accessControlExposeHeaders] == "*")
            #expect(answer.headers[.vary]?.contains("Origin") == true)
        }
    }
}
