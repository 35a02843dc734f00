import Core
import Hummingbird
import Logto
import Storage
import Web

/// Second factors are proved, set up or skipped, and everything is handed in again (spec `logto-oidc.md` §8.6).
extension PageFlow {
    /// The user proves a factor.
    func prove(_ factor: MFAFactor, by code: String) async throws -> Response {
        let uid = self.current.interaction.uid
        if let type = factor.addressType {
            try await CodeVerification(parts: self.parts).verifyFactorCode(
                code, of: type, verificationID: self.current.factorCodeID(type) ?? "", in: uid)
        }
        return try await self.perform { session in
            switch factor {
            case .totp: try session.apply { try $0.verifyTOTP(code, in: $1) }
            case .backupCode: try session.apply { try $0.useBackupCode(code, in: $1) }
            case .emailVerificationCode, .phoneVerificationCode, .webAuthn: break
            }
            return try session.proceed()
        }
    }

    /// The app that is being set up shows its first code.
    func bindApp(_ code: String, by verificationID: String) async throws -> Response {
        try await self.perform { session in
            try session.applyMFA { experience, context in
                _ = try experience.verifyNewTOTP(code, of: verificationID, in: context)
                try experience.bind(.totp, by: verificationID, in: context)
            }
            return try session.proceed()
        }
    }

    /// The user has kept their new backup codes, or has got the code that was sent to their address.
    func bind(_ factor: MFAFactor, by verificationID: String) async throws -> Response {
        try await self.perform { session in
            try session.applyMFA { try $0.bind(factor, by: verificationID, in: $1) }
            return try session.proceed()
        }
    }

    func enableMFA() async throws -> Response {
        try await self.perform { session in
            try session.applyMFA { experience, _ in experience.enableMFA() }
            return try session.proceed()
        }
    }

    /// - Parameter isSuggestion: whether the user has a factor and is only asked for another one: then not wanting it is
    ///   not remembered.
    func skipMFA(isSuggestion: Bool) async throws -> Response {
        try await self.perform { session in
            try session.applyMFA { experience, context in
                if isSuggestion { experience.skipMFASuggestion() } else { try experience.skipMFA(in: context) }
            }
            return try session.proceed()
        }
    }
}

extension CurrentInteraction {
    /// The record of the last code that was sent to prove the user's address.
    func factorCodeID(_ type: SignInExperience.Identifier) -> String? {
        self.interaction.experience?.records.first { record in
            guard case .code(let address, .mfaVerification, _) = record.content else { return false }
            return UserIdentifier(address).type == type
        }?.id
    }
}
