import Core
import Hummingbird
import Logto
import Web

/// `/mfa-binding`: a second factor to be set up is chosen, and set up below it (spec `logto-oidc.md` §8.3, §8.5).
struct MFABindingPage: Sendable {
    let parts: ExperienceParts

    static let path = "/mfa-binding"

    static func path(_ factor: MFAFactor) -> String { "\(Self.path)/\(factor.rawValue)" }

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("mfa-binding", use: self.choose)
            .post("mfa-binding", use: self.skip)
            .get("mfa-binding/:factor", use: self.show)
            .post("mfa-binding/:factor", use: self.submit)
    }

    @Sendable private func choose(_ request: Request, _ context: WebContext) async throws -> Response {
        let current = try await self.parts.current(request)
        let demand = try await self.parts.demand(on: current)
        guard demand.step == .binding else { return try current.redirect(to: demand) }
        return self.list(demand, current, current.texts(for: request))
    }

    private func list(
        _ demand: MFADemand, _ current: CurrentInteraction, _ texts: PageTexts, alert: String? = nil
    ) -> Response {
        let text = demand.isSuggestion ? texts.addAnotherMFAText : texts.addMFAText
        var list = FactorList(current, text: demand.factors.isEmpty ? texts.nothingToAdd : text)
        list.alert = alert
        list.factors = demand.factors.map { factor in
            FactorList.Factor(
                href: current.address(Self.path(factor)), name: texts.name(of: factor),
                description: texts.offer(of: factor))
        }
        list.others = demand.waysAround(current, texts)
        return list.response(
            demand.isSuggestion ? texts.addAnotherMFA : texts.addMFA, current, texts, in: self.parts.pages)
    }

    @Sendable private func skip(_ request: Request, _ context: WebContext) async throws -> Response {
        let (current, _) = try await self.parts.submitted(request)
        let demand = try await self.parts.demand(on: current)
        guard demand.step == .binding else { return try current.redirect(to: demand) }
        let texts = current.texts(for: request)
        let flow = PageFlow(self.parts, current, texts)
        do {
            return try await flow.skipMFA(isSuggestion: demand.isSuggestion)
        } catch let refusal as LogtoError {
            // Where it may not be skipped, what is due is this page.
            let alert = refusal.message(in: texts.language)
            return flow.page(for: refusal) ?? self.list(demand, current, texts, alert: alert)
        }
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let current = try await self.parts.current(request)
        let factor = try context.factor()
        let demand = try await self.parts.demand(on: current)
        guard demand.asks(for: factor) else { return try current.redirect(to: demand) }
        return try await self.page(factor, demand, current, current.texts(for: request))
    }

    private func page(
        _ factor: MFAFactor, _ demand: MFADemand, _ current: CurrentInteraction, _ texts: PageTexts,
        refusal: LogtoError? = nil
    ) async throws -> Response {
        switch factor {
        case .totp:
            var view = try AppBinding(try await self.parts.newApp(current), demand, current, texts)
            view.say(refusal, texts)
            return view.response(current, texts, in: self.parts.pages)
        case .backupCode:
            let codes = try await self.parts.newBackupCodes(current)
            return BackupCodeBinding(codes, current, texts, alert: refusal?.message(in: texts.language))
                .response(current, texts, in: self.parts.pages)
        case .emailVerificationCode, .phoneVerificationCode, .webAuthn:
            guard let type = factor.addressType else { throw NoInteraction() }
            let alert = try await self.parts.takeSayings(of: current).alert
            return ContactBinding(factor, type, demand, PageFlow(self.parts, current, texts), texts, alert: alert)
                .response
        }
    }

    @Sendable private func submit(_ request: Request, _ context: WebContext) async throws -> Response {
        let (current, form) = try await self.parts.submitted(request)
        let factor = try context.factor()
        let demand = try await self.parts.demand(on: current)
        guard demand.asks(for: factor) else { return try current.redirect(to: demand) }
        let texts = current.texts(for: request)
        let flow = PageFlow(self.parts, current, texts)
        if let type = factor.addressType {
            var binding = ContactBinding(factor, type, demand, flow, texts)
            return try await binding.submit(form)
        }
        let verificationID = form["verificationId"] ?? ""
        do {
            if factor == .backupCode { return try await flow.bind(.backupCode, by: verificationID) }
            guard let code = CodeField.code(AppBinding.fieldName, in: form) else {
                let refusal = LogtoError("session.mfa.invalid_totp_code", message: texts.invalidCode)
                return try await self.page(factor, demand, current, texts, refusal: refusal)
            }
            return try await flow.bindApp(code, by: verificationID)
        } catch let refusal as LogtoError {
            if let page = flow.page(for: refusal) { return page }
            return try await self.page(factor, demand, current, texts, refusal: refusal)
        }
    }
}

extension MFADemand {
    /// Whether a factor is to be set up now, or may be.
    fileprivate func asks(for factor: MFAFactor) -> Bool {
        switch self.step {
        case .proof, .onboarding: false
        case .binding: self.factors.contains(factor)
        case .backupCodes: factor == .backupCode
        }
    }

    /// The way to set up another one.
    func otherMethods(_ current: CurrentInteraction, _ texts: PageTexts) -> [StepForm.Link] {
        guard self.factors.count > 1 else { return [] }
        return [StepForm.Link(href: current.address(MFABindingPage.path), text: texts.switchMethod)]
    }

    /// How to go on without.
    func waysAround(_ current: CurrentInteraction, _ texts: PageTexts) -> [StepForm.Other] {
        guard self.isSkippable else { return [] }
        return [
            StepForm.Other(
                action: current.address(MFABindingPage.path), text: texts.skip,
                hidden: [StepForm.Hidden(name: "skip", value: "true")])
        ]
    }
}
