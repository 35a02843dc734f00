extension SignInExperience {
    /// What each setting allows but all of them together do not, or not with the connectors that there are: what the
    /// Management API refuses, and what a configuration is refused for (spec `logto-management-api.md` §6.9).
    package struct Contradiction: Equatable, Sendable {
        /// Logto's code, without `sign_in_experiences.` in front.
        package let code: String
        /// Whether the Management API answers 422; 400 otherwise.
        package let isUnprocessable: Bool
        /// Where, such as `signUp.identifiers`. The part before the first dot is the setting that a request has to
        /// contain for Logto to look.
        package let path: String
        /// What is wrong, and what to do, for whoever writes a configuration.
        package let message: String
        /// What the placeholders of the code's phrase stand for.
        package let values: [String: String]

        fileprivate init(
            _ path: String, _ code: String, isUnprocessable: Bool = false, values: [String: String] = [:],
            _ message: String
        ) {
            self.code = code
            self.isUnprocessable = isUnprocessable
            self.path = path
            self.message = message
            self.values = values
        }

        package var setting: String { String(self.path.prefix { $0 != "." }) }
    }

    /// In the order in which Logto looks.
    ///
    /// - Parameter kinds: of the tenant's connectors.
    package func contradictions(connectors kinds: Set<LogtoConnector.Kind>) -> [Contradiction] {
        self.languageContradictions + self.signUpContradictions(kinds) + self.signInContradictions(kinds)
            + self.mfaContradictions + self.adaptiveMFAContradictions + self.recoveryContradictions(kinds)
            + self.otherContradictions
    }

    private var languageContradictions: [Contradiction] {
        let language = self.languageInfo.fallbackLanguage
        guard !LanguageInfo.builtIn.contains(language) else { return [] }
        return [
            Contradiction(
                "languageInfo.fallbackLanguage", "unsupported_default_language", values: ["language": language],
                "is \"\(language)\"; it must be one of: \(LanguageInfo.builtIn.joined(separator: ", "))")
        ]
    }

    private func signUpContradictions(_ kinds: Set<LogtoConnector.Kind>) -> [Contradiction] {
        let secondary = self.signUp.secondaryIdentifiers ?? []
        var found: [Contradiction] = []
        if self.signUp.identifiers.isEmpty, !secondary.isEmpty {
            found.append(
                Contradiction(
                    "signUp.identifiers", "missing_sign_up_identifiers",
                    "is empty, though there are secondaryIdentifiers; name what people register with"))
        }
        let names = self.signUp.identifiers.map(\.rawValue) + secondary.flatMap(\.identifier.names)
        if Set(names).count < names.count {
            found.append(
                Contradiction(
                    "signUp.secondaryIdentifiers", "duplicated_sign_up_identifiers",
                    "asks for the same thing twice; every identifier may be named once"))
        }
        let unverified =
            !self.signUp.verify && self.signUp.identifiers.contains { !$0.isUsername }
            || secondary.contains { $0.identifier != .username && $0.verify != true }
        if unverified {
            found.append(
                Contradiction(
                    "signUp.verify", "passwordless_requires_verify",
                    "must be true where people register with an address, and in secondaryIdentifiers likewise"))
        }
        found += Self.missing(names, kinds, "signUp.identifiers")
        return found
    }

    private func signInContradictions(_ kinds: Set<LogtoConnector.Kind>) -> [Contradiction] {
        var found: [Contradiction] = []
        for (index, method) in self.signInMethods.enumerated() {
            let path = "signIn.methods[\(index)]"
            if method.verificationCode {
                if method.identifier == .username {
                    found.append(
                        Contradiction(
                            "\(path).verificationCode", "enabled_connector_not_found", values: ["type": "Username"],
                            "must be false: nothing can be sent to a username"))
                }
                found += Self.missing([method.identifier.rawValue], kinds, "\(path).verificationCode")
            }
            if !method.password, !method.verificationCode {
                found.append(
                    Contradiction(
                        path, "at_least_one_authentication_factor",
                        "must have password or verificationCode true; there would be no way in"))
            }
            if self.signUp.verify, !self.signUp.password, !method.identifier.isUsername, !method.verificationCode {
                found.append(
                    Contradiction(
                        "\(path).verificationCode", "code_sign_in_must_be_enabled",
                        "must be true where people register without a password"))
            }
            if let factor = self.codeFactor(of: method) {
                found.append(
                    Contradiction(
                        "\(path).verificationCode", "\(factor)_verification_code_cannot_be_used_for_sign_in",
                        "must be false while the same code is a second factor in mfa.factors"))
            }
        }
        return found
    }

    private var mfaContradictions: [Contradiction] {
        var found: [Contradiction] = []
        if Set(self.mfa.factors).count < self.mfa.factors.count {
            found.append(
                Contradiction("mfa.factors", "duplicated_mfa_factors", "names a factor twice; once is enough"))
        }
        if self.mfa.factors == [.backupCode] {
            found.append(
                Contradiction(
                    "mfa.factors", "backup_code_cannot_be_enabled_alone",
                    "has only BackupCode; add a factor that backup codes can stand in for, such as Totp"))
        }
        for factor in self.signInMethods.compactMap(self.codeFactor) {
            found.append(
                Contradiction(
                    "mfa.factors", "\(factor)_verification_code_cannot_be_used_for_mfa",
                    "has a code that one can sign in with already; take it from signIn.methods or from here"))
        }
        return found
    }

    private var adaptiveMFAContradictions: [Contradiction] {
        switch self.adaptiveMfa.enabled {
        case true? where self.mfa.factors.isEmpty:
            [
                Contradiction(
                    "adaptiveMfa.enabled", "adaptive_mfa_requires_mfa", isUnprocessable: true,
                    "needs a factor in mfa.factors")
            ]
        case true? where !self.mfa.policy.isForAdaptiveMFA:
            [
                Contradiction(
                    "adaptiveMfa.enabled", "adaptive_mfa_requires_non_skippable_policy", isUnprocessable: true,
                    "needs an mfa.policy of PromptOnlyAtSignInMandatory or PromptAtSignInAndSignUpMandatory")
            ]
        case false? where self.mfa.policy.isForAdaptiveMFA:
            [
                Contradiction(
                    "adaptiveMfa.enabled", "non_adaptive_mfa_requires_skippable_policy", isUnprocessable: true,
                    "is false, which mfa.policy \(self.mfa.policy.rawValue) does not go with")
            ]
        default: []
        }
    }

    private func recoveryContradictions(_ kinds: Set<LogtoConnector.Kind>) -> [Contradiction] {
        var found = (self.forgotPasswordMethods ?? []).filter { !kinds.contains($0.connectorKind) }.map { method in
            Contradiction(
                "forgotPasswordMethods", "forgot_password_method_requires_connector",
                "has \(method.rawValue), which needs \(method.connectorKind.example)")
        }
        guard self.passwordExpiration.enabled == true else { return found }
        if self.passwordExpiration.validPeriodDays == nil {
            found.append(
                Contradiction(
                    "passwordExpiration.validPeriodDays", "password_expiration_invalid_period_days",
                    isUnprocessable: true, "is missing; it must be a number of days"))
        }
        if self.usableForgotPasswordMethods(connectors: kinds).isEmpty {
            found.append(
                Contradiction(
                    "passwordExpiration.enabled", "password_expiration_requires_forgot_password",
                    isUnprocessable: true, "needs a method in forgotPasswordMethods, or nobody could get in again"))
        }
        return found
    }

    private var otherContradictions: [Contradiction] {
        var found: [Contradiction] = []
        let lists = [
            ("customBlocklist", self.emailBlocklistPolicy.customBlocklist),
            ("customAllowlist", self.emailBlocklistPolicy.customAllowlist),
        ]
        for (name, list) in lists {
            for (index, item) in (list ?? []).enumerated() where item.wholeMatch(of: /[^\s@]*@[^\s@]+\.[^\s@]+/) == nil
            {
                found.append(
                    Contradiction(
                        "emailBlocklistPolicy.\(name)[\(index)]", "invalid_custom_email_blocklist_format",
                        values: ["items": item],
                        "is \"\(item)\"; it must be an address or @ and a domain, such as @example.com"))
            }
        }
        return found
    }

    /// The ways to reset a password that settings and connectors allow: `forgotPassword` of the public settings.
    package func usableForgotPasswordMethods(connectors kinds: Set<LogtoConnector.Kind>) -> [ForgotPasswordMethod] {
        ForgotPasswordMethod.allCases.filter { method in
            kinds.contains(method.connectorKind) && self.forgotPasswordMethods?.contains(method) ?? true
        }
    }

    private func codeFactor(of method: SignInMethod) -> String? {
        guard method.verificationCode else { return nil }
        switch method.identifier {
        case .email: return self.mfa.factors.contains(.emailVerificationCode) ? "email" : nil
        case .phone: return self.mfa.factors.contains(.phoneVerificationCode) ? "phone" : nil
        case .username: return nil
        }
    }

    private static func missing(
        _ names: [String], _ kinds: Set<LogtoConnector.Kind>, _ path: String
    ) -> [Contradiction] {
        [("email", LogtoConnector.Kind.email), ("phone", .sms)].compactMap { name, kind in
            guard names.contains(name), !kinds.contains(kind) else { return nil }
            return Contradiction(
                path, "enabled_connector_not_found", values: ["type": kind.rawValue],
                "needs \(kind.example) to send codes to an address of kind \(name)")
        }
    }
}

extension SignInExperience.Identifier {
    fileprivate var isUsername: Bool { self == .username }
}

extension SignInExperience.SignUp.SecondaryIdentifier {
    fileprivate var names: [String] { self == .emailOrPhone ? ["email", "phone"] : [self.rawValue] }
}

extension SignInExperience.ForgotPasswordMethod {
    package var connectorKind: LogtoConnector.Kind { self == .email ? .email : .sms }
}

extension LogtoConnector.Kind {
    fileprivate var example: String {
        switch self {
        case .social: "a connector such as patreon-universal"
        case .email: "a connector such as mock-email-service"
        case .sms: "a connector such as mock-short-message-service"
        }
    }
}
