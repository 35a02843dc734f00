import Core
import Foundation
import HTTPTypes
import JOSE
import TestSupport
import Testing

@Suite("Caching and compression (spec §1.2, §1.4)")
struct CachingTests {
    private static func tag(of body: String) -> String {
        let hash = Data(Digest.sha1.hash(body.utf8)).base64EncodedString().dropLast()
        return "\"\(String(body.utf8.count, radix: 16))-\(hash)\""
    }

    @Test(arguments: ["/.well-known/openid-configuration", "/jwks", "/session/end/success"])
    func `a GET has a strong ETag over its body`(path: String) async throws {
        let world = try await TestWorld()
        let answer = try await world.get(world.issuer + path)
        let tag = try #require(answer.headers[.eTag])
        #expect(tag.wholeMatch(of: /"[0-9a-f]+-[A-Za-z0-9+\/]{27}"/) != nil)
        #expect(tag == Self.tag(of: answer.body))
    }

    @Test func `whoever has the body is not sent it again`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let token = try await party.tokens().access
        let tag = try #require(try await party.userInfo(token).headers[.eTag])
        func ask(_ header: String, cacheControl: String? = nil) async throws -> TestResponse {
            var headers: HTTPFields = [.authorization: "Bearer \(token)", .ifNoneMatch: header]
            headers[.cacheControl] = cacheControl
            return try await party.world.get("\(party.world.issuer)/me", headers: headers)
        }
        for known in [tag, "W/\(tag)", "*", "\"other\", \(tag)"] {
            let answer = try await ask(known)
            #expect(answer.status == .notModified, "\(known)")
            #expect(answer.body.isEmpty)
            #expect(answer.headers[.eTag] == tag)
            #expect(answer.headers[.cacheControl] == "no-store")
            #expect(answer.headers[.contentType] == nil)
            #expect(answer.headers[.contentLength] == nil)
        }
        for known in ["", "\"other\"", tag.replacing("\"", with: "")] {
            #expect(try await ask(known).status == .ok, "\(known)")
        }
        #expect(try await ask(tag, cacheControl: "no-cache").status == .ok)
        #expect(try await ask(tag, cacheControl: "max-age=0").status == .notModified)
    }

    @Test func `nothing else has an ETag`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let world = party.world
        let token = try await party.tokens().access
        let answers = [
            try await world.send(.head, "\(world.issuer)/jwks"),
            try await world.get("\(world.issuer)/nowhere"),
            try await world.get("\(world.issuer)/me"),
            try await party.ask(),
            try await world.post("\(world.issuer)/me", form: ["access_token": token]),
            try await Browser(world).request(.post, "\(world.issuer)/session/end", form: []),
        ]
        for answer in answers { #expect(answer.headers[.eTag] == nil, "\(answer.url) \(answer.status)") }
        #expect(try await Browser(world).request(.get, "\(world.issuer)/session/end").headers[.eTag] != nil)
    }

    @Test(
        arguments: [
            ("/jwks", HTTPRequest.Method.get, "no-cache, max-age=0, must-revalidate"),
            ("/.well-known/openid-configuration", .get, nil), ("/auth", .get, "no-store"),
            ("/auth/x", .get, "no-store"),
            ("/me", .get, "no-store"), ("/token", .post, "no-store"), ("/token/introspection", .post, "no-store"),
            ("/token/revocation", .post, nil), ("/request", .post, "no-store"), ("/session/end", .get, "no-store"),
            ("/session/end/confirm", .post, "no-store"), ("/session/end/success", .get, "no-store"),
            ("/nowhere", .get, nil),
            ("/token", .get, nil),
        ] as [(String, HTTPRequest.Method, String?)])
    func `what may be kept`(path: String, method: HTTPRequest.Method, expected: String?) async throws {
        let world = try await TestWorld()
        #expect(try await world.send(method, world.issuer + path).headers[.cacheControl] == expected)
    }

    @Test(arguments: ["gzip", "gzip, deflate, br", "deflate;q=1, gzip;q=0.1", "*", "br, *;q=0.1", "GZIP"])
    func `a long text is compressed for who asks for it`(accepted: String) async throws {
        let world = try await TestWorld()
        let address = "\(world.issuer)/.well-known/openid-configuration"
        let plain = try await world.get(address)
        let answer = try await world.get(address, headers: [.acceptEncoding: accepted])
        #expect(plain.headers[.contentEncoding] == nil)
        #expect(answer.headers[.contentEncoding] == "gzip")
        #expect(answer.headers[.eTag] == plain.headers[.eTag])
        let length = try #require(answer.headers[.contentLength].flatMap { Int($0) })
        #expect(length < plain.body.utf8.count / 2)
        #expect(plain.headers[.vary]?.hasPrefix("Accept-Encoding") == true)
    }

    @Test(arguments: [
        ("/jwks", HTTPRequest.Method.get, "gzip"), ("/.well-known/openid-configuration", .head, "gzip"),
        ("/.well-known/openid-configuration", .get, "gzip;q=0, *"), ("/.well-known/openid-configuration", .get, "br"),
        ("/.well-known/openid-configuration", .get, ""),
    ])
    func `a short one is not, nor for who does not ask`(
        path: String, method: HTTPRequest.Method, accepted: String
    ) async throws {
        let world = try await TestWorld()
        let answer = try await world.send(method, world.issuer + path, headers: [.acceptEncoding: accepted])
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentEncoding] == nil)
    }

    @Test(arguments: ["/oidc//jwks", "/oidc/jwks//", "//oidc/jwks"])
    func `of slashes one at the end is tolerated, no more (§1.2)`(path: String) async throws {
        let world = try await TestWorld()
        let answer = try await world.get(world.logto + path)
        #expect(answer.json["keys"] == nil)
    }
}
