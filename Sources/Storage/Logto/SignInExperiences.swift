import Core
import GRDB

extension Transaction {
    /// The tenant's settings; those of a fresh instance where none were stored.
    package func signInExperience() throws -> SignInExperience {
        try self.row("select settings from sign_in_experiences where id = 'default'")
            .map { SignInExperience($0["settings"]) } ?? SignInExperience()
    }

    package func put(_ experience: SignInExperience) throws {
        try self.execute(
            """
            insert into sign_in_experiences (id, settings) values ('default', \(experience.json))
            on conflict (id) do update set settings = excluded.settings
            """)
    }
}

extension SignInExperience {
    package var json: JSON {
        [
            "color": [
                "primaryColor": .string(self.color.primaryColor),
                "isDarkModeEnabled": .bool(self.color.isDarkModeEnabled),
                "darkPrimaryColor": .string(self.color.darkPrimaryColor),
            ],
            "languageInfo": [
                "autoDetect": .bool(self.languageInfo.autoDetect),
                "fallbackLanguage": .string(self.languageInfo.fallbackLanguage),
            ],
            "termsOfUseUrl": .nullable(self.termsOfUseUrl),
            "privacyPolicyUrl": .nullable(self.privacyPolicyUrl),
            "signIn": ["methods": .array(self.signInMethods.map(\.json))],
            "signUp": [
                "identifiers": .strings(self.signUp.identifiers.map(\.rawValue)),
                "password": .bool(self.signUp.password),
                "verify": .bool(self.signUp.verify),
            ],
            "socialSignIn": [
                "automaticAccountLinking": .bool(self.socialSignIn.automaticAccountLinking),
                "skipRequiredIdentifiers": .bool(self.socialSignIn.skipRequiredIdentifiers),
            ],
            "socialSignInConnectorTargets": .strings(self.socialSignInConnectorTargets),
            "signInMode": .string(self.mode.rawValue),
            "unknownSessionRedirectUrl": .nullable(self.unknownSessionRedirectUrl),
        ]
    }

    init(_ json: JSON) {
        self.init()
        let standard = self
        self.color.primaryColor = json["color"]?["primaryColor"]?.string ?? standard.color.primaryColor
        self.color.isDarkModeEnabled = json["color"]?["isDarkModeEnabled"]?.bool ?? false
        self.color.darkPrimaryColor = json["color"]?["darkPrimaryColor"]?.string ?? standard.color.darkPrimaryColor
        self.languageInfo.autoDetect = json["languageInfo"]?["autoDetect"]?.bool ?? true
        self.languageInfo.fallbackLanguage = json["languageInfo"]?["fallbackLanguage"]?.string ?? "en"
        self.termsOfUseUrl = json["termsOfUseUrl"]?.string
        self.privacyPolicyUrl = json["privacyPolicyUrl"]?.string
        self.signInMethods = json["signIn"]?["methods"]?.array?.compactMap(SignInMethod.init) ?? standard.signInMethods
        self.signUp.identifiers = json["signUp"]?["identifiers"]?.strings.compactMap(Identifier.init) ?? [.username]
        self.signUp.password = json["signUp"]?["password"]?.bool ?? true
        self.signUp.verify = json["signUp"]?["verify"]?.bool ?? false
        self.socialSignIn.automaticAccountLinking = json["socialSignIn"]?["automaticAccountLinking"]?.bool ?? false
        self.socialSignIn.skipRequiredIdentifiers = json["socialSignIn"]?["skipRequiredIdentifiers"]?.bool ?? false
        self.socialSignInConnectorTargets = json["socialSignInConnectorTargets"]?.strings ?? []
        self.mode = json["signInMode"]?.string.flatMap(Mode.init) ?? .signInAndRegister
        self.unknownSessionRedirectUrl = json["unknownSessionRedirectUrl"]?.string
    }
}

extension SignInExperience.SignInMethod {
    fileprivate var json: JSON {
        [
            "identifier": .string(self.identifier.rawValue),
            "password": .bool(self.password),
            "verificationCode": .bool(self.verificationCode),
            "isPasswordPrimary": .bool(self.isPasswordPrimary),
        ]
    }

    fileprivate init?(_ json: JSON) {
        guard let identifier = json["identifier"]?.string.flatMap(SignInExperience.Identifier.init) else { return nil }
        self.init(
            identifier: identifier,
            password: json["password"]?.bool ?? true,
            verificationCode: json["verificationCode"]?.bool ?? false,
            isPasswordPrimary: json["isPasswordPrimary"]?.bool ?? true)
    }
}
