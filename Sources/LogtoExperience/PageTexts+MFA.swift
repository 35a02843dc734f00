import Core
import Logto

/// Titles and buttons of the pages about second factors, and the names of the factors, as Logto has them; the sentences
/// that explain them are ours.
extension PageTexts {
    var skip: String { self.text("Skip", "スキップ") }

    // MARK: factors

    func name(of factor: MFAFactor) -> String {
        switch factor {
        case .totp: self.text("Authenticator app OTP", "認証アプリOTP")
        case .webAuthn: self.text("Passkey", "パスキー")
        case .backupCode: self.backupCode
        case .emailVerificationCode: self.text("Email verification code", "メール確認コード")
        case .phoneVerificationCode: self.text("SMS verification code", "SMS確認コード")
        }
    }

    var backupCode: String { self.text("Backup code", "バックアップコード") }

    /// Of codes that are sent, what stands before the address.
    func proof(by factor: MFAFactor) -> String {
        switch factor {
        case .totp: self.text("A code that your app shows now", "アプリに今表示されているコード")
        case .webAuthn: ""
        case .backupCode: self.text("One of the codes that you have kept", "保管しているコードの 1 つ")
        case .emailVerificationCode, .phoneVerificationCode:
            self.text("A code sent to", "コードの送り先：")
        }
    }

    func offer(of factor: MFAFactor) -> String {
        switch factor {
        case .totp: self.text("An app on your phone makes the codes", "スマートフォンのアプリでコードを作る")
        case .webAuthn: ""
        case .backupCode: self.text("Codes on paper, for emergencies", "紙に控える非常用のコード")
        case .emailVerificationCode: self.text("Codes come by email", "コードをメールで受け取る")
        case .phoneVerificationCode: self.text("Codes come by text message", "コードを SMS で受け取る")
        }
    }

    // MARK: proof

    var twoStepVerification: String { self.text("2-step verification", "2段階認証") }
    var chooseProof: String {
        self.text("Choose how to show that it is you.", "本人確認の方法を選んでください。")
    }
    var tryAnotherMethod: String { self.text("Try another method to verify", "別の検証方法を試す") }
    var resend: String { self.text("Send another code", "コードをもう一度送る") }
    var resent: String { self.text("Another code is on its way.", "新しいコードを送りました。") }

    func proofTitle(_ factor: MFAFactor) -> String {
        switch factor {
        case .totp: self.enterOneTimeCode
        case .webAuthn: self.name(of: factor)
        case .backupCode: self.text("Enter a backup code", "バックアップコードを入力")
        case .emailVerificationCode: self.text("Enter Email verification code", "メールの確認コードを入力")
        case .phoneVerificationCode: self.text("Enter SMS verification code", "SMSの確認コードを入力")
        }
    }

    /// Of codes that have been sent, what stands before the address.
    func proofText(_ factor: MFAFactor) -> String {
        switch factor {
        case .totp:
            self.text(
                "Your authenticator app shows a code of 6 digits.", "認証アプリに表示される 6 桁のコードを入力してください。")
        case .webAuthn: ""
        case .backupCode:
            self.text(
                "Each of the codes that you have kept is good for one sign-in.",
                "保管しているコードを入力してください。各コードは 1 回だけ使えます。")
        case .emailVerificationCode, .phoneVerificationCode:
            self.text("A code of 6 digits has been sent to", "6 桁のコードをお送りした宛先：")
        }
    }

    var backupCodeRequired: String { self.required(self.backupCode) }

    // MARK: turning it on

    var turnOnMFA: String { self.text("Turn on 2-step verification", "2段階認証を有効にする") }
    var turnOnMFAText: String {
        self.text(
            "Whoever learns your password will still need a second thing that only you have.",
            "パスワードを知られても、あなただけが持つもう 1 つの手段がなければサインインできなくなります。")
    }
    var addMFA: String { self.text("Add 2-step verification", "2段階認証を追加") }
    var addMFAText: String {
        self.text(
            "Choose what you will show beside your password.", "パスワードに加えて使う方法を選んでください。")
    }
    var addAnotherMFA: String { self.text("Add another one 2-step verification", "別の2段階認証を追加") }
    var addAnotherMFAText: String {
        self.text(
            "With a second way you can still sign in when one of them fails you.",
            "もう 1 つ方法があれば、片方が使えないときもサインインできます。")
    }
    var nothingToAdd: String {
        self.text(
            "None of the methods that are offered can be set up in this emulator.",
            "用意されている方法は、このエミュレーターでは設定できません。")
    }
    var switchMethod: String { self.text("Switch to another method", "別の方法に切り替える") }

    // MARK: an address

    func linkText(_ type: SignInExperience.Identifier) -> String {
        type == .email
            ? self.text(
                "Codes for signing in will be sent to this address.", "サインイン用のコードをこのメールアドレスに送ります。")
            : self.text(
                "Codes for signing in will be sent to this number, with its country code.",
                "サインイン用のコードを、国番号付きのこの電話番号に送ります。")
    }

    // MARK: an authenticator app

    var addAuthenticatorApp: String { self.text("Add authenticator app", "認証アプリを追加") }
    var scanQRCode: String { self.text("Scan this QR code", "このQRコードをスキャン") }
    var scanQRCodeText: String {
        self.text("Open your authenticator app and scan it.", "認証アプリを開いて、読み取ってください。")
    }
    var qrCode: String { self.text("QR code", "QRコード") }
    var cannotScan: String {
        self.text(
            "Can’t scan the QR code? Enter this key in the app:",
            "QRコードをスキャンできませんか？このキーをアプリに入力してください：")
    }
    var enterOneTimeCode: String { self.text("Enter the one-time code", "ワンタイムコードを入力") }
    var enterFirstCodeText: String {
        self.text(
            "The app shows a code of 6 digits, a new one every 30 seconds.",
            "アプリに 6 桁のコードが表示されます。コードは 30 秒ごとに変わります。")
    }

    func step(_ number: Int, _ title: String) -> String {
        self.text("Step \(number): \(title)", "ステップ\(number)：\(title)")
    }

    // MARK: backup codes

    var saveBackupCodes: String { self.text("Save your backup code", "バックアップコードを保存") }
    var saveBackupCodesText: String {
        self.text(
            "When your other method fails you, one of these codes lets you in. Each is good for one sign-in.",
            "ほかの方法が使えないとき、このコードでサインインできます。各コードは 1 回だけ使えます。")
    }
    var saveBackupCodesHint: String {
        self.text("You see them only now. Keep them in a safe place.", "表示は今回だけです。安全な場所に保管してください。")
    }
    var download: String { self.text("Download", "ダウンロード") }
}
