import Core
import Hummingbird
import Logto
import Web

/// An address or a phone number that is being set up as a second factor (spec `logto-oidc.md` §8.3) is asked for; then
/// ``VerificationCodePage`` asks for the code that is sent there.
struct ContactBinding: Sendable {
    private let factor: MFAFactor
    private let type: SignInExperience.Identifier
    private let demand: MFADemand
    private let flow: PageFlow
    private let texts: PageTexts
    private var typed: String?
    private var error: String?
    private var alert: String?

    init(
        _ factor: MFAFactor, _ type: SignInExperience.Identifier, _ demand: MFADemand, _ flow: PageFlow,
        _ texts: PageTexts, alert: String? = nil
    ) {
        self.factor = factor
        self.type = type
        self.demand = demand
        self.flow = flow
        self.texts = texts
        self.alert = alert
    }

    private var path: String { MFABindingPage.path(self.factor) }

    /// Sends a code to what was entered, unless something is wrong with it.
    mutating func submit(_ form: FormParameters) async throws -> Response {
        let typed = form["identifier"] ?? ""
        self.typed = typed
        let identifier = self.flow.current.identifier(typed: typed, among: [self.type])
        self.error = identifier.objection(among: [self.type], self.texts)
        if self.error != nil { return self.response }
        do {
            return try await self.flow.sendFactorCode(to: identifier, from: self.path)
        } catch let refusal as LogtoError {
            if let page = self.flow.page(for: refusal) { return page }
            let message = refusal.message(in: self.texts.language)
            if refusal.isAboutIdentifier { self.error = message } else { self.alert = message }
            return self.response
        }
    }

    var response: Response {
        let (current, texts) = (self.flow.current, self.texts)
        var form = StepForm(current, at: self.path, submit: texts.continue)
        form.text = texts.linkText(self.type)
        form.alert = self.alert
        form.fields = [.identifier([self.type], texts, isFirst: true, value: self.typed, error: self.error)]
        form.others = self.demand.waysAround(current, texts)
        form.links = self.demand.otherMethods(current, texts)
        let title = self.type == .email ? texts.linkEmail : texts.linkPhone
        return form.response(title, current, texts, in: self.flow.parts.pages)
    }
}
