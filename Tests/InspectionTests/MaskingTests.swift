import Core
import Testing

@testable import Inspection

@Suite("What the record shows of secrets")
struct MaskingTests {
    @Test func `a second factor is not even shown in part`() {
        let answer: JSON = [
            "verificationId": "abcdefghijklmnopqrstu", "secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
            "secretQrCode": "data:image/png;base64,iVBORw0KGgo", "codes": ["0123456789", "abcdef0123"],
        ]
        #expect(
            Masking.json(answer, isAnswer: true) == [
                "verificationId": "abcdefghijklmnopqrstu", "secret": "… (32 characters)",
                "secretQrCode": "… (33 characters)", "codes": ["… (10 characters)", "… (10 characters)"],
            ])
    }

    @Test func `a code is masked where somebody sends it, and open where it names an error`() {
        #expect(Masking.json(["code": "123456"], isAnswer: false) == ["code": "… (6 characters)"])
        #expect(
            Masking.json(["code": "session.mfa.invalid_totp_code"], isAnswer: true)
                == ["code": "session.mfa.invalid_totp_code"])
    }

    /// Six fields of a page together are a code.
    @Test(arguments: ["passcode_0", "passcode_5", "totpCode_3", "mfaCode_1"])
    func `each digit of a code is masked, however much of it is in there`(name: String) {
        #expect(Masking.value("123456", named: name) == "… (6 characters)")
        #expect(Masking.value("1", named: name) == "… (1 characters)")
    }

    @Test func `what an application, a script or a person keeps is masked where it is handed out`() {
        let secret: JSON = ["name": "Default", "value": "abcdefghijklmnopqrstuvwxyz", "expiresAt": .null]
        let masked: JSON = ["name": "Default", "value": "… (26 characters)", "expiresAt": .null]
        #expect(Masking.json(secret, isAnswer: true) == masked)
        #expect(Masking.json([secret], isAnswer: true) == [masked])
        #expect(
            Masking.json(["codes": [["code": "0123456789", "usedAt": .null]]], isAnswer: true)
                == ["codes": [["code": "… (10 characters)", "usedAt": .null]]])
        let setting: JSON = ["name": "color", "value": "red"]
        #expect(Masking.json(setting, isAnswer: true) == setting)
    }
}
