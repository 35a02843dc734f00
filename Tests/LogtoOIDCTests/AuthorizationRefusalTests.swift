import Core
import HTTPTypes
import Logging
import TestSupport
import Testing

/// What `GET /oidc/auth` refuses and tells the application of, by redirect (spec §6.2, §6.7).
@Suite("Refusals of an authorization request")
struct AuthorizationRefusalTests {
    struct Row: Sendable, CustomTestStringConvertible {
        /// Of the table in §6.2.
        let number: Int
        var changes: Changes = [:]
        var adding = ""
        let error: String
        let description: String?

        init(_ number: Int, _ changes: Changes, adding: String = "", _ error: String, _ description: String?) {
            self.number = number
            self.changes = changes
            self.adding = adding
            self.error = error
            self.description = description
        }

        var testDescription: String { "\(self.number): \(self.changes) \(self.adding)" }

        /// Where the browser is sent.
        func location(_ redirectURI: String, state: String? = "a-state") -> String {
            let pairs = [
                ("error", self.error), ("error_description", self.description), ("state", state),
                ("iss", "http://localhost:3001/oidc"),
            ]
            let present = pairs.compactMap { name, value in value.map { (name, $0) } }
            return "\(redirectURI)?\(FormURLEncoding.encode(present))"
        }
    }

    static let rows: [Row] = [
        Row(2, [:], adding: "&scope=x", "invalid_request", "'scope' parameter must not be provided twice"),
        Row(
            2, [:], adding: "&nonce=1&nonce=2&scope=x", "invalid_request",
            "'nonce' and 'scope' parameters must not be provided twice"),
        Row(
            2, [:], adding: "&display=1&display=2&nonce=1&nonce=2&scope=x", "invalid_request",
            "'display', 'nonce', and 'scope' parameters must not be provided twice"),
        Row(3, ["request": "x"], "request_not_supported", nil),
        Row(6, ["request_uri": "https://app.example/request"], "request_uri_not_supported", nil),
        Row(
            7, ["request_uri": "urn:ietf:params:oauth:request_uri:abc"], "invalid_request_uri",
            "request_uri is invalid, expired, or was already used"),
        Row(
            8, ["response_mode": "web_message"], "unsupported_response_mode", "unsupported response_mode requested"),
        Row(
            8, ["response_mode": "query", "response_type": "id_token", "nonce": "n"], "invalid_request",
            "requested response_mode is not allowed for the requested response_type"),
        Row(10, ["response_type": nil], "invalid_request", "missing required parameter 'response_type'"),
        Row(10, ["response_type": ""], "invalid_request", "missing required parameter 'response_type'"),
        Row(11, ["registration": "{}"], "registration_not_supported", nil),
        Row(
            12, ["response_type": "device_code"], "unsupported_response_type",
            "unsupported response_type requested"),
        Row(
            12, ["response_type": "none"], "invalid_request",
            "requested response_type is not allowed for this client"),
        Row(14, ["prompt": "create"], "invalid_request", "unsupported prompt value requested"),
        Row(14, ["prompt": "select_account"], "invalid_request", "unsupported prompt value requested"),
        Row(14, ["prompt": "none login"], "invalid_request", "prompt none must only be used alone"),
        Row(15, ["scope": "openid \"x"], "invalid_scope", "scope contains invalid characters"),
        Row(15, ["scope": "openid  profile"], "invalid_scope", "scope contains invalid characters"),
        Row(15, ["scope": "openid 日本"], "invalid_scope", "scope contains invalid characters"),
        Row(
            19, ["resource": "bookstore"], "invalid_target", "resource indicator must be an absolute URI"),
        Row(
            19, ["resource": "https://api.example/#x"], "invalid_target",
            "resource indicator must not contain a fragment component"),
        Row(
            19, ["resource": "https://api.example"], "invalid_target", "resource indicator is missing, or unknown"),
        Row(
            19, ["resource": "https://api.example,bookstore"], "invalid_target",
            "resource indicator is missing, or unknown"),
        Row(
            19, [:], adding: "&resource=bookstore&resource=https://api.example", "invalid_target",
            "resource indicator must be an absolute URI"),
        Row(20, ["max_age": "-1"], "invalid_request", "invalid max_age parameter value"),
        Row(20, ["max_age": "1.5"], "invalid_request", "invalid max_age parameter value"),
        Row(20, ["max_age": "+5"], "invalid_request", "invalid max_age parameter value"),
        Row(20, ["max_age": "soon"], "invalid_request", "invalid max_age parameter value"),
        Row(20, ["max_age": "\u{FF11}"], "invalid_request", "invalid max_age parameter value"),
        Row(21, ["id_token_hint": "x"], "invalid_request", "could not validate id_token_hint"),
        Row(21, ["id_token_hint": "e30.e30.e30"], "invalid_request", "could not validate id_token_hint"),
    ]

    @Test(arguments: rows)
    func `the application hears of it`(row: Row) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let answer = try await party.ask(row.changes, adding: row.adding)
        #expect(answer.status == .seeOther)
        #expect(answer.location == row.location(party.app.redirectURI))
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(answer.setCookies.isEmpty)
        #expect(party.world.log.entries(.warning).isEmpty)
    }

    @Test(arguments: ["acr_values", "claims_locales", "id_token_hint", "max_age", "nonce"])
    func `some parameters need the scope openid (row 16)`(name: String) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let description = "openid scope must be requested when using the \(name) parameter"
        let row = Row(16, ["scope": "profile", name: "1"], "invalid_request", description)
        #expect(try await party.ask(row.changes).location == row.location(party.app.redirectURI))
    }

    @Test func `the first of them in the engine's order is named (row 16)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let row = Row(
            16, ["scope": "profile", "nonce": "n", "max_age": "1", "id_token_hint": "x"], "invalid_request",
            "openid scope must be requested when using the id_token_hint parameter")
        #expect(try await party.ask(row.changes).location == row.location(party.app.redirectURI))
    }

    /// A pair of faults is answered with the one that the engine checks first (§6.2).
    @Test func `the checks come in the engine's order`() async throws {
        let faults: [Row] = [
            Row(
                2, [:], adding: "&display=1&display=2", "invalid_request",
                "'display' parameter must not be provided twice"),
            Row(3, ["request": "x"], "request_not_supported", nil),
            Row(6, ["request_uri": "https://app.example/request"], "request_uri_not_supported", nil),
            Row(8, ["response_mode": "bad"], "unsupported_response_mode", "unsupported response_mode requested"),
            Row(10, ["response_type": nil], "invalid_request", "missing required parameter 'response_type'"),
            Row(11, ["registration": "{}"], "registration_not_supported", nil),
            Row(
                12, ["response_type": "device_code"], "unsupported_response_type",
                "unsupported response_type requested"),
            Row(14, ["prompt": "create"], "invalid_request", "unsupported prompt value requested"),
            Row(15, ["scope": "\""], "invalid_scope", "scope contains invalid characters"),
            Row(
                16, ["scope": "profile", "acr_values": "1"], "invalid_request",
                "openid scope must be requested when using the acr_values parameter"),
            Row(
                18, ["code_challenge_method": "plain"], "invalid_request",
                "not supported value of code_challenge_method"),
            Row(19, ["resource": "bookstore"], "invalid_target", "resource indicator must be an absolute URI"),
            Row(20, ["max_age": "-1"], "invalid_request", "invalid max_age parameter value"),
            Row(21, ["id_token_hint": "x"], "invalid_request", "could not validate id_token_hint"),
        ]
        let party = RelyingParty(in: try await TestWorld())
        for (index, earlier) in faults.enumerated() {
            for later in faults[(index + 1)...] where earlier.changes.keys.allSatisfy({ later.changes[$0] == nil }) {
                let changes = earlier.changes.merging(later.changes) { first, _ in first }
                let answer = try await party.ask(changes, adding: earlier.adding + later.adding)
                #expect(
                    answer.location == earlier.location(party.app.redirectURI),
                    "\(earlier.number) before \(later.number)")
            }
        }
    }

    @Test func `a repeated state is not sent back (row 2)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let row = Row(2, [:], adding: "&state=b", "invalid_request", "'state' parameter must not be provided twice")
        let answer = try await party.ask([:], adding: row.adding)
        #expect(answer.location == row.location(party.app.redirectURI, state: nil))
    }

    @Test func `unknown parameters may come twice, and empty ones count as absent (§6.1)`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let changes: Changes = ["request": "", "registration": "", "max_age": "", "resource": "", "display": ""]
        let answer = try await party.ask(changes, adding: "&utm=1&utm=2")
        #expect(answer.location == "/sign-in?app_id=\(party.app.id)")
    }

    @Test(arguments: ["id_token", "code id_token", "id_token code"])
    func `an answer with an ID token, which no application may have, would come in the fragment (rows 8, 12)`(
        type: String
    ) async throws {
        let party = RelyingParty(in: try await TestWorld())
        let row = Row(
            12, ["response_type": type, "nonce": "n"], "invalid_request",
            "requested response_type is not allowed for this client")
        let answer = try await party.ask(row.changes)
        #expect(answer.location == row.location(party.app.redirectURI).replacing("?", with: "#"))
    }
}
