import Core
import Hummingbird
import Logto
import Storage
import Web

/// Somebody has said on a first page who they are or want to be.
extension PageFlow {
    /// They have an account.
    func goOn(as identifier: UserIdentifier) async throws -> Response {
        try await self.perform { session in
            session.remember(identifier)
            return .page("/sign-in/password")
        }
    }

    /// They want one (spec `logto-oidc.md` §8.6): a username is kept until there is a password to go with it.
    func register(as identifier: UserIdentifier) async throws -> Response {
        let uid = self.current.interaction.uid
        try await self.parts.inSession(uid) { $0.begin(.register) }
        let step = try await ProfileCompletion(parts: self.parts).step(for: .username(identifier.value), in: uid)
        return try await self.perform { session in
            try session.apply(step)
            return session.context.settings.signUp.password ? .page("/register/password") : try session.proceed()
        }
    }

    /// They are to have it beside what they have.
    func complete(with identifier: UserIdentifier) async throws -> Response {
        try await self.complete(with: .username(identifier.value))
    }
}
