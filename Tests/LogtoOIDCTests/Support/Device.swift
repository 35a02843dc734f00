import Core
import HTTPTypes
import TestSupport

extension Example {
    /// A television set, which shows a code and asks for tokens.
    static let television = ExampleApp(
        id: "bookstoretv0000000000", secret: nil, redirectURI: "", signedOutURI: "")

    /// The same set of another make.
    static let otherTelevision = ExampleApp(
        id: "othertv00000000000000", secret: nil, redirectURI: "", signedOutURI: "")

    /// Another company's, which may have the profile.
    static let foreignTelevision = ExampleApp(
        id: "foreigntv000000000000", secret: nil, redirectURI: "", signedOutURI: "")

    /// The example with all of them.
    static let withDevices = Self.config(
        replacing: #""applications": ["#,
        with: """
            "applications": [
                {"id": "bookstoretv0000000000", "name": "Television", "type": "Native",
                 "customClientMetadata": {"isDeviceFlow": true}},
                {"id": "othertv00000000000000", "name": "Other", "type": "Native",
                 "customClientMetadata": {"isDeviceFlow": true}},
                {"id": "foreigntv000000000000", "name": "Foreign", "type": "Native", "isThirdParty": true,
                 "customClientMetadata": {"isDeviceFlow": true}, "userConsentScopes": {"userScopes": ["profile"]}},
            """)
}

/// A device that has asked to be signed in.
struct Device: Sendable {
    let party: RelyingParty
    /// What `POST /oidc/device/auth` answered.
    let json: JSON

    /// - Throws: for an answer without codes.
    init(
        _ app: ExampleApp = Example.television, in world: TestWorld,
        _ parameters: KeyValuePairs<String, String> = ["scope": "openid offline_access profile"]
    ) async throws {
        self.party = RelyingParty(app, in: world)
        let answer = try await self.party.askForDevice(parameters)
        guard answer.status == .ok else { throw NoCodes(answer: answer) }
        self.json = answer.json
    }

    var code: String { self.json["device_code"]?.string ?? "" }
    var userCode: String { self.json["user_code"]?.string ?? "" }
    var page: String { self.json["verification_uri"]?.string ?? "" }
    var completePage: String { self.json["verification_uri_complete"]?.string ?? "" }

    /// Asks for tokens, with some parameters changed or, for `nil`, left out.
    func poll(_ changes: Changes = [:]) async throws -> TestResponse {
        var form = ["grant_type": "urn:ietf:params:oauth:grant-type:device_code", "device_code": self.code]
        for (name, value) in changes { form[name] = value }
        return try await self.party.token(form)
    }

    /// The code is typed into the page, and someone signs in.
    func signIn(_ browser: Browser, as persona: String = "10001") async throws -> TestResponse {
        try await browser.signInAtPatreon(try await self.enter(browser), as: persona)
    }

    /// The page after the code was typed.
    func enter(_ browser: Browser, _ typed: String? = nil) async throws -> TestResponse {
        let page = try await browser.open(self.page)
        return try await browser.press("Continue", on: page, filling: ["user_code": typed ?? self.userCode])
    }

    struct NoCodes: Error {
        let answer: TestResponse
    }
}

extension RelyingParty {
    func askForDevice(_ parameters: KeyValuePairs<String, String>) async throws -> TestResponse {
        let form = [("client_id", self.app.id)] + parameters.map { ($0.key, $0.value) }
        return try await self.world.send(
            .post, "\(self.world.logto)/oidc/device/auth",
            headers: [.contentType: "application/x-www-form-urlencoded"],
            body: FormURLEncoding.encode(form.map { (name: $0.0, value: $0.1) }))
    }
}

extension Browser {
    /// From the sign-in page to whatever comes after it.
    func signInAtPatreon(_ page: TestResponse, as persona: String = "10001") async throws -> TestResponse {
        let approval = try await self.press("Continue with Patreon", on: page)
        return try await self.press("Allow", on: approval, filling: ["account": persona])
    }
}
