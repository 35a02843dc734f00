/// The words on the consent page, as Logto has them (spec `logto-oidc.md` §19.1).
extension PageTexts {
    func authorizeTitle(_ name: String) -> String { self.text("Authorize \(name)", "\(name) を承認する") }
    var consentPermissions: String {
        self.text("Authorize the use of your personal data:", "個人データの使用を承認する：")
    }
    var consentOrganizations: String {
        self.text("Authorize access to the specific organization:", "特定の組織へのアクセスを承認する：")
    }
    var cancel: String { self.text("Cancel", "キャンセル") }
    var authorize: String { self.text("Authorize", "認証する") }
    func redirected(to origin: String) -> String {
        self.text("You will be redirected to \(origin).", "\(origin) にリダイレクトされます。")
    }
    func consentTermsBefore(_ name: String) -> String {
        self.text(
            "By authorizing the access, you agree to the \(name)'s ", "アクセスを承認することで、\(name) の")
    }
    /// After the links, where the sentence does not end with them.
    func consentTermsAfter(leadingTo origin: String) -> String {
        self.text(", and will be redirected to \(origin).", "に同意し、\(origin) にリダイレクトされます。")
    }
    var notYou: String { self.text("Not you?", "あなたではありませんか？") }
    var useAnotherAccount: String { self.text("Use another account", "別のアカウントを使用する") }
    func userID(_ id: String) -> String { self.text("User ID: \(id)", "ユーザー ID: \(id)") }

    /// A scope of the provider in words; `nil` for those that nobody is asked about.
    func userScope(_ name: String) -> String? {
        switch name {
        case "profile":
            self.text(
                "Your name, username, avatar, and other profile info",
                "あなたの名前、ユーザー名、アバター、その他のプロフィール情報")
        case "email": self.text("Your email address", "あなたのメールアドレス")
        case "phone": self.text("Your phone number", "あなたの電話番号")
        case "address": self.text("Your address", "あなたの住所")
        case "roles": self.text("Your roles", "あなたのロール")
        case "identities":
            self.text("Your linked social identities", "あなたのリンクされたソーシャルアイデンティティ")
        case "custom_data": self.text("Your custom data", "あなたのカスタムデータ")
        case "urn:logto:scope:organizations": self.text("Your organizations info", "あなたの組織情報")
        case "urn:logto:scope:organization_roles": self.text("Your organization roles", "あなたの組織の役割")
        case "urn:logto:scope:sessions": self.text("Your active sessions", "あなたのアクティブセッション")
        case "urn:logto:scope:trusted_devices": self.text("Your trusted devices", "あなたの信頼済みデバイス")
        default: nil
        }
    }
}
