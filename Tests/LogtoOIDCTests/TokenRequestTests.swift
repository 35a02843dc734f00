import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

@Suite("The form of a token request (spec §1.3, §11.2)")
struct TokenRequestTests {
    private static func refusal(_ error: String, _ description: String, message: String) -> String {
        #"{"code":"oidc.\#(error)","message":"\#(message)","error":"\#(error)","error_description":"\#(description)"}"#
    }

    private static func invalidRequest(_ description: String) -> String {
        Self.refusal("invalid_request", description, message: "Request is invalid.")
    }

    private static let unsupported = Self.refusal(
        "unsupported_grant_type", "unsupported grant_type requested", message: "Unsupported `grant_type` requested.")

    private static let notAllowed = Self.invalidRequest("requested grant type is not allowed for this client")

    static let grantTypes: [(String?, ExampleApp, String)] = [
        (nil, Example.webApp, Self.invalidRequest("missing required parameter 'grant_type'")),
        ("", Example.webApp, Self.invalidRequest("missing required parameter 'grant_type'")),
        ("password", Example.webApp, Self.unsupported),
        ("implicit", Example.webApp, Self.unsupported),
        ("Authorization_Code", Example.webApp, Self.unsupported),
        ("client_credentials", Example.webApp, Self.notAllowed),
        ("urn:ietf:params:oauth:grant-type:device_code", Example.browserApp, Self.notAllowed),
        ("urn:ietf:params:oauth:grant-type:token-exchange", Example.webApp, Self.notAllowed),
        ("authorization_code", Example.machine, Self.notAllowed),
        ("refresh_token", Example.machine, Self.notAllowed),
    ]

    @Test(arguments: grantTypes)
    func `the grant type has to be known, and allowed for the client (§11.2)`(
        type: String?, app: ExampleApp, body: String
    ) async throws {
        let party = RelyingParty(app, in: try await TestWorld())
        let form = type.map { ["grant_type": $0, "code": "x"] } ?? ["code": "x"]
        let answer = try await party.token(form)
        #expect(answer.status == .badRequest)
        #expect(answer.body == body)
        #expect(answer.headers[.cacheControl] == "no-store")
    }

    @Test(arguments: [
        ("&code=x", "'code' parameter must not be provided twice"),
        ("&code=x&code_verifier=1&code_verifier=2", "'code' and 'code_verifier' parameters must not be provided twice"),
        ("&grant_type=refresh_token", "'grant_type' parameter must not be provided twice"),
    ])
    func `parameters of the grant must not come twice (§11.2)`(adding: String, description: String) async throws {
        let answer = try await Self.post("grant_type=authorization_code&code=y\(adding)")
        #expect(answer.status == .badRequest)
        #expect(answer.errorDescription == description)
    }

    @Test(arguments: ["&resource=a&resource=b", "&foo=1&foo=2", "&refresh_token=1&refresh_token=2"])
    func `resource may, and so may what is foreign to the grant (§11.2)`(adding: String) async throws {
        #expect(try await Self.post("grant_type=authorization_code&code=y\(adding)").oauthError == "invalid_grant")
    }

    @Test func `a scope has to be well formed (§11.2)`() async throws {
        let answer = try await Self.post("grant_type=refresh_token&refresh_token=y&scope=a++b")
        #expect(answer.oauthError == "invalid_scope")
        #expect(answer.errorDescription == "scope contains invalid characters")
    }

    // MARK: bodies

    private static func post(
        _ body: String, type: String? = "application/x-www-form-urlencoded", path: String = "token"
    ) async throws -> TestResponse {
        let world = try await TestWorld()
        let credentials = path == "token" && type != "application/json"
        let text =
            credentials ? "client_id=\(Example.webApp.id)&client_secret=\(Example.webApp.secret ?? "")&\(body)" : body
        return try await world.send(
            .post, "\(world.issuer)/\(path)", headers: type.map { [.contentType: $0] } ?? [:], body: text)
    }

    @Test(arguments: [
        "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-8",
        "APPLICATION/X-WWW-FORM-URLENCODED;charset=UTF-8",
    ])
    func `a form is read (§1.3)`(type: String) async throws {
        #expect(try await Self.post("grant_type=authorization_code&code=y", type: type).oauthError == "invalid_grant")
    }

    @Test func `JSON is read as if it were a form (§1.3)`() async throws {
        let body =
            #"{"client_id":"\#(Example.webApp.id)","client_secret":"\#(Example.webApp.secret ?? "")","#
            + #""grant_type":"authorization_code","code":"y","extra":{"a":[1]},"number":1}"#
        #expect(try await Self.post(body, type: "application/json").oauthError == "invalid_grant")
    }

    @Test(arguments: ["{", "[]", "null", "\"text\"", "", "{\"client_id\":"])
    func `JSON that does not parse, or is no object, is an empty body (§1.3)`(body: String) async throws {
        let answer = try await Self.post(body, type: "application/json")
        #expect(answer.status == .badRequest)
        #expect(answer.body == Self.invalidRequest("no client authentication mechanism provided"))
    }

    @Test func `without a content type the body is not looked at (§1.3)`() async throws {
        let answer = try await Self.post("grant_type=authorization_code", type: nil)
        #expect(answer.body == Self.invalidRequest("no client authentication mechanism provided"))
    }

    @Test(
        arguments: ["token", "me", "session/end", "session/end/confirm"], ["text/plain", "multipart/form-data", "x"])
    func `other content types are refused by path (§1.3)`(path: String, type: String) async throws {
        let answer = try await Self.post("a=b", type: type, path: path)
        #expect(answer.status == .badRequest)
        #expect(
            answer.body
                == Self.invalidRequest(
                    "only application/x-www-form-urlencoded content-type bodies are supported on POST /\(path)"))
    }

    /// As Logto's own tests have it (§1.3).
    @Test(arguments: [
        ("application/x-www-form-urlencoded; charset=latin1", String.Encoding.isoLatin1),
        ("application/x-www-form-urlencoded;charset=\"ISO-8859-1\"", .isoLatin1),
        ("application/json; charset=utf16le", .utf16LittleEndian),
        ("application/json; charset=klingon", .utf8),
    ])
    func `the body's character set is honoured (§1.3)`(type: String, encoding: String.Encoding) async throws {
        let world = try await TestWorld()
        let body = type.contains("json") ? #"{"client_id":"é"}"# : "client_id=é"
        let answer = try await world.send(
            .post, "\(world.issuer)/token", headers: [.contentType: type],
            bytes: Array(try #require(body.data(using: encoding))))
        #expect(answer.errorDescription == "invalid client é")
    }

    @Test(arguments: [
        ("code=a%00b", "application/x-www-form-urlencoded"), ("a%00=b", "application/x-www-form-urlencoded"),
        (#"{"code":"a\u0000b"}"#, "application/json"),
    ])
    func `a NUL is refused (§1.3)`(body: String, type: String) async throws {
        let answer = try await Self.post(body, type: type)
        #expect(answer.status == .badRequest)
        #expect(answer.errorDescription == "null bytes are not allowed in the request body")
    }

    @Test(arguments: ["token", "me", "session/end", "session/end/confirm", "auth"])
    func `a body of more than 56 kB is a bare 404 (§1.3)`(path: String) async throws {
        let answer = try await Self.post(String(repeating: "a", count: 56 * 1024 + 1), path: path)
        #expect(answer.status == .notFound)
        #expect(answer.headers[.contentType] == "text/plain; charset=utf-8")
        #expect(answer.body == "Not Found")
    }

    @Test func `bytes that are no text do no harm (§1.3)`() async throws {
        for body in ["code=%FF%FE&%E0%80=%", "=&=&&", "&&&&", "code=\u{202E}\u{0301}", "grant_type"] {
            let answer = try await Self.post(body)
            #expect(answer.status == .badRequest, "\(body)")
            #expect(answer.json["code"]?.string?.hasPrefix("oidc.") == true)
        }
    }
}
