import Core
import Logto
import Web

/// The line about terms and privacy at the foot of a page (spec `logto-oidc.md` §19.1).
struct Terms: Encodable, Sendable {
    struct Part: Encodable, Sendable {
        let text: String
        var href: String?
    }

    let parts: [Part]

    /// There is a line only where there is an address to link to, which no script is.
    ///
    /// - Parameter before, after: what stands around the links.
    private init?(_ before: String?, _ terms: String?, _ privacy: String?, _ after: String?, _ texts: PageTexts) {
        let links = [
            terms.map { Part(text: texts.termsOfUse, href: $0) },
            privacy.map { Part(text: texts.privacyPolicy, href: $0) },
        ].compactMap(\.self).filter { $0.href?.lowercased().hasPrefix("http") == true }
        guard !links.isEmpty else { return nil }
        let joined = links.count == 2 ? [links[0], Part(text: texts.termsBetween), links[1]] : links
        self.parts =
            [before.map { Part(text: $0) }].compactMap(\.self) + joined
            + [after.map { Part(text: $0) }].compactMap(\.self)
    }

    /// What one agrees to by going on, or could read.
    init?(_ experience: SignInExperience, agreesByGoingOn: Bool, _ texts: PageTexts) {
        self.init(
            agreesByGoingOn ? texts.termsBefore : nil, experience.termsOfUseUrl, experience.privacyPolicyUrl,
            agreesByGoingOn ? texts.termsAfter : nil, texts)
    }

    /// What one agrees to by ticking a box.
    init?(toAgreeTo experience: SignInExperience, _ texts: PageTexts) {
        self.init(texts.agreeToTerms, experience.termsOfUseUrl, experience.privacyPolicyUrl, nil, texts)
    }

    /// What one agrees to with the consent, and where the browser goes then.
    init?(
        consentTo name: String, _ experience: ApplicationSignInExperience?, leadingTo destination: String?,
        _ texts: PageTexts
    ) {
        self.init(
            texts.consentTermsBefore(name), experience?.termsOfUseUrl, experience?.privacyPolicyUrl,
            destination.map(texts.consentTermsAfter) ?? texts.termsAfter, texts)
    }
}

/// A page on which one begins.
enum FirstScreen: String, Sendable {
    case signIn = "sign-in"
    case register

    var path: String { "/\(self.rawValue)" }
    /// Of the page with those identifiers alone that the application asks for.
    var reducedPath: String { "/identifier-\(self.rawValue)" }

    /// Whether the tenant wants a box ticked here.
    func asksForAgreement(_ policy: SignInExperience.AgreeToTermsPolicy) -> Bool {
        switch policy {
        case .automatic: false
        case .manualRegistrationOnly: self == .register
        case .manual: true
        }
    }
}

extension FormParameters {
    /// The page that has sent a form without the box being ticked that is on it. As in Logto the pages alone see to it.
    var pageLackingAgreement: FirstScreen? {
        guard self["termsAgreement"] == nil else { return nil }
        return self["agreement"].flatMap(FirstScreen.init)
    }
}
