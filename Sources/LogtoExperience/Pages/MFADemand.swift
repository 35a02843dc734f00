import Core
import Hummingbird
import Logto
import Storage
import Web

/// What of second factors is in the way of a sign-in, as the refusal of its submission says it, and the page for it (spec
/// `logto-oidc.md` §8.5). The addresses are Logto's (source: `packages/experience/src/App.tsx`), where the letter case of
/// a factor's name does not matter.
struct MFADemand: Sendable {
    enum Step: Sendable {
        /// One that the user has is to be proved.
        case proof
        /// The user is asked whether they want any.
        case onboarding
        /// One is to be set up.
        case binding
        case backupCodes
    }

    let step: Step
    /// To choose from: those that there is a page for. Nobody has a passkey here, or could get one.
    let factors: [MFAFactor]
    private let addresses: JSON?
    let isSkippable: Bool
    /// Whether the user has one and could have another.
    let isSuggestion: Bool

    /// `nil` for what is about something else.
    init?(_ refusal: LogtoError) {
        let data = refusal.data
        switch refusal.code {
        case "session.mfa.require_mfa_verification": self.step = .proof
        case "user.suggest_mfa": self.step = .onboarding
        case "user.missing_mfa", "session.mfa.suggest_additional_mfa": self.step = .binding
        case "session.mfa.backup_code_required": self.step = .backupCodes
        default: return nil
        }
        self.addresses = data?["maskedIdentifiers"]
        self.isSkippable = data?["skippable"]?.bool ?? (self.step == .onboarding)
        let isSuggestion = data?["suggestion"]?.bool ?? false
        self.isSuggestion = isSuggestion
        let owned = isSuggestion ? self.addresses : nil
        let named = (data?["availableFactors"]?.strings ?? []).compactMap(MFAFactor.init)
        self.factors = named.filter { $0 != .webAuthn && owned?[$0.rawValue] == nil }
    }

    /// Where codes that prove the factor go, as far as it is shown.
    func address(of factor: MFAFactor) -> String? { self.addresses?[factor.rawValue]?.string }

    /// Where one begins; `nil` where no page could help. The factor to prove is the one that was used last, one to be set
    /// up is chosen.
    var path: String? {
        switch self.step {
        case .proof: self.factors.first.map(MFAVerificationPage.path)
        case .onboarding: MFAOnboardingPage.path
        case .binding:
            if let only = self.factors.first, self.factors.count == 1 {
                MFABindingPage.path(only)
            } else {
                self.factors.isEmpty && !self.isSkippable ? nil : MFABindingPage.path
            }
        case .backupCodes: MFABindingPage.path(.backupCode)
        }
    }
}

extension ExperienceParts {
    /// What of second factors is in the way now: pages of an earlier step lead there.
    ///
    /// - Throws: ``NoInteraction`` where there is nothing that a page could be about.
    func demand(on current: CurrentInteraction) async throws -> MFADemand {
        do {
            let refusal = try await self.readSession(current.interaction.uid) { session in
                try session.experience.missingMFA(in: session.context)
            }
            guard let demand = refusal.flatMap(MFADemand.init), demand.path != nil else { throw NoInteraction() }
            return demand
        } catch is LogtoError {
            throw NoInteraction()
        }
    }
}

extension CurrentInteraction {
    /// Sends the browser to where it is asked for what is due.
    func redirect(to demand: MFADemand) throws(NoInteraction) -> Response {
        guard let path = demand.path else { throw NoInteraction() }
        return .redirect(to: self.address(path))
    }
}

extension WebContext {
    /// The factor that the page's address names.
    ///
    /// - Throws: ``NoInteraction`` for another name.
    func factor() throws -> MFAFactor {
        let name = try self.parameters.require("factor").lowercased()
        guard let factor = MFAFactor.allCases.first(where: { $0.rawValue.lowercased() == name }) else {
            throw NoInteraction()
        }
        return factor
    }
}

extension MFAFactor {
    /// Of those whose codes come by message.
    var addressType: SignInExperience.Identifier? {
        switch self {
        case .emailVerificationCode: .email
        case .phoneVerificationCode: .phone
        case .totp, .backupCode, .webAuthn: nil
        }
    }
}
