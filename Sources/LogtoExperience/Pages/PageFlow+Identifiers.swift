import Core
import Hummingbird
import Logto
import Storage
import Web

/// Somebody has said on a first page who they are or want to be.
extension PageFlow {
    /// They have an account.
    ///
    /// - Parameter origin: the page on which they said so.
    func goOn(as identifier: UserIdentifier, from origin: String) async throws -> Response {
        let method = self.current.experience.signInMethod(identifier.type)
        guard method?.beginsWithPassword ?? true else {
            return try await self.sendCode(to: identifier, for: .signIn, from: origin)
        }
        return try await self.perform { session in
            session.remember(identifier, from: origin)
            return .page(SignInPasswordPage.path)
        }
    }

    /// They want one (spec `logto-oidc.md` §8.6): a username is kept until there is a password to go with it, an address
    /// has to be proved.
    func register(as identifier: UserIdentifier, from origin: String) async throws -> Response {
        guard identifier.type == .username else {
            return try await self.sendCode(to: identifier, for: .register, from: origin)
        }
        let uid = self.current.interaction.uid
        try await self.parts.inSession(uid) { $0.begin(.register) }
        let step = try await ProfileCompletion(parts: self.parts).step(for: .username(identifier.value), in: uid)
        return try await self.perform { session in
            try session.apply(step)
            session.remember(identifier, from: origin)
            return session.context.settings.signUp.password ? .page("/register/password") : try session.proceed()
        }
    }

    /// They are to have it beside what they have.
    func complete(with identifier: UserIdentifier, from origin: String) async throws -> Response {
        guard identifier.type == .username else {
            return try await self.sendCode(to: identifier, for: .continue, from: origin)
        }
        return try await self.complete(with: .username(identifier.value))
    }
}
