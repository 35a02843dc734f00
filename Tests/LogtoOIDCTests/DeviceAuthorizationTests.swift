import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("POST /oidc/device/auth (spec §16)")
struct DeviceAuthorizationTests {
    @Test func `a device is given a code to ask with and one to show`() async throws {
        let party = RelyingParty(Example.television, in: try await TestWorld(Example.withDevices))
        let answer = try await party.askForDevice(["scope": "openid"])
        #expect(answer.status == .ok)
        #expect(answer.headers[.cacheControl] == "no-store")
        let device = try await Device(in: party.world)
        #expect(
            (answer.json.members ?? []).map(\.name)
                == ["device_code", "user_code", "verification_uri", "verification_uri_complete", "expires_in"])
        #expect(device.code.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
        #expect(device.userCode.wholeMatch(of: /[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}/) != nil)
        #expect(device.page == "http://localhost:3001/device")
        #expect(device.completePage == "http://localhost:3001/device?user_code=\(device.userCode)")
        #expect(device.json["expires_in"]?.int == 600)
        #expect(answer.json["user_code"]?.string != device.userCode)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let app: ExampleApp
        let form: KeyValuePairs<String, String>
        let error: String
        let description: String?

        init(_ app: ExampleApp, _ form: KeyValuePairs<String, String>, _ error: String, _ description: String?) {
            self.app = app
            self.form = form
            self.error = error
            self.description = description
        }

        var testDescription: String { "\(self.app.id) \(self.form) → \(self.error)" }
    }

    private static let notAllowed = "urn:ietf:params:oauth:grant-type:device_code is not allowed for this client"

    static let refusals = [
        Refusal(Example.phoneApp, [:], "invalid_request", notAllowed),
        Refusal(Example.browserApp, ["scope": "openid"], "invalid_request", notAllowed),
        Refusal(
            ExampleApp(id: "nobody", secret: nil, redirectURI: "", signedOutURI: ""), [:], "invalid_client",
            "invalid client nobody"),
        Refusal(
            Example.television, ["scope": "openid", "scope": "email"], "invalid_request",
            "'scope' parameter must not be provided twice"),
        Refusal(Example.television, ["request": "x"], "request_not_supported", nil),
        Refusal(Example.television, ["request_uri": "urn:x"], "request_uri_not_supported", nil),
        Refusal(Example.phoneApp, ["request": "x"], "request_not_supported", nil),
        Refusal(Example.television, ["registration": "{}"], "registration_not_supported", nil),
        Refusal(Example.phoneApp, ["registration": "{}"], "invalid_request", notAllowed),
        Refusal(Example.television, ["scope": "openid \"x"], "invalid_scope", "scope contains invalid characters"),
        Refusal(
            Example.television, ["scope": "profile", "nonce": "n"], "invalid_request",
            "openid scope must be requested when using the nonce parameter"),
        Refusal(
            Example.television, ["scope": "openid", "resource": "https://unknown.example"], "invalid_target",
            "resource indicator is missing, or unknown"),
        Refusal(
            Example.television, ["scope": "openid", "max_age": "-1"], "invalid_request",
            "invalid max_age parameter value"),
        Refusal(
            Example.television, ["scope": "openid", "id_token_hint": "x.y.z"], "invalid_request",
            "could not validate id_token_hint"),
    ]

    @Test(arguments: refusals)
    func `what is wrong with a request is said in the order of §6_2, as plain JSON`(refusal: Refusal) async throws {
        let party = RelyingParty(refusal.app, in: try await TestWorld(Example.withDevices))
        let answer = try await party.askForDevice(refusal.form)
        #expect(answer.status == .badRequest)
        #expect(answer.oauthError == refusal.error)
        #expect(answer.errorDescription == refusal.description)
        #expect(answer.json["code"]?.string == "oidc.\(refusal.error)")
        #expect(answer.json["iss"] == nil && answer.json["state"] == nil)
    }

    @Test func `who is no client at all is told as at the token endpoint (§11_1)`() async throws {
        let world = try await TestWorld(Example.withDevices)
        let nobody = try await world.post("\(world.logto)/oidc/device/auth", form: ["scope": "openid"])
        #expect(nobody.status == .badRequest)
        #expect(nobody.errorDescription == "no client authentication mechanism provided")
        let secret = try await RelyingParty(Example.television, in: world).askForDevice(["client_secret": "s"])
        #expect(secret.status == .unauthorized)
        #expect(secret.errorDescription == "client authentication failed")
    }

    @Test func `parameters about redirecting a browser mean nothing`() async throws {
        let party = RelyingParty(Example.television, in: try await TestWorld(Example.withDevices))
        let answer = try await party.askForDevice([
            "scope": "openid", "redirect_uri": "nonsense", "response_type": "token", "response_mode": "x",
            "state": "s", "prompt": "none login", "code_challenge": "short", "code_challenge_method": "plain",
        ])
        #expect(answer.status == .ok)
    }

    @Test func `a JSON body is taken like a form (§1_3)`() async throws {
        let world = try await TestWorld(Example.withDevices)
        let answer = try await world.send(
            .post, "\(world.logto)/oidc/device/auth", headers: [.contentType: "application/json"],
            body: #"{"client_id":"bookstoretv0000000000","scope":"openid"}"#)
        #expect(answer.status == .ok)
    }
}
