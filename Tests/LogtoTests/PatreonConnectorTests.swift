import Core
import Foundation
import HTTPTypes
import Synchronization
import Testing
import Web

@testable import Logto

@Suite("The connector patreon-universal (spec §10, patreon.md §7.1)")
struct PatreonConnectorTests {
    private static let config: JSON = ["clientId": "id:%é", "clientSecret": "se:cret"]
    private static let callback = "http://localhost:3001/callback/patreon00001"

    /// What went out.
    private final class Requests: Sendable {
        private let sent = Mutex<[Outbound.Request]>([])
        private let rests = Mutex<[Int]>([])
        var all: [Outbound.Request] { self.sent.withLock { $0 } }
        var pauses: [Int] { self.rests.withLock { $0 } }

        func outbound(_ answer: @escaping @Sendable (Outbound.Request, Int) throws -> Outbound.Response) -> Outbound {
            Outbound(
                rest: { milliseconds in self.rests.withLock { $0.append(milliseconds) } },
                perform: { request in
                    let count = self.sent.withLock { sent in
                        sent.append(request)
                        return sent.count
                    }
                    return try answer(request, count)
                })
        }
    }

    private static func answer(
        _ body: String, _ status: HTTPResponse.Status = .ok, _ headers: HTTPFields = [:]
    ) -> Outbound.Response {
        Outbound.Response(status: status, headers: headers, body: Array(body.utf8))
    }

    private static let token = #"{"access_token":"at","token_type":"BeaRer","scope":"identity"}"#
    private static let user =
        #"{"data":{"id":"1","type":"user","attributes":{"full_name":"Aki","email":null,"image_url":"","is_email_verified":true,"extra":[1]}},"links":{"self":"x"}}"#

    private static func connector(_ config: JSON = config, _ outbound: Outbound) throws -> PatreonConnector {
        try PatreonConnector(config: config, origin: "https://www.patreon.com", outbound: outbound)
    }

    @Test func `the authorization URI, byte for byte`() throws {
        let outbound = Requests().outbound { _, _ in Self.answer("") }
        let plain = try Self.connector(["clientId": "abc", "clientSecret": "x"], outbound)
        #expect(
            plain.authorizationURI(state: "s-_1", redirectURI: Self.callback)
                == "https://www.patreon.com/oauth2/authorize?response_type=code&client_id=abc"
                + "&scope=identity+identity%5Bemail%5D"
                + "&redirect_uri=http%3A%2F%2Flocalhost%3A3001%2Fcallback%2Fpatreon00001&state=s-_1")
        let scoped = try Self.connector(
            ["clientId": "a b", "clientSecret": "x", "scope": "identity campaigns"], outbound)
        #expect(
            scoped.authorizationURI(state: "é&", redirectURI: "x").hasSuffix(
                "?response_type=code&client_id=a+b&scope=identity+campaigns&redirect_uri=x&state=%C3%A9%26"))
    }

    @Test func `the token request has its credentials in the header alone`() async throws {
        let requests = Requests()
        let outbound = requests.outbound { request, _ in
            Self.answer(request.method == .post ? Self.token : Self.user)
        }
        let profile = try await Self.connector(Self.config, outbound).profile(code: "a b&", redirectURI: Self.callback)
        let sent = requests.all
        #expect(sent.count == 2)
        #expect(sent[0].method == .post)
        #expect(sent[0].url == "https://www.patreon.com/api/oauth2/token")
        #expect(
            String(decoding: sent[0].body, as: UTF8.self)
                == "grant_type=authorization_code&code=a+b%26"
                + "&redirect_uri=http%3A%2F%2Flocalhost%3A3001%2Fcallback%2Fpatreon00001")
        #expect(sent[0].headers[.authorization] == "Basic " + Data("id:%é:se:cret".utf8).base64EncodedString())
        #expect(sent[0].headers[.contentType] == "application/x-www-form-urlencoded;charset=UTF-8")
        #expect(sent[0].timeout == 10)
        #expect(sent[1].method == .get)
        #expect(sent[1].url == "https://www.patreon.com/api/oauth2/api/current_user")
        // The type as it was received.
        #expect(sent[1].headers[.authorization] == "BeaRer at")
        #expect(sent[1].timeout == 5)
        #expect(sent[1].body.isEmpty)
        let expected = SocialProfile(id: "1", name: "Aki", rawData: try JSON(parsing: Self.user))
        #expect(profile == expected)
    }

    @Test(arguments: [
        "{}", #"{"clientId":"a"}"#, #"{"clientSecret":"a"}"#, #"{"clientId":1,"clientSecret":"a"}"#,
        #"{"clientId":"a","clientSecret":"b","scope":1}"#, "null", "[]",
    ])
    func `a configuration of the wrong shape is told when it is used (§9.5)`(config: String) throws {
        let outbound = Requests().outbound { _, _ in Self.answer("") }
        let error = #expect(throws: LogtoError.self) { _ = try Self.connector(try JSON(parsing: config), outbound) }
        #expect(error?.code == "connector.invalid_config")
        #expect(error?.status == .badRequest)
        #expect(error?.details?.hasPrefix("Error in key path ") == true)
    }

    @Test func `retries pause 0.3 and 0.6 seconds`() async throws {
        let requests = Requests()
        let outbound = requests.outbound { request, count in
            if request.method == .post { return Self.answer(Self.token) }
            return count < 4 ? Self.answer("", .badGateway) : Self.answer(Self.user)
        }
        _ = try await Self.connector(Self.config, outbound).profile(code: "c", redirectURI: "r")
        #expect(requests.pauses == [300, 600])
        #expect(requests.all.count == 4)
    }

    @Test(arguments: [
        (429, "7", [7000, 7000]), (503, "0", [0, 0]), (413, "2", [2000, 2000]), (413, nil, []), (500, "7", [300, 600]),
    ])
    func `Retry-After replaces the pause where it counts`(status: Int, retryAfter: String?, pauses: [Int]) async throws
    {
        let requests = Requests()
        let outbound = requests.outbound { request, _ in
            if request.method == .post { return Self.answer(Self.token) }
            return Self.answer("no", .init(code: status), retryAfter.map { [.retryAfter: $0] } ?? [:])
        }
        let error = await #expect(throws: LogtoError.self) {
            _ = try await Self.connector(Self.config, outbound).profile(code: "c", redirectURI: "r")
        }
        #expect(error?.code == "connector.general")
        #expect(error?.data == ["message": "no"])
        #expect(requests.pauses == pauses)
    }

    @Test func `the errors have Logto's codes, states and data (§9.5)`() async throws {
        let rows: [(token: Outbound.Response, user: Outbound.Response, LogtoError)] = [
            (
                Self.answer("secret words", .badRequest), Self.answer(""),
                LogtoError(
                    "connector.general", data: ["message": "{}"], values: ["errorDescription": #"{"message":"{}"}"#])
            ),
            (
                Self.answer(#"{"access_token":"","token_type":"b","scope":""}"#), Self.answer(""),
                LogtoError("connector.social_auth_code_invalid", .unauthorized)
            ),
            (
                Self.answer(Self.token), Self.answer("", .unauthorized),
                LogtoError("connector.social_invalid_access_token", .unauthorized)
            ),
            (
                Self.answer(Self.token), Self.answer("<p>"),
                LogtoError("connector.invalid_response", data: ["message": "<p>"])
            ),
        ]
        for (token, user, expected) in rows {
            let outbound = Requests().outbound { request, _ in request.method == .post ? token : user }
            let error = await #expect(throws: LogtoError.self) {
                _ = try await Self.connector(Self.config, outbound).profile(code: "c", redirectURI: "r")
            }
            #expect(error == expected)
        }
    }

    @Test func `a shape that does not fit is told line by line (§9.5)`() async throws {
        let outbound = Requests().outbound { request, _ in
            Self.answer(request.method == .post ? #"{"access_token":1,"token_type":"b"}"# : "")
        }
        let error = await #expect(throws: LogtoError.self) {
            _ = try await Self.connector(Self.config, outbound).profile(code: "c", redirectURI: "r")
        }
        #expect(error?.code == "connector.invalid_response")
        #expect(
            error?.details == """
                Error in key path "access_token": (invalid_type) Expected string but received number.
                Error in key path "scope": (invalid_type) Expected string but received undefined.
                """)
        #expect(error?.data?["name"] == "ZodError")
    }
}
