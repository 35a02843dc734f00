import Core
import Hummingbird
import Logto
import Web

/// An authenticator app that is being set up.
struct NewApp: Sendable {
    let verificationID: String
    let secret: TOTPSecret
}

/// The model of the template `app-binding`.
struct AppBinding: Encodable, Sendable {
    struct Part: Encodable, Sendable {
        let title: String
        let text: String
    }

    static let fieldName = "totpCode"

    let csrf: String
    let action: String
    let verificationID: String
    let scan: Part
    let qrCode: String?
    let qrCodeText: String
    let keyText: String
    let key: String
    let enter: Part
    let submit: String
    private(set) var code: CodeField
    private(set) var alert: String?
    let others: [StepForm.Other]
    let links: [StepForm.Link]

    init(_ app: NewApp, _ demand: MFADemand, _ current: CurrentInteraction, _ texts: PageTexts) throws {
        let qrCode = try app.secret.qrCode()
        self.csrf = current.interaction.csrfToken
        self.action = current.address(MFABindingPage.path(.totp))
        self.verificationID = app.verificationID
        self.scan = Part(title: texts.step(1, texts.scanQRCode), text: texts.scanQRCodeText)
        self.qrCode = qrCode.isEmpty ? nil : qrCode
        self.qrCodeText = texts.qrCode
        self.keyText = texts.cannotScan
        self.key = app.secret.secret
        self.enter = Part(title: texts.step(2, texts.enterOneTimeCode), text: texts.enterFirstCodeText)
        self.submit = texts.continue
        // One begins with the picture.
        self.code = CodeField(Self.fieldName, texts, hasFocus: false)
        self.others = demand.waysAround(current, texts)
        self.links = demand.otherMethods(current, texts)
    }

    /// What is wrong with the code stands below it, all else above.
    mutating func say(_ refusal: LogtoError?, _ texts: PageTexts) {
        guard let refusal else { return }
        let message = refusal.message(in: texts.language)
        if refusal.isAboutFactorCode {
            self.code = CodeField(Self.fieldName, texts, error: message)
        } else {
            self.alert = message
        }
    }

    func response(_ current: CurrentInteraction, _ texts: PageTexts, in pages: Pages) -> Response {
        pages.response("app-binding", self, in: current.firstPartyFrame(texts.addAuthenticatorApp, texts))
    }
}

extension ExperienceParts {
    /// The app that is being set up; one is begun where there is none yet, so that a page that is loaded again shows the
    /// same secret.
    func newApp(_ current: CurrentInteraction) async throws -> NewApp {
        let origin = self.origins.logto
        return try await self.inSession(current.interaction.uid) { session in
            let begun = try session.experience.records.lazy.compactMap { record -> (String, String)? in
                guard case .totp(_, let secret?, _) = record.content else { return nil }
                return (record.id, secret)
            }.first
            if let (id, secret) = begun {
                let user = try session.experience.identifiedUser(in: session.context.db)
                return NewApp(verificationID: id, secret: TOTPSecret(secret, of: user, origin: origin))
            }
            return try session.apply { experience, context in
                let (record, secret) = try experience.makeTOTPSecret(origin: origin, in: context)
                return NewApp(verificationID: record.id, secret: secret)
            }
        }
    }
}
