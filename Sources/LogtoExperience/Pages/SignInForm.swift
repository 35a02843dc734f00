import Core
import Hummingbird
import Logto
import Web

/// The model of the template `sign-in`, which serves the pages on which one begins.
struct SignInForm: Encodable, Sendable {
    struct IdentifierForm: Encodable, Sendable {
        struct Agreement: Encodable, Sendable {
            let page: String
            let parts: [Terms.Part]
        }

        let action: String
        var fields: [PageField] = []
        var agreement: Agreement?
        var forgotPassword: StepForm.Link?
        var submit: String?
    }

    struct SwitchPage: Encodable, Sendable {
        let prompt: String
        let href: String
        let text: String
    }

    struct SocialButton: Encodable, Sendable {
        struct Picture: Encodable, Sendable {
            let logo: PageFrame.Logo?
            let initial: String
        }

        let action: String
        let picture: Picture
        let text: String
        let form: String?
    }

    let csrf: String
    let text: String?
    let alert: String?
    let notice: String?
    let identifierForm: IdentifierForm?
    let switchPage: SwitchPage?
    let divider: String?
    let socialButtons: [SocialButton]
    /// The same as ``switchPage``, where there is nothing but social buttons: those come first then.
    let lastSwitchPage: SwitchPage?
    let terms: Terms?

    /// - Parameters:
    ///   - identifierForm: without what is said about terms.
    ///   - hasSocialButtons: false on a page for some identifiers alone.
    init(
        _ current: CurrentInteraction, _ texts: PageTexts, on screen: FirstScreen, text: String? = nil,
        identifierForm: IdentifierForm?, switchPage: SwitchPage?, hasSocialButtons: Bool = true,
        alert: String? = nil, notice: String? = nil
    ) {
        let connectors = hasSocialButtons ? current.socialConnectors : []
        let policy = current.experience.agreeToTermsPolicy
        var agreement: IdentifierForm.Agreement?
        if screen.asksForAgreement(policy), let terms = Terms(toAgreeTo: current.experience, texts) {
            agreement = IdentifierForm.Agreement(page: screen.rawValue, parts: terms.parts)
        }
        var form = identifierForm
        if agreement != nil {
            // The box is before the buttons also where there are no others.
            form = form ?? IdentifierForm(action: current.address(screen.path))
            form?.agreement = agreement
        }
        self.csrf = current.interaction.csrfToken
        self.text = text
        self.alert = alert
        self.notice = notice
        self.identifierForm = form
        let isSocialOnly = identifierForm == nil && !connectors.isEmpty
        self.switchPage = isSocialOnly ? nil : switchPage
        self.lastSwitchPage = isSocialOnly ? switchPage : nil
        self.socialButtons = connectors.map { connector in
            let name = connector.name(in: texts.language)
            let picture = SocialButton.Picture(
                logo: PageFrame.Logo(of: connector)?.forPages(current.experience.color), initial: name.initial)
            return SocialButton(
                action: current.address("/sign-in/social/\(connector.id)"), picture: picture,
                text: texts.continueWith(name), form: agreement == nil ? nil : "first")
        }
        self.divider = identifierForm != nil && !connectors.isEmpty ? texts.or : nil
        self.terms =
            agreement == nil
            ? Terms(current.experience, agreesByGoingOn: policy == .automatic, texts) : nil
    }
}

extension LogtoConnector {
    /// The provider's name on the button.
    fileprivate func name(in language: Language) -> String {
        let names = self.publicJSON["name"]
        return names?[language.rawValue]?.string ?? names?["en"]?.string ?? self.target
    }
}
