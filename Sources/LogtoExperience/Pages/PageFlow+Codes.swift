import Core
import Hummingbird
import Logto
import Storage
import Web

/// Codes that are sent to an address, and what people do who have proved it (spec `logto-oidc.md` §8.6).
extension PageFlow {
    /// Sends a code to an address that somebody has entered, and asks for it.
    ///
    /// - Parameter origin: the page on which it was entered.
    func sendCode(to identifier: UserIdentifier, for flow: CodeFlow, from origin: String) async throws -> Response {
        if let event = flow.event {
            try await self.parts.inSession(self.current.interaction.uid) { $0.begin(event) }
        }
        let sent = try await self.send(to: identifier, for: flow, from: origin)
        return try await self.perform { session in
            session.remember(sent)
            if flow != .forgotPassword { session.remember(identifier, from: origin) }
            return .page(flow.path)
        }
    }

    /// Sends a code to an address that is to be a second factor, and asks for it where Logto's page does.
    ///
    /// - Parameter origin: the page on which it was entered.
    func sendFactorCode(to identifier: UserIdentifier, from origin: String) async throws -> Response {
        let sent = try await self.send(to: identifier, for: .continue, from: origin, isForFactor: true)
        return try await self.perform { session in
            session.remember(sent)
            return .page(sent.flow.path)
        }
    }

    /// Sends another code, after which the one before counts no longer.
    func sendAgain(_ code: SentCode) async throws -> SentCode {
        let sent = try await self.send(
            to: code.identifier, for: code.flow, from: code.origin, isForFactor: code.isForFactor)
        try await self.parts.inSession(self.current.interaction.uid) { $0.remember(sent) }
        return sent
    }

    private func send(
        to identifier: UserIdentifier, for flow: CodeFlow, from origin: String, isForFactor: Bool = false
    ) async throws -> SentCode {
        guard let address = MessageAddress(identifier) else { throw LogtoError("guard.invalid_input") }
        let uid = self.current.interaction.uid
        let event: InteractionEvent
        if let begun = flow.event {
            event = begun
        } else if isForFactor {
            // As Logto's page has it, whatever the person is up to.
            event = .register
        } else {
            event = try await self.parts.readSession(uid) { try $0.experience.event }
        }
        let id = try await CodeVerification(parts: self.parts).send(to: address, for: event, in: uid)
        return SentCode(flow, to: identifier, id, from: origin, isForFactor: isForFactor)
    }

    /// Somebody has entered a code.
    func enter(_ code: String, for sent: SentCode) async throws -> Response {
        guard let address = MessageAddress(sent.identifier) else { throw LogtoError("guard.invalid_input") }
        let id = sent.verificationID
        try await CodeVerification(parts: self.parts).verify(
            code, of: address, verificationID: id, in: self.current.interaction.uid)
        switch sent.flow {
        case .signIn:
            return try await self.perform { session in
                try session.apply { try $0.identify(by: id, in: $1) }
                return try session.proceed()
            }
        case .register:
            return try await self.perform { session in
                try session.apply { try $0.collect(id, in: $1) }
                return try session.proceed()
            }
        case .continue:
            if let factor = sent.factor { return try await self.bind(factor, by: id) }
            return try await self.complete(with: .verified(sent.identifier.type, verificationID: id))
        case .forgotPassword:
            return try await self.perform { session in
                try session.apply { try $0.identify(by: id, in: $1) }
                return .page(ResetPasswordPage.path)
            }
        }
    }

    /// Nobody has the address that was proved: whoever has proved it becomes a user.
    func register(with sent: SentCode) async throws -> Response {
        try await self.perform { session in
            try session.register(with: sent.verificationID)
            return try session.proceed()
        }
    }

    /// Whoever has the address that was proved signs in, and no new account is made.
    func signIn(with sent: SentCode) async throws -> Response {
        try await self.perform { session in
            try session.signIn(with: sent.verificationID)
            return try session.proceed()
        }
    }

    /// Whoever has the address that was proved signs in, and gets the social account that was on its way to a new user.
    func link(to sent: SentCode) async throws -> Response {
        let uid = self.current.interaction.uid
        let socialID = try await self.parts.inSession(uid) { session in
            guard let id = try session.experience.provenSocialID else { throw LogtoError.verificationNotFound }
            try session.signIn(with: sent.verificationID)
            return id
        }
        return try await self.complete(with: .social(verificationID: socialID))
    }

    /// Somebody who has proved their address chooses a new password.
    func resetPassword(to password: String) async throws -> Response {
        let step = try await ProfileCompletion(parts: self.parts).reset(to: password, in: self.current.interaction.uid)
        return try await self.perform { session in
            try session.apply(step)
            return try session.proceed()
        }
    }

    /// What was sent to an address that the interaction still knows of.
    ///
    /// - Throws: 404 `session.verification_session_not_found`.
    func sentCode(_ verificationID: String, for flow: CodeFlow) async throws -> SentCode {
        let address = try await self.parts.readSession(self.current.interaction.uid) { session in
            guard case .code(let address, _, _) = try session.experience.record(verificationID).content else {
                throw LogtoError.verificationNotFound
            }
            return address
        }
        let last = SentCode(flow, in: self.current)
        return SentCode(
            flow, to: UserIdentifier(address), verificationID, from: last?.origin ?? flow.origin,
            isForFactor: last?.isForFactor ?? false)
    }
}

extension ExperienceSession {
    /// Turns to signing in, as whoever a code has proved.
    mutating func signIn(with verificationID: String) throws {
        try self.apply { experience, context in
            try experience.change(to: .signIn, in: context)
            try experience.identify(by: verificationID, in: context)
        }
    }
}
