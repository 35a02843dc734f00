import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("/api/experience/profile (spec §8.3)")
struct ProfileAPITests {
    /// A page whose user is Alice.
    private static func identified(_ config: String = Example.config) async throws -> CustomUI {
        let page = try await CustomUI(config)
        #expect(try await page.identify(try await page.checkPassword().verificationID).status == .noContent)
        return page
    }

    @Test(arguments: [
        (#"{"type":"username","value":"neko"}"#, "422 user.username_exists_in_profile"),
        (#"{"type":"password","value":"a-new-password-1"}"#, "422 user.password_exists_in_profile"),
        (#"{"type":"password","value":"bookstore-alice"}"#, "422 user.same_password"),
        (#"{"type":"password","value":"x"}"#, "422 password.rejected"),
        (#"{"type":"email","verificationId":"x"}"#, "404 session.verification_session_not_found"),
        (#"{"type":"phone","verificationId":"x"}"#, "404 session.verification_session_not_found"),
        (#"{"type":"social","verificationId":"x"}"#, "404 session.verification_session_not_found"),
        (#"{"type":"extraProfile","values":{"familyName":"A","hobby":"tea"}}"#, "204"),
    ])
    func `an interaction adds, it does not replace`(body: String, result: String) async throws {
        #expect(try await Self.identified().call(.post, "/profile", text: body).refusal == result)
    }

    private static let types = "'username' | 'password' | 'email' | 'phone' | 'social' | 'extraProfile'"

    @Test(arguments: [
        (
            "{}",
            "Error in key path \"type\": (invalid_union_discriminator) Invalid discriminator value. Expected \(types)"
        ),
        (
            #"{"type":"name"}"#,
            "Error in key path \"type\": (invalid_union_discriminator) Invalid discriminator value. Expected \(types)"
        ),
        (
            #"{"type":"username"}"#,
            "Error in key path \"value\": (invalid_type) Expected string but received undefined."
        ),
        (#"{"type":"username","value":"1"}"#, "Error in key path \"value\": (invalid_string) Invalid"),
        (
            #"{"type":"password","value":1}"#,
            "Error in key path \"value\": (invalid_type) Expected string but received number."
        ),
        (
            #"{"type":"social"}"#,
            "Error in key path \"verificationId\": (invalid_type) Expected string but received undefined."
        ),
        (
            #"{"type":"extraProfile","values":1}"#,
            "Error in key path \"values\": (invalid_type) Expected object but received number."
        ),
        (#"{"type":"extraProfile","values":{"a-b":1}}"#, "Error in key path \"values.a-b\": (invalid_string) Invalid"),
        ("[]", "Error in key path \"\": (invalid_type) Expected object but received array."),
    ])
    func `the body has one of six shapes`(body: String, details: String) async throws {
        let answer = try await CustomUI().call(.post, "/profile", text: body)
        #expect(answer.refusal == "400 guard.invalid_input")
        #expect(answer.json["details"]?.string == details)
    }

    @Test(arguments: [
        #"{"type":"username","value":"neko"}"#, #"{"type":"password","value":"a-new-password-1"}"#,
        #"{"type":"social","verificationId":"x"}"#, #"{"type":"extraProfile","values":{}}"#,
    ])
    func `who signs in has to be known, and who forgot a password adds nothing`(body: String) async throws {
        #expect(try await CustomUI().call(.post, "/profile", text: body).refusal == "404 session.identifier_not_found")
        let forgetful = try await CustomUI(Example.config, "ForgotPassword").call(.post, "/profile", text: body)
        #expect(forgetful.refusal == "400 session.not_supported_for_forgot_password")
        #expect(forgetful.json["message"] == "This operation is not supported for forgot password.")
    }

    @Test func `a username that is taken`() async throws {
        let page = try await CustomUI(Example.config, "Register")
        #expect(
            try await page.addToProfile(["type": "username", "value": "alice"]).refusal
                == "422 user.username_already_in_use")
    }

    @Test func `a social account can be added to a user who is known`() async throws {
        let page = try await Self.identified()
        let proof = try await page.proveSocial()
        let body: JSON = ["type": "social", "verificationId": .string(proof)]
        #expect(try await page.addToProfile(body).status == .noContent)
        _ = try await page.claims(after: try await page.submit())
        let owner = try await page.world.store.read { try $0.user(identity: "10001", at: "patreon") }
        #expect(owner?.id == "alice0000001")
        #expect(owner?.name == "Alice Example")
        let other = try await CustomUI(Example.config, "Register", world: page.world)
        let same = try await other.proveSocial()
        #expect(
            try await other.addToProfile(["type": "social", "verificationId": .string(same)]).refusal
                == "422 user.identity_already_in_use")
    }

    @Test func `a social account is added as soon as it is proved`() async throws {
        let page = try await CustomUI(Example.config, "Register")
        let begun = try await page.authorizationURI().verificationID
        #expect(
            try await page.addToProfile(["type": "social", "verificationId": .string(begun ?? "")]).refusal
                == "400 session.verification_failed")
        #expect(try await page.addToProfile(["type": "username", "value": "neko"]).status == .noContent)
        let proof = try await page.proveSocial()
        #expect(
            try await page.addToProfile(["type": "social", "verificationId": .string(proof)]).status == .noContent)
        #expect(try await page.identify(nil).status == .created)
        let user = try await page.world.store.read { try $0.user(username: "neko") }
        #expect(user?.primaryEmail == "mika@example.test")
        #expect(user?.name == "Mika Example")
        #expect(user?.identities.map(\.userID) == ["10001"])
    }

    @Test func `what people fill in goes where it belongs`() async throws {
        let page = try await CustomUI(Example.config, "Register")
        let values: JSON = [
            "name": "Neko", "familyName": "N", "address": ["country": "JP"], "hobby": "tea", "size": 3,
        ]
        #expect(try await page.addToProfile(["type": "username", "value": "neko"]).status == .noContent)
        #expect(try await page.addToProfile(["type": "extraProfile", "values": values]).status == .noContent)
        #expect(try await page.identify(nil).status == .created)
        let user = try await page.world.store.read { try $0.user(username: "neko") }
        #expect(user?.name == "Neko")
        #expect(user?.profile == ["familyName": "N", "address": ["country": "JP"]])
        #expect(user?.customData == ["hobby": "tea", "size": 3])
    }

    @Test(arguments: [
        (
            #"{"username":"x","email":"y"}"#, "400 custom_profile_fields.name_conflict_sign_in_identifier",
            "Invalid field name. Reserved sign-in identifier key(s): username, email."
        ),
        (
            #"{"preferredUsername":"x"}"#, "400 custom_profile_fields.name_conflict_built_in_prop",
            "Invalid field name. Reserved built-in user profile property name(s): preferredUsername."
        ),
        (
            #"{"onboarding":"x"}"#, "400 custom_profile_fields.name_conflict_custom_data",
            "Invalid field name. Reserved custom data key(s): onboarding."
        ),
        (#"{"familyName":1}"#, "500", "Internal server error."), (#"{"avatar":"x"}"#, "500", "Internal server error."),
    ])
    func `some names are taken`(values: String, result: String, message: String) async throws {
        let page = try await CustomUI(Example.config, "Register")
        let answer = try await page.addToProfile(["type": "extraProfile", "values": try JSON(parsing: values)])
        #expect(answer.refusal == result)
        #expect(answer.json["message"] == .string(message))
    }

    @Test(arguments: [
        ("SignIn", #"{"password":"x"}"#, "400 session.invalid_interaction_type"),
        ("Register", #"{"password":"x"}"#, "400 session.invalid_interaction_type"),
        ("ForgotPassword", #"{"password":"x"}"#, "404 session.identifier_not_found"),
        ("ForgotPassword", "{}", "400 guard.invalid_input"), ("SignIn", "{}", "400 guard.invalid_input"),
    ])
    func `a new password is for those who forgot theirs`(event: String, body: String, result: String) async throws {
        let page = try await CustomUI(Example.config, event)
        #expect(try await page.call(.put, "/profile/password", text: body).refusal == result)
    }
}
