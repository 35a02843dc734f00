import Core
import Hummingbird
import Logto
import Storage
import Web

/// An address or a phone number that is being set up as a second factor (spec `logto-oidc.md` §8.3): asked for, and then
/// proved by a code that is sent there.
struct ContactBinding: Sendable {
    /// Where a code was sent.
    struct Sent: Sendable {
        let identifier: UserIdentifier
        let verificationID: String
    }

    private static let codeField = "passcode"

    let factor: MFAFactor
    let type: SignInExperience.Identifier
    let demand: MFADemand
    let flow: PageFlow
    let texts: PageTexts
    private var sent: Sent?
    private var typed: String?
    private var error: String?
    private var alert: String?
    private var notice: String?

    init(
        _ factor: MFAFactor, _ type: SignInExperience.Identifier, _ demand: MFADemand, _ flow: PageFlow,
        _ texts: PageTexts
    ) {
        self.factor = factor
        self.type = type
        self.demand = demand
        self.flow = flow
        self.texts = texts
        self.sent = flow.current.sentContact(type)
    }

    private var parts: ExperienceParts { self.flow.parts }
    private var current: CurrentInteraction { self.flow.current }
    private var address: String { self.current.address(MFABindingPage.path(self.factor)) }

    /// Takes one of the page's forms.
    mutating func submit(_ form: FormParameters) async throws -> Response {
        do {
            if form["change"] != nil {
                self.sent = nil
                try await self.remember(nil)
            } else if let sent = self.sent, form["resend"] != nil {
                try await self.send(to: sent.identifier)
                self.notice = self.texts.resent
            } else if let typed = form["identifier"] {
                return try await self.enter(typed)
            } else if let sent = self.sent {
                guard let code = CodeField.code(Self.codeField, in: form) else {
                    self.error = self.texts.invalidCode
                    return self.response
                }
                return try await self.flow.bindContact(sent, as: self.factor, by: code)
            }
        } catch let refusal as LogtoError {
            if let page = self.flow.page(for: refusal) { return page }
            self.say(refusal)
        }
        return self.response
    }

    /// Sends a code to what was entered, unless something is wrong with it.
    private mutating func enter(_ typed: String) async throws -> Response {
        self.sent = nil
        self.typed = typed
        let identifier = self.current.identifier(typed: typed, among: [self.type])
        self.error =
            typed.isEmpty
            ? self.texts.required(self.texts.label(self.type)) : identifier.objection(self.texts)
        if self.error != nil { return self.response }
        try await self.send(to: identifier)
        return .redirect(to: self.address)
    }

    private mutating func send(to identifier: UserIdentifier) async throws {
        guard let address = MessageAddress(identifier) else { throw LogtoError("guard.invalid_input") }
        // As Logto's page has it, whatever the person is up to.
        let id = try await CodeVerification(parts: self.parts).send(
            to: address, for: .register, in: self.current.interaction.uid)
        self.sent = Sent(identifier: identifier, verificationID: id)
        try await self.remember(self.sent)
    }

    private func remember(_ sent: Sent?) async throws {
        let state: JSON? = sent.map {
            ["identifier": $0.identifier.json, "verificationId": .string($0.verificationID)]
        }
        try await self.parts.inSession(self.current.interaction.uid) { $0.setPageState("contact", to: state) }
    }

    /// What is wrong with the code or the address stands below it, all else above.
    private mutating func say(_ refusal: LogtoError) {
        let message = refusal.message(in: self.texts.language)
        if refusal.isAboutIdentifier {
            self.typed = self.typed ?? self.sent?.identifier.value
            self.sent = nil
            self.error = message
        } else if refusal.isAboutFactorCode {
            self.error = message
        } else {
            self.alert = message
        }
    }

    var response: Response {
        let texts = self.texts
        var form = StepForm(self.current, at: MFABindingPage.path(self.factor), submit: texts.continue)
        form.alert = self.alert
        form.notice = self.notice
        if let sent = self.sent {
            form.text = texts.proofText(self.factor)
            form.whom = sent.identifier.shown
            form.code = CodeField(Self.codeField, texts, error: self.error)
            form.others = [form.other(texts.resend, sending: "resend"), form.other(texts.change, sending: "change")]
        } else {
            form.text = texts.linkText(self.type)
            form.fields = [
                .identifier([self.type], texts, isFirst: true, value: self.typed, error: self.error)
            ]
        }
        form.others += self.demand.waysAround(self.current, texts)
        form.links = self.demand.otherMethods(self.current, texts)
        let title = self.type == .email ? texts.linkEmail : texts.linkPhone
        return form.response(title, self.current, texts, in: self.parts.pages)
    }
}

extension CurrentInteraction {
    /// Where a code was sent that is still worth something: a sign-in that is begun anew forgets it.
    fileprivate func sentContact(_ type: SignInExperience.Identifier) -> ContactBinding.Sent? {
        let state = self.interaction.state["contact"]
        guard
            let identifier = UserIdentifier(state?["identifier"]), identifier.type == type,
            let id = state?["verificationId"]?.string,
            self.interaction.experience?.records.contains(where: { $0.id == id }) == true
        else { return nil }
        return ContactBinding.Sent(identifier: identifier, verificationID: id)
    }
}

extension PageFlow {
    /// The user has got the code that was sent to the address.
    fileprivate func bindContact(
        _ sent: ContactBinding.Sent, as factor: MFAFactor, by code: String
    ) async throws -> Response {
        guard let address = MessageAddress(sent.identifier) else { throw LogtoError("guard.invalid_input") }
        try await CodeVerification(parts: self.parts).verify(
            code, of: address, verificationID: sent.verificationID, in: self.current.interaction.uid)
        return try await self.perform { session in
            session.setPageState("contact", to: nil)
            try session.applyMFA { try $0.bind(factor, by: sent.verificationID, in: $1) }
            return try session.proceed()
        }
    }
}
