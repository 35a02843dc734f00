import Core

/// What the pages about second factors say in Logto's words, under the names that it has for them in `mfa`.
extension PageTexts {
    var mfaPhrases: [(name: String, text: String)] {
        [
            ("totp", self.name(of: .totp)), ("backup_code", self.name(of: .backupCode)),
            ("email_verification_code", self.name(of: .emailVerificationCode)),
            ("phone_verification_code", self.name(of: .phoneVerificationCode)),
            ("onboarding", self.turnOnMFA), ("enable_mfa", self.turnOnMFA), ("add_mfa_factors", self.addMFA),
            ("add_another_mfa_factor", self.addAnotherMFA), ("verify_mfa_factors", self.twoStepVerification),
            ("add_authenticator_app", self.addAuthenticatorApp), ("scan_qr_code", self.scanQRCode),
            ("enter_one_time_code", self.enterOneTimeCode),
            ("enter_email_verification_code", self.proofTitle(.emailVerificationCode)),
            ("enter_phone_verification_code", self.proofTitle(.phoneVerificationCode)),
            ("link_another_mfa_factor", self.switchMethod), ("save_backup_code", self.saveBackupCodes),
            ("enter_a_backup_code", self.proofTitle(.backupCode)),
            ("try_another_verification_method", self.tryAnotherMethod),
        ]
    }
}
