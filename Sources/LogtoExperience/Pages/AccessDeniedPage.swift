/// What a user sees in place of consent who may not use the application (spec `logto-oidc.md` §6.7, §19.2).
extension PlainPage {
    static func accessDenied(_ texts: PageTexts) -> PlainPage {
        PlainPage(title: texts.accessDenied, paragraphs: texts.accessDeniedTexts)
    }
}

extension PageTexts {
    fileprivate var accessDenied: String { self.text("Access denied", "アクセスが拒否されました") }

    /// A line each.
    fileprivate var accessDeniedTexts: [String] {
        [
            self.text(
                "You do not have permission to access this application.",
                "このアプリケーションにアクセスする権限がありません。"),
            self.text("Please contact your administrator for assistance.", "管理者にお問い合わせください。"),
        ]
    }
}
