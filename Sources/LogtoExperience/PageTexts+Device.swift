import Logto

/// The words on the pages of the device flow (spec `logto-oidc.md` §19.1; the sentences as in Logto's phrases).
extension PageTexts {
    var deviceTitle: String { self.text("Device activation", "デバイスの有効化") }
    var deviceCode: String { self.text("Code", "コード") }
    var `continue`: String { self.text("Continue", "続ける") }
    var deviceSuccess: String { self.text("Your device is now connected!", "デバイスが接続されました！") }
    var deviceSuccessDescription: String {
        self.text("Return your device to continue.", "デバイスに戻って続行してください。")
    }
    var deviceDescription: String {
        self.text(
            "Enter the code shown on your device. Make sure it matches, then continue to sign in to this device.",
            "デバイスに表示されているコードを入力してください。コードが一致していることを確認し、このデバイスへのサインインを続けてください。")
    }
    var deviceErrorDescription: String {
        self.text("Enter the code displayed on your device.", "デバイスに表示されているコードを入力してください。")
    }

    /// What the page makes of the engine's name for an error.
    func deviceError(_ name: String) -> String {
        switch name {
        case "NoCodeError": self.text("Code is required.", "コードが必要です。")
        case "NotFoundError", "ExpiredError", "AlreadyUsedError":
            self.text("The device code is invalid.", "デバイスコードが無効です。")
        case "AbortedError":
            self.text("The sign-in request was interrupted.", "サインインリクエストが中断されました。")
        default: self.somethingWentWrong
        }
    }
}
