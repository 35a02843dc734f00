import Core

/// What the page about a social account whose address is known is called, and the button that does not link: that follows
/// what people sign up with (spec `logto-oidc.md` §19.1).
extension PageTexts {
    func linkTitle(signingUpWith identifiers: Set<SignInExperience.Identifier>) -> String {
        switch (identifiers.contains(.email), identifiers.contains(.phone)) {
        case (true, true): self.linkEmailOrPhone
        case (true, false): self.linkEmail
        case (false, true): self.linkPhone
        case (false, false): self.linkOrCreate
        }
    }

    func createInstead(signingUpWith identifiers: Set<SignInExperience.Identifier>) -> String {
        switch (identifiers.contains(.email), identifiers.contains(.phone)) {
        case (true, true):
            self.text("Link another email or phone", "別のメールアドレスまたは電話番号をリンクする")
        case (true, false): self.text("Link another email", "別のメールアドレスをリンクする")
        case (false, true): self.text("Link another phone", "別の電話番号をリンクする")
        case (false, false): self.text("Create new one instead", "代わりに新しいアカウントを作成する")
        }
    }
}
