import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("/api/.well-known (spec §8.7, management §6.9)")
struct WellKnownAPITests {
    private static func get(
        _ path: String, _ config: String = Example.config, headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        let world = try await TestWorld(config)
        return try await world.get("\(world.logto)/api/.well-known/\(path)", headers: headers)
    }

    @Test(arguments: ["sign-in-exp", "experience"])
    func `a fresh instance's settings are there for anyone`(path: String) async throws {
        let answer = try await Self.get(
            path, Example.config(replacing: #"{"identifiers": [], "password": false}"#, with: "{}"))
        #expect(answer.status == .ok)
        #expect(answer.headers[.eTag] != nil)
        #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        #expect(
            (answer.json.members ?? []).map(\.name) == [
                "tenantId", "id", "color", "branding", "hideLogtoBranding", "languageInfo", "termsOfUseUrl",
                "privacyPolicyUrl", "agreeToTermsPolicy", "signIn", "signUp", "socialSignIn",
                "socialSignInConnectorTargets", "signInMode", "customCss", "customContent", "customUiAssets",
                "customUiCsp", "passwordPolicy", "mfa", "adaptiveMfa", "singleSignOnEnabled", "supportEmail",
                "supportWebsiteUrl", "unknownSessionRedirectUrl", "captchaPolicy", "sentinelPolicy",
                "verificationCodePolicy", "passkeySignIn", "signUpProfileFields", "passwordExpiration",
                "usernamePolicy", "socialConnectors", "ssoConnectors", "forgotPassword", "isDevelopmentTenant",
                "customProfileFields", "customProfileFieldCatalog",
            ])
        #expect(answer.json["color"]?["primaryColor"] == "#6139F6")
        #expect(answer.json["signUp"] == ["identifiers": ["username"], "password": true, "verify": false])
        #expect(answer.json["forgotPassword"] == ["phone": false, "email": false])
        #expect(answer.json["isDevelopmentTenant"] == false)
    }

    @Test func `connectors with a button, as the page shows them`() async throws {
        let answer = try await Self.get("sign-in-exp", Example.codesConfig())
        let connectors = try #require(answer.json["socialConnectors"]?.array)
        #expect(connectors.count == 1)
        #expect(
            (connectors[0].members ?? []).map(\.name) == ["id", "target", "platform", "name", "logo", "logoDark"])
        #expect(connectors[0]["id"] == "patreon00001")
        #expect(connectors[0]["target"] == "patreon")
        #expect(connectors[0]["platform"] == "Universal")
        #expect(connectors[0]["name"]?["en"] == "Patreon")
        #expect(connectors[0]["logo"]?.string?.hasPrefix("data:image/svg+xml;base64,") == true)
        #expect(!answer.body.contains("clientSecret"))
        let without = try await Self.get(
            "sign-in-exp",
            Example.config(
                replacing: #""socialSignInConnectorTargets": ["patreon"]"#, with: #""socialSignInConnectorTargets": []"#
            ))
        #expect(without.json["socialConnectors"] == [])
    }

    @Test(arguments: [
        (#""forgotPasswordMethods": ["PhoneVerificationCode"]"#, true, false),
        (#""forgotPasswordMethods": null"#, true, true), ("", false, false),
    ])
    func `how a password can be reset`(settings: String, phone: Bool, email: Bool) async throws {
        let answer = try await Self.get("experience", Example.codesConfig(settings))
        #expect(answer.json["forgotPassword"] == ["phone": .bool(phone), "email": .bool(email)])
    }

    /// The example in which both applications have looks of their own.
    private static let looks: String = {
        let own = """
            "signInExperience": {"color": {"primaryColor": "#123456"}, "branding": {"logoUrl":
            "https://books.example/logo.png"}, "customCss": "a{}", "displayName": "Shop",
            "termsOfUseUrl": "https://books.example/terms"},
            """
        return Example.config(
            replacing: #""name": "Bookstore","#, with: #""name": "Bookstore", \#(own)"#
        ).replacing(#""name": "Book reviews","#, with: #""name": "Book reviews", \#(own)"#)
    }()

    @Test func `a first-party application's looks are laid over, and nothing else of it`() async throws {
        let answer = try await Self.get("sign-in-exp?appId=\(Example.webApp.id)", Self.looks)
        #expect(
            answer.json["color"] == [
                "primaryColor": "#123456", "isDarkModeEnabled": false, "darkPrimaryColor": "#8768F8",
            ])
        #expect(answer.json["branding"]?["logoUrl"] == "https://books.example/logo.png")
        #expect(answer.json["branding"]?["darkLogoUrl"] == "https://logto.io/logo-dark.svg")
        #expect(answer.json["customCss"] == "a{}")
        #expect(answer.json["termsOfUseUrl"] == .null)
        #expect(answer.json["displayName"] == nil)
    }

    @Test func `an organization's looks count for more than the application's`() async throws {
        let world = try await TestWorld(Self.looks)
        try await world.store.transaction { db in
            guard var club = try db.organizationRecord("bookclub0001") else { return }
            club.color = ["primaryColor": "#abcdef"]
            club.branding = ["favicon": "https://club.example/icon.png"]
            try db.put(club)
        }
        let both = try await world.get(
            "\(world.logto)/api/.well-known/experience?appId=\(Example.webApp.id)&organizationId=bookclub0001")
        #expect(both.json["color"]?["primaryColor"] == "#abcdef")
        #expect(both.json["branding"]?["logoUrl"] == "https://books.example/logo.png")
        #expect(both.json["branding"]?["favicon"] == "https://club.example/icon.png")
        #expect(both.json["customCss"] == "a{}")
    }

    @Test(arguments: ["bookreviews0000000000", "nosuchapp000000000000", "bookstorespa000000000"])
    func `other applications change nothing`(id: String) async throws {
        let answer = try await Self.get("sign-in-exp?appId=\(id)&organizationId=nosuchclub01", Self.looks)
        #expect(answer.json["color"]?["primaryColor"] == "#6139F6")
        #expect(answer.json["customCss"] == .null)
    }

    @Test func `a query has a shape`() async throws {
        let answer = try await Self.get("sign-in-exp?appId=a&appId=b")
        #expect(answer.refusal == "400 guard.invalid_input")
        #expect(answer.json["message"] == "The request query is invalid.")
    }

    @Test(arguments: [
        ("", nil, "en"), ("?lng=ja", nil, "ja"), ("?lng=ja-JP", "en", "ja"), ("", "ja", "ja"),
        ("?lng=xx", "de,ja;q=0.5", "ja"), ("?lng=xx", nil, "en"),
    ])
    func `texts come in the language that is asked for`(
        query: String, accept: String?, language: String
    ) async throws {
        var headers: HTTPFields = [:]
        headers[.acceptLanguage] = accept
        let answer = try await Self.get("phrases\(query)", headers: headers)
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentLanguage] == language)
        #expect(
            answer.json["translation"]?["action"]?["sign_in"] == (language == "ja" ? "サインイン" : "Sign in"))
        #expect(
            answer.json["translation"]?["action"]?["sign_in_with"]
                == (language == "ja" ? "{{name}} で続ける" : "Continue with {{name}}"))
        #expect(
            answer.json["translation"]?["action"]?["change"]
                == (language == "ja" ? "{{method}} を変更する" : "Change {{method}}"))
        #expect(
            answer.json["translation"]?["description"]?["verify_email"]
                == (language == "ja" ? "Eメールを確認する" : "Verify your email"))
        #expect(
            answer.json["translation"]?["mfa"]?["verify_mfa_factors"]
                == (language == "ja" ? "2段階認証" : "2-step verification"))
    }

    @Test func `where nothing is detected, the tenant's language counts`() async throws {
        let config = Example.config(
            signInExperience: #""languageInfo": {"autoDetect": false, "fallbackLanguage": "ja"}"#)
        let answer = try await Self.get("phrases", config, headers: [.acceptLanguage: "en"])
        #expect(answer.headers[.contentLanguage] == "ja")
    }

    @Test func `an unknown name is unknown`() async throws {
        let answer = try await Self.get("nonexistent")
        #expect(answer.status == .notFound)
        #expect(answer.body == "Not Found")
    }
}
