import Core
import Logto
import Web

/// What people type into a first page's only field, and what the pages after it remember of it.
extension CurrentInteraction {
    var signInMethods: [SignInExperience.SignInMethod] {
        self.experience.allowsSignIn ? self.experience.signInMethods : []
    }

    /// With what people register here.
    var registrationIdentifiers: [SignInExperience.Identifier] {
        self.experience.allowsRegistration ? self.experience.signUp.identifiers : []
    }

    /// What somebody typed, as Logto's page understands it: an address, a phone number or a username, of those that are
    /// enabled.
    func identifier(
        typed text: String, among enabled: [SignInExperience.Identifier]
    ) -> UserIdentifier {
        let isNumber = text.wholeMatch(of: /\+?[0-9][0-9 ()\-]*/) != nil
        let likely: SignInExperience.Identifier =
            if text.unicodeScalars.contains("@") { .email } else if isNumber { .phone } else { .username }
        let type = enabled.contains(likely) ? likely : enabled.first ?? .username
        // Numbers are known by their digits alone.
        return UserIdentifier(type, type == .phone && isNumber ? text.filter { ("0"..."9").contains($0) } : text)
    }

    /// Who it is that gives a password or a code next.
    var enteredIdentifier: UserIdentifier? { UserIdentifier(self.interaction.state["entered"]) }

    /// What is in the field for who one is when its page is opened: what was entered before, else what the application
    /// thinks that it is (source: Logto's `usePrefilledIdentifier`).
    func prefilledIdentifier(among enabled: [SignInExperience.Identifier]) -> String? {
        if let entered = self.enteredIdentifier, enabled.contains(entered.type) { return entered.shown }
        return self.interaction.extra("login_hint")
    }

    /// The first page on which they said so: the whole one, or the one that the application asks for.
    func origin(_ screen: FirstScreen) -> String {
        self.interaction.state["origin"]?.string == screen.reducedPath ? screen.reducedPath : screen.path
    }
}

extension ExperienceSession {
    /// - Parameter origin: the page on which it was entered.
    mutating func remember(_ identifier: UserIdentifier, from origin: String) {
        self.setPageState("origin", to: .string(origin))
        self.setPageState("entered", to: identifier.json)
    }
}

extension SignInExperience.SignInMethod {
    /// Whether people are asked for their password first, and for a code only if they prefer that.
    var beginsWithPassword: Bool { self.password && (self.isPasswordPrimary || !self.verificationCode) }
}

extension UserIdentifier {
    /// What Logto's page says without asking its server: that nothing was entered.
    ///
    /// - Parameter enabled: what the field takes.
    func absence(among enabled: [SignInExperience.Identifier], _ texts: PageTexts) -> String? {
        self.value.isEmpty ? texts.required(texts.label(of: enabled)) : nil
    }

    /// What Logto's page says without asking its server: that nothing was entered, or what cannot be an identifier.
    func objection(among enabled: [SignInExperience.Identifier], _ texts: PageTexts) -> String? {
        self.absence(among: enabled, texts) ?? self.flaw(texts)
    }

    private func flaw(_ texts: PageTexts) -> String? {
        switch self.type {
        case .username:
            if self.value.first.map({ ("0"..."9").contains($0) }) ?? false { return texts.usernameStartsWithDigit }
            return self.value.wholeMatch(of: /[A-Z_a-z][A-Za-z0-9_]*/) == nil ? texts.usernameCharacters : nil
        case .email:
            return self.value.wholeMatch(of: /\S+@\S+\.\S+/.matchingSemantics(.unicodeScalar)) == nil
                ? texts.invalid(texts.email) : nil
        case .phone:
            return self.value.wholeMatch(of: /[0-9]{5,15}/) == nil ? texts.invalid(texts.phone) : nil
        }
    }
}
