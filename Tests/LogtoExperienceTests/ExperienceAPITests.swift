import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("/api/experience: the frame (spec §8, §8.1, §8.4, §8.5)")
struct ExperienceAPITests {
    struct Route: Sendable, CustomTestStringConvertible {
        let method: HTTPRequest.Method
        let path: String
        var needsExperience = true
        var testDescription: String { "\(self.method) \(self.path)" }
    }

    static let routes = [
        Route(method: .put, path: "", needsExperience: false),
        Route(method: .put, path: "/interaction-event"),
        Route(method: .post, path: "/identification"),
        Route(method: .post, path: "/submit"),
        Route(method: .get, path: "/interaction"),
        Route(method: .get, path: "/sso-connectors", needsExperience: false),
        Route(method: .post, path: "/user-assets/avatar"),
        Route(method: .post, path: "/verification/password"),
        Route(method: .post, path: "/verification/new-password-identity"),
        Route(method: .post, path: "/verification/social/patreon00001/authorization-uri"),
        Route(method: .post, path: "/verification/social/patreon00001/verify"),
        Route(method: .post, path: "/profile"),
        Route(method: .put, path: "/profile/password"),
    ]

    @Test(arguments: routes)
    func `without an interaction there is no session, whatever the body`(route: Route) async throws {
        let world = try await TestWorld()
        let answer = try await world.send(
            route.method, "\(world.logto)/api/experience\(route.path)", headers: [.contentType: "application/json"],
            body: #"{"bad":true}"#)
        #expect(answer.status == .badRequest)
        #expect(
            answer.json == [
                "code": "session.not_found", "message": "Session not found. Please go back and sign in again.",
                "error": "invalid_request", "error_description": "interaction session id cookie not found",
            ])
        #expect(answer.headers[.xContentTypeOptions] == "nosniff")
    }

    @Test(arguments: routes)
    func `an interaction that is over is no session`(route: Route) async throws {
        let page = try await CustomUI()
        page.world.advance(seconds: 3601)
        let answer = try await page.call(route.method, route.path, ["bad": true])
        #expect(answer.refusal == "400 session.not_found")
        #expect(answer.errorDescription == "interaction session not found")
    }

    @Test(arguments: routes)
    func `without an experience there is no interaction, whatever the body`(route: Route) async throws {
        let page = try await CustomUI(Example.config, nil)
        let answer = try await page.call(route.method, route.path, ["bad": true])
        if route.needsExperience {
            #expect(answer.status == .notFound)
            #expect(
                answer.json == [
                    "code": "session.interaction_not_found",
                    "message": "Interaction session not found. Please go back and start the session again.",
                ])
        } else {
            #expect(answer.refusal == "400 guard.invalid_input")
        }
    }

    @Test(arguments: ["{", "[", "1", "\"x\"", "null", " ", "{\"a\":}"])
    func `a body that is not JSON is refused before all else, without a code`(text: String) async throws {
        let page = try await CustomUI(Example.config, nil)
        let answer = try await page.call(.put, "", text: text)
        #expect(answer.status == .badRequest)
        #expect((answer.json.members ?? []).map(\.name) == ["message"])
    }

    @Test func `a body of another kind is as good as none`() async throws {
        let page = try await CustomUI(Example.config, nil)
        let answer = try await page.call(.put, "", text: "<xml/>", type: "application/xml")
        #expect(answer.refusal == "400 guard.invalid_input")
        let form = try await page.call(
            .put, "", text: "interactionEvent=SignIn", type: "application/x-www-form-urlencoded")
        #expect(form.status == .noContent)
        let endless = try await page.call(
            .put, "", text: "{\"a\":\"" + String(repeating: "x", count: 1_100_000) + "\"}")
        #expect(endless.status == .notFound)
        #expect(endless.body == "Not Found")
    }

    @Test(arguments: [
        (
            #"{}"#,
            "Error in key path \"interactionEvent\": (invalid_type) Expected 'SignIn' | 'Register' | 'ForgotPassword' but received undefined."
        ),
        (
            #"{"interactionEvent":1}"#,
            "Error in key path \"interactionEvent\": (invalid_type) Expected 'SignIn' | 'Register' | 'ForgotPassword' but received number."
        ),
        (
            #"{"interactionEvent":"signIn"}"#,
            "Error in key path \"interactionEvent\": (invalid_enum_value) Invalid enum value. Expected 'SignIn' | 'Register' | 'ForgotPassword', received 'signIn'"
        ),
        (
            #"{"interactionEvent":"SignIn","captchaToken":1}"#,
            "Error in key path \"captchaToken\": (invalid_type) Expected string but received number."
        ),
        (#"[]"#, "Error in key path \"\": (invalid_type) Expected object but received array."),
    ])
    func `an event has to be one`(body: String, details: String) async throws {
        let page = try await CustomUI(Example.config, nil)
        let answer = try await page.call(.put, "", text: body)
        #expect(answer.refusal == "400 guard.invalid_input")
        #expect(answer.json["details"]?.string == details)
        #expect(answer.json["message"] == "The request body is invalid.")
        #expect(answer.json["data"]?["name"] == "ZodError")
    }

    @Test func `nobody could have solved a captcha`() async throws {
        let page = try await CustomUI(Example.config, nil)
        let answer = try await page.call(.put, "", ["interactionEvent": "SignIn", "captchaToken": "x"])
        #expect(
            answer.json == ["code": "session.captcha_failed", "message": "Captcha verification failed."])
        #expect(answer.status == .unprocessableContent)
        #expect(try await page.call(.put, "", ["interactionEvent": "SignIn", "captchaToken": ""]).status == .noContent)
    }

    @Test func `beginning forgets what was before, and asks nobody whether it may`() async throws {
        let page = try await CustomUI(Example.config(signInExperience: #""signInMode": "SignIn""#))
        _ = try await page.identify(try await page.checkPassword().verificationID)
        #expect(try await page.begin("Register").status == .noContent)
        #expect(
            try await page.call(.get, "/interaction").json == [
                "interactionEvent": "Register", "profile": [:], "verificationRecords": [], "mfa": [:],
                "captcha": ["verified": false, "skipped": false],
            ])
    }

    @Test(arguments: [
        ("SignIn", "SignInAndRegister", "Register", "204"), ("Register", "SignInAndRegister", "SignIn", "204"),
        ("SignIn", "SignIn", "Register", "403 auth.forbidden"),
        ("Register", "Register", "SignIn", "403 auth.forbidden"),
        ("SignIn", "SignInAndRegister", "ForgotPassword", "400 session.not_supported_for_forgot_password"),
        ("ForgotPassword", "SignInAndRegister", "SignIn", "400 session.not_supported_for_forgot_password"),
        // The mode is looked at first.
        ("ForgotPassword", "SignIn", "Register", "403 auth.forbidden"),
        ("ForgotPassword", "SignInAndRegister", "ForgotPassword", "204"),
    ])
    func `the event can be changed`(from: String, mode: String, to: String, result: String) async throws {
        let page = try await CustomUI(Example.config(signInExperience: #""signInMode": "\#(mode)""#), from)
        #expect(try await page.change(to: to).refusal == result)
    }

    @Test func `the message of a refused event is Logto's`() async throws {
        let page = try await CustomUI(Example.config(signInExperience: #""signInMode": "SignIn""#))
        #expect(
            try await page.change(to: "Register").json == [
                "code": "auth.forbidden", "message": "Forbidden. Please check your user roles and permissions.",
            ])
    }

    @Test func `an interaction shows what happened in it, without secrets`() async throws {
        let page = try await CustomUI()
        let social = try await page.proveSocial()
        let password = try #require(try await page.checkPassword().verificationID)
        _ = try await page.identify(password)
        let shown = try await page.call(.get, "/interaction")
        #expect(shown.status == .ok)
        #expect(shown.headers[.eTag] != nil)
        #expect(shown.json["userId"] == "alice0000001")
        #expect(shown.json["captcha"] == ["verified": false, "skipped": true])
        let records = shown.json["verificationRecords"]?.array ?? []
        #expect(records.count == 2)
        #expect((records[0].members ?? []).map(\.name) == ["id", "connectorId", "type", "socialUserInfo"])
        #expect(records[0]["id"] == .string(social))
        #expect(records[0]["socialUserInfo"]?["id"] == "10001")
        #expect(
            records[1] == [
                "id": .string(password), "type": "Password", "identifier": ["type": "username", "value": "alice"],
                "verified": true,
            ])
        let registering = try await CustomUI(Example.config, "Register")
        _ = try await registering.createIdentity("neko")
        _ = try await registering.addToProfile(["type": "password", "value": "a-new-password-1"])
        let body = try await registering.call(.get, "/interaction").body
        #expect(!body.contains("passwordEncrypted"))
        #expect(!body.contains("scrypt"))
    }

    @Test func `identification needs an id, and says so without details`() async throws {
        let page = try await CustomUI()
        let answer = try await page.identify(nil)
        #expect(answer.status == .badRequest)
        #expect(answer.json == ["code": "guard.invalid_input", "message": "The request {{type}} is invalid."])
    }

    @Test(arguments: [
        (
            #"{"verificationId":1}"#,
            "Error in key path \"verificationId\": (invalid_type) Expected string but received number."
        ),
        (
            #"{"linkSocialIdentity":"yes"}"#,
            "Error in key path \"linkSocialIdentity\": (invalid_type) Expected boolean but received string."
        ),
    ])
    func `the body of an identification has a shape`(body: String, details: String) async throws {
        let answer = try await CustomUI().call(.post, "/identification", text: body)
        #expect(answer.json["details"]?.string == details)
    }

    @Test(arguments: [
        ("SignIn", "404 session.verification_session_not_found"),
        ("Register", "404 session.verification_session_not_found"),
        ("ForgotPassword", "404 session.verification_session_not_found"),
    ])
    func `an unknown id proves nothing`(event: String, result: String) async throws {
        let page = try await CustomUI(Example.config, event)
        let answer = try await page.identify("nosuchrecord000000000")
        #expect(answer.refusal == result)
        #expect(
            answer.json["message"]
                == "The verification was not successful. Restart the verification flow and try again.")
    }

    @Test func `somebody else cannot be identified in the same interaction`() async throws {
        let world = try await TestWorld()
        let other = try await CustomUI(Example.config, "Register", world: world)
        _ = try await other.identify(try await other.createIdentity("neko").verificationID)
        let page = try await CustomUI(world: world)
        _ = try await page.identify(try await page.checkPassword().verificationID)
        let conflict = try await page.identify(
            try await page.checkPassword("neko", "a-new-password-1").verificationID)
        #expect(conflict.status == .conflict)
        #expect(
            conflict.json == [
                "code": "session.identity_conflict",
                "message":
                    "Identity mismatch detected. Please initiate a new session to proceed with a different identity.",
            ])
        // The same person again is no conflict.
        #expect(try await page.identify(try await page.checkPassword().verificationID).status == .noContent)
    }

    @Test func `a user who is gone, or suspended, since the proof`() async throws {
        let page = try await CustomUI()
        let proof = try await page.checkPassword().verificationID
        try await page.world.store.transaction { db in
            guard var alice = try db.user("alice0000001") else { return }
            alice.isSuspended = true
            try db.update(alice)
        }
        let suspended = try await page.identify(proof)
        #expect(suspended.json == ["code": "user.suspended", "message": "This account is suspended."])
        #expect(suspended.status == .unauthorized)
        try await page.world.store.transaction { db in
            guard var alice = try db.user("alice0000001") else { return }
            alice.username = "renamed"
            try db.update(alice)
        }
        let gone = try await page.identify(proof)
        #expect(gone.status == .notFound)
        #expect(
            gone.json == [
                "code": "user.user_not_exist", "data": ["identifier": "alice"],
                "message": "User with {{ identifier }} does not exist.",
            ])
    }

    @Test func `a method that is off is found out only here`() async throws {
        let page = try await CustomUI(
            Example.config(signInExperience: #""signIn": {"methods": [{"identifier": "email"}]}"#))
        let proof = try await page.checkPassword()
        #expect(proof.status == .ok)
        let answer = try await page.identify(proof.verificationID)
        #expect(answer.refusal == "422 user.sign_in_method_not_enabled")
        #expect(answer.json["message"] == "This sign-in method is not enabled.")
    }

    @Test(arguments: [
        ("SignIn", "404 session.identifier_not_found"), ("Register", "404 session.identifier_not_found"),
        ("ForgotPassword", "404 session.identifier_not_found"),
    ])
    func `nobody is identified yet`(event: String, result: String) async throws {
        let answer = try await CustomUI(Example.config, event).submit()
        #expect(answer.refusal == result)
        #expect(answer.json["message"] == "User identifier not found. Please go back and sign in again.")
    }

    @Test func `messages come in Japanese`() async throws {
        let answer = try await CustomUI(language: "ja").submit()
        #expect(answer.json["message"] == "ユーザー ID が見つかりません。戻って再度サインインしてください。")
    }

    @Test(arguments: [
        ("?email=a@b.example", "200"), ("", "400 guard.invalid_input"), ("?email=x", "400 guard.invalid_input"),
    ])
    func `no address is bound to an enterprise`(query: String, result: String) async throws {
        let answer = try await CustomUI(Example.config, nil).call(.get, "/sso-connectors\(query)")
        #expect(answer.refusal == result)
        if answer.status == .ok {
            #expect(answer.json == ["connectorIds": []])
        } else {
            #expect(answer.json["message"] == "The request query is invalid.")
        }
    }

    @Test(arguments: [
        ("Register", "400 storage.not_configured"), ("SignIn", "400 session.invalid_interaction_type"),
        ("ForgotPassword", "400 session.not_supported_for_forgot_password"),
    ])
    func `pictures cannot be uploaded, as in an instance without storage`(event: String, result: String) async throws {
        let page = try await CustomUI(Example.config, event)
        #expect(try await page.call(.post, "/user-assets/avatar").refusal == result)
    }

    @Test func `an unknown path is answered by the web framework`() async throws {
        let answer = try await CustomUI().call(.get, "/nonexistent")
        #expect(answer.status == .notFound)
        #expect(answer.body == "Not Found")
    }
}
