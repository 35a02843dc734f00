import Core
import Hummingbird
import Logto
import Web

/// The model of the template `sign-in`, which serves the sign-in and the registration page.
struct SignInForm: Sendable {
    struct Field: Sendable {
        let label: String
        let autocomplete: String
        var value: String?
        var error: String?
    }

    struct Link: Sendable {
        let href: String
        let text: String
    }

    struct IdentifierForm: Sendable {
        let action: String
        var identifier: Field
        var password: Field?
        let forgotPassword: Link?
        let submit: String
    }

    struct SwitchPage: Sendable {
        let prompt: String
        let href: String
        let text: String
    }

    struct SocialButton: Sendable {
        let action: String
        let initial: String
        let text: String
    }

    struct Terms: Sendable {
        struct Part: Sendable {
            let text: String
            var href: String?
        }

        let parts: [Part]
    }

    let csrf: String
    let alert: String?
    let identifierForm: IdentifierForm?
    let switchPage: SwitchPage?
    let divider: String?
    let socialButtons: [SocialButton]
    let terms: Terms?

    init(
        _ current: CurrentInteraction, _ texts: PageTexts, identifierForm: IdentifierForm?, switchPage: SwitchPage?,
        alert: String?
    ) {
        self.csrf = current.interaction.csrfToken
        self.alert = alert
        self.identifierForm = identifierForm
        self.switchPage = switchPage
        self.socialButtons = current.socialConnectors.map { connector in
            SocialButton(
                action: current.address("/sign-in/social/\(connector.id)"),
                initial: connector.displayName.initial,
                text: texts.continueWith(connector.displayName))
        }
        self.divider = identifierForm != nil && !self.socialButtons.isEmpty ? texts.or : nil
        self.terms = Terms(current.experience, texts)
    }
}

extension SignInForm.Terms {
    /// There is a line only where there is an address to link to, which no script is.
    fileprivate init?(_ experience: SignInExperience, _ texts: PageTexts) {
        let links = Self.links(experience.termsOfUseUrl, experience.privacyPolicyUrl, texts)
        guard !links.isEmpty else { return nil }
        self.init(parts: [Part(text: texts.termsBefore)] + links + [Part(text: texts.termsAfter)])
    }

    /// What one agrees to with the consent, and where the browser goes then.
    init?(
        consentTo name: String, _ experience: ApplicationSignInExperience?, leadingTo destination: String?,
        _ texts: PageTexts
    ) {
        let links = Self.links(experience?.termsOfUseUrl, experience?.privacyPolicyUrl, texts)
        guard !links.isEmpty else { return nil }
        let after = destination.map(texts.consentTermsAfter) ?? texts.termsAfter
        self.init(parts: [Part(text: texts.consentTermsBefore(name))] + links + [Part(text: after)])
    }

    private static func links(_ terms: String?, _ privacy: String?, _ texts: PageTexts) -> [Part] {
        let links = [
            terms.map { Part(text: texts.termsOfUse, href: $0) },
            privacy.map { Part(text: texts.privacyPolicy, href: $0) },
        ].compactMap { $0 }.filter { $0.href?.lowercased().hasPrefix("http") == true }
        return links.count == 2 ? [links[0], Part(text: texts.termsBetween), links[1]] : links
    }
}

extension LogtoConnector {
    /// The provider's name on the button.
    var displayName: String { self.target == "patreon" ? "Patreon" : self.target }
}
