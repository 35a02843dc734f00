import Core
import Hummingbird
import Logto
import Web

/// `/mfa-verification`: the user proves one of their second factors, or chooses which, below it (spec `logto-oidc.md`
/// §8.5, §8.6).
struct MFAVerificationPage: Sendable {
    let parts: ExperienceParts

    static let path = "/mfa-verification"

    static func path(_ factor: MFAFactor) -> String { "\(Self.path)/\(factor.rawValue)" }

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("mfa-verification", use: self.choose)
            .get("mfa-verification/:factor", use: self.show)
            .post("mfa-verification/:factor", use: self.submit)
    }

    @Sendable private func choose(_ request: Request, _ context: WebContext) async throws -> Response {
        let current = try await self.parts.current(request)
        let demand = try await self.parts.demand(on: current)
        guard demand.step == .proof else { return try current.redirect(to: demand) }
        let texts = current.texts(for: request)
        var list = FactorList(current, text: texts.chooseProof)
        list.back = StepForm.Link(href: current.address("/sign-in"), text: texts.back)
        list.factors = demand.factors.map { factor in
            FactorList.Factor(
                href: current.address(Self.path(factor)), name: texts.name(of: factor),
                description: texts.proof(by: factor), address: demand.address(of: factor))
        }
        return list.response(texts.twoStepVerification, current, texts, in: self.parts.pages)
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let current = try await self.parts.current(request)
        let factor = try context.factor()
        let demand = try await self.parts.demand(on: current)
        guard demand.step == .proof, demand.factors.contains(factor) else { return try current.redirect(to: demand) }
        var view = View(factor, demand, current, current.texts(for: request))
        // Logto's page asks for the code before it goes here.
        if let type = factor.addressType, current.factorCodeID(type) == nil {
            await view.note { try await self.send(to: type, in: current) }
        }
        return view.response(in: self.parts.pages)
    }

    private func send(to type: SignInExperience.Identifier, in current: CurrentInteraction) async throws {
        _ = try await CodeVerification(parts: self.parts).sendFactorCode(to: type, in: current.interaction.uid)
    }

    @Sendable private func submit(_ request: Request, _ context: WebContext) async throws -> Response {
        let (current, form) = try await self.parts.submitted(request)
        let factor = try context.factor()
        let demand = try await self.parts.demand(on: current)
        guard demand.step == .proof, demand.factors.contains(factor) else { return try current.redirect(to: demand) }
        let texts = current.texts(for: request)
        var view = View(factor, demand, current, texts)
        if form["resend"] != nil, let type = factor.addressType {
            view.notice = texts.resent
            await view.note { try await self.send(to: type, in: current) }
            return view.response(in: self.parts.pages)
        }
        guard let code = view.read(form) else { return view.response(in: self.parts.pages) }
        let flow = PageFlow(self.parts, current, texts)
        do {
            return try await flow.prove(factor, by: code)
        } catch let refusal as LogtoError {
            if let page = flow.page(for: refusal) { return page }
            view.say(refusal)
            return view.response(in: self.parts.pages)
        }
    }
}

extension MFAVerificationPage {
    /// The page of a factor, with what is wrong with its code.
    private struct View {
        let factor: MFAFactor
        let demand: MFADemand
        let current: CurrentInteraction
        let texts: PageTexts
        var notice: String?
        private var alert: String?
        private var error: String?

        init(_ factor: MFAFactor, _ demand: MFADemand, _ current: CurrentInteraction, _ texts: PageTexts) {
            self.factor = factor
            self.demand = demand
            self.current = current
            self.texts = texts
        }

        /// As Logto's page calls its fields.
        private var fieldName: String { self.factor == .totp ? AppBinding.fieldName : "mfaCode" }

        /// - Returns: the code that was entered, unless it cannot be one.
        mutating func read(_ form: FormParameters) -> String? {
            let code: String?
            if self.factor == .backupCode {
                code = form["code"].flatMap { $0.isEmpty ? nil : $0 }
                self.error = code == nil ? self.texts.backupCodeRequired : nil
            } else {
                code = CodeField.code(self.fieldName, in: form)
                self.error = code == nil ? self.texts.invalidCode : nil
            }
            return code
        }

        /// Says that no message could be sent.
        mutating func note(_ send: () async throws -> Void) async {
            do {
                try await send()
            } catch {
                self.notice = nil
                self.alert = (error as? LogtoError)?.message(in: self.texts.language) ?? self.texts.unknownError
            }
        }

        /// What is wrong with the code stands below it, all else above.
        mutating func say(_ refusal: LogtoError) {
            let message = refusal.message(in: self.texts.language)
            if refusal.isAboutFactorCode { self.error = message } else { self.alert = message }
        }

        func response(in pages: Pages) -> Response {
            let texts = self.texts
            var form = StepForm(
                self.current, at: MFAVerificationPage.path(self.factor), submit: texts.continue)
            form.back = StepForm.Link(href: self.current.address("/sign-in"), text: texts.back)
            form.subtitle = texts.proofTitle(self.factor)
            form.text = texts.proofText(self.factor)
            form.whom = self.demand.address(of: self.factor)
            form.alert = self.alert
            form.notice = self.notice
            if self.factor == .backupCode {
                form.fields = [
                    PageField(
                        "code", label: texts.backupCode, autocomplete: "off", isFirst: true,
                        errors: self.error.map { [$0] } ?? [])
                ]
            } else {
                form.code = CodeField(self.fieldName, texts, error: self.error)
            }
            if self.factor.addressType != nil {
                form.others = [form.other(texts.resend, sending: "resend")]
            }
            if self.demand.factors.count > 1 {
                form.links = [
                    StepForm.Link(
                        href: self.current.address(MFAVerificationPage.path), text: texts.tryAnotherMethod)
                ]
            }
            return form.response(texts.twoStepVerification, self.current, texts, in: pages)
        }
    }
}

extension LogtoError {
    /// Whether the code of a second factor was wrong.
    var isAboutFactorCode: Bool {
        guard let code = self.code else { return false }
        return code.hasPrefix("session.mfa.invalid_") || code.hasPrefix("verification_code.")
    }
}
