import Core
import Hummingbird
import Logto
import Web

/// `/{flow}/verification-code`: the code that was sent to an address, wherever one is asked for
/// (spec `logto-oidc.md` §8.2, §8.6). What Logto's page asks in a window of its own, this one asks in its place.
struct VerificationCodePage: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        CodeFlow.allCases.reduce(RouteCollection(context: WebContext.self)) { routes, flow in
            routes.get("\(flow.rawValue)/verification-code") { request, _ in try await self.show(flow, request) }
                .post("\(flow.rawValue)/verification-code") { request, _ in try await self.submit(flow, request) }
        }
    }

    private func show(_ flow: CodeFlow, _ request: Request) async throws -> Response {
        let current = try await self.parts.current(request)
        guard let sent = SentCode(flow, in: current) else { return .redirect(to: current.address(flow.origin)) }
        return View(sent, current, current.texts(for: request)).response(in: self.parts.pages)
    }

    /// The form says which code it is about: in another tab another one may have been sent.
    private func submit(_ flow: CodeFlow, _ request: Request) async throws -> Response {
        let (current, form) = try await self.parts.submitted(request)
        let texts = current.texts(for: request)
        let pages = PageFlow(self.parts, current, texts)
        do {
            let sent = try await pages.sentCode(form["verificationId"] ?? "", for: flow)
            return try await self.submit(form, sent, pages, texts)
        } catch let refusal as LogtoError {
            return try await self.parts.page(
                SentCode(flow, in: current)?.origin ?? flow.origin, of: current,
                alert: refusal.message(in: texts.language))
        }
    }

    private func submit(
        _ form: FormParameters, _ sent: SentCode, _ flow: PageFlow, _ texts: PageTexts
    ) async throws -> Response {
        var view = View(sent, flow.current, texts)
        do {
            switch form["choice"] {
            case "resend":
                view = View(try await flow.sendAgain(sent), flow.current, texts)
                view.notice = texts.codeSentAgain
            case "create": return try await flow.register(with: sent)
            case "sign-in": return try await flow.signIn(with: sent)
            case "link": return try await flow.link(to: sent)
            default:
                guard let code = CodeField.code(Self.field, in: form) else {
                    view.error = texts.invalidCode
                    break
                }
                return try await flow.enter(code, for: sent)
            }
        } catch let refusal as LogtoError {
            if let page = flow.page(for: refusal) { return page }
            if let question = try await self.question(after: refusal, sent, flow) {
                return view.response(asking: question, in: self.parts.pages)
            }
            guard view.say(refusal) else {
                return try await self.parts.page(sent.origin, of: flow.current, alert: view.alert)
            }
        }
        return view.response(in: self.parts.pages)
    }

    fileprivate static let field = "passcode"

    /// What somebody may do whose address turns out to be nobody's, or somebody's.
    fileprivate enum Question: String {
        case create, signIn = "sign-in", link
    }

    private func question(
        after refusal: LogtoError, _ sent: SentCode, _ flow: PageFlow
    ) async throws -> Question? {
        let experience = flow.current.experience
        let isInUse = ["user.email_already_in_use", "user.phone_already_in_use"].contains(refusal.code)
        switch sent.flow {
        case .signIn where refusal.code == "user.user_not_exist":
            return experience.allowsRegistration ? .create : nil
        case .register where isInUse:
            return experience.allowsSignIn ? .signIn : nil
        case .continue where isInUse && !sent.isForFactor:
            return try await self.parts.readSession(flow.current.interaction.uid) { session in
                guard try session.experience.event == .register else { return nil }
                if try session.experience.provenSocialID != nil { return .link }
                let method = experience.signInMethod(sent.identifier.type)
                return experience.allowsSignIn && method?.verificationCode == true ? .signIn : nil
            }
        default: return nil
        }
    }
}

extension VerificationCodePage {
    /// The page, with what is wrong with the code.
    private struct View {
        let sent: SentCode
        let current: CurrentInteraction
        let texts: PageTexts
        var alert: String?
        var notice: String?
        var error: String?

        init(_ sent: SentCode, _ current: CurrentInteraction, _ texts: PageTexts) {
            self.sent = sent
            self.current = current
            self.texts = texts
        }

        /// - Returns: whether another code may help; else another address has to be entered.
        mutating func say(_ refusal: LogtoError) -> Bool {
            let message = refusal.message(in: self.texts.language)
            switch refusal.code {
            case let code? where code.hasPrefix("verification_code."):
                self.error = message
                return true
            case "request.message_rate_limited", "session.verification_blocked_too_many_attempts":
                self.alert = message
                return true
            case "user.user_not_exist":
                self.alert = self.texts.nobodyHas(self.sent.identifier)
            case "user.email_already_in_use", "user.phone_already_in_use":
                self.alert = self.texts.somebodyHas(self.sent.identifier)
            default:
                self.alert = message
            }
            return false
        }

        func response(in pages: Pages) -> Response {
            var form = self.form(submit: self.texts.continue)
            form.back = StepForm.Link(href: self.current.address(self.sent.origin), text: self.texts.back)
            form.text = self.texts.codeSent
            form.alert = self.alert
            form.notice = self.notice
            form.code = CodeField(VerificationCodePage.field, self.texts, error: self.error)
            form.others = [
                StepForm.Other(
                    action: form.action, text: self.texts.resendCode,
                    hidden: form.hidden + [StepForm.Hidden(name: "choice", value: "resend")])
            ]
            if self.sent.flow == .signIn,
                self.current.experience.signInMethod(self.sent.identifier.type)?.password == true
            {
                form.links = [
                    StepForm.Link(
                        href: self.current.address(SignInPasswordPage.path), text: self.texts.signInWithPassword)
                ]
            }
            return form.response(self.texts.verifyTitle(self.sent.identifier), self.current, self.texts, in: pages)
        }

        func response(asking question: Question, in pages: Pages) -> Response {
            let (title, text, submit) =
                switch question {
                case .create: (self.texts.registerTitle, self.texts.nobodyHasIt, self.texts.create)
                case .signIn: (self.texts.signInTitle, self.texts.somebodyHasIt, self.texts.signIn)
                case .link: (self.texts.linkOrCreate, self.texts.somebodyHasIt, self.texts.bindAndContinue)
                }
            var form = self.form(submit: submit)
            form.text = text
            form.hidden.append(StepForm.Hidden(name: "choice", value: question.rawValue))
            form.links = [
                StepForm.Link(
                    href: self.current.address(self.sent.origin), text: self.texts.change(self.sent.identifier))
            ]
            return form.response(title, self.current, self.texts, in: pages)
        }

        private func form(submit: String) -> StepForm {
            var form = StepForm(self.current, at: self.sent.flow.path, submit: submit)
            form.whom = self.sent.identifier.shown
            form.hidden = [StepForm.Hidden(name: "verificationId", value: self.sent.verificationID)]
            return form
        }
    }
}
