import Core
import Hummingbird
import Logto
import Storage
import Web

/// What Logto's pages do by calling the Experience API from JavaScript, call after call, a form of ours does in one
/// request, by the same rules (spec `logto-oidc.md` §8.6, §9.3).
struct PageFlow: Sendable {
    let parts: ExperienceParts
    let current: CurrentInteraction
    private let texts: PageTexts

    init(_ parts: ExperienceParts, _ current: CurrentInteraction, _ texts: PageTexts) {
        self.parts = parts
        self.current = current
        self.texts = texts
    }

    /// Somebody signs in with a password.
    ///
    /// - Throws: the `LogtoError` of whatever is still in the way, as do all steps.
    func signIn(with password: String, of identifier: UserIdentifier) async throws -> Response {
        AuditTrail.current?.begin(step: "Create", of: .signIn)
        try await PasswordVerification(parts: self.parts).verify(password, of: identifier)
        return try await self.perform { session in
            session.begin(.signIn)
            try session.apply { experience, context in
                let record = context.record(.password(identifier))
                experience.set(record)
                try experience.identify(by: record.id, in: context)
            }
            return try session.proceed()
        }
    }

    /// The browser is back from a provider, which has said whose account it is (§9.1, steps 8 and 9).
    ///
    /// - Parameter finish: takes the provider's word.
    /// - Throws: the `LogtoError` of whatever is still in the way.
    func signIn(
        bySocial verificationID: String, of connectorID: ID<LogtoConnector>,
        finish: @escaping @Sendable (inout ExperienceSession) throws -> Void
    ) async throws -> Response {
        try await self.perform { session in
            try finish(&session)
            do {
                try session.apply { try $0.identify(by: verificationID, in: $1) }
            } catch let error as LogtoError where error.code == "user.identity_not_exist" {
                AuditTrail.current?.fail(error)
                let isKnownByAddress = error.data?["relatedUser"] != nil
                if isKnownByAddress, session.context.settings.socialSignIn.automaticAccountLinking == true {
                    try session.link(verificationID)
                } else if isKnownByAddress {
                    session.setPageState("linking", to: .string(verificationID))
                    return .page("/social/link/\(connectorID)")
                } else if session.context.settings.allowsRegistration {
                    try session.register(with: verificationID)
                } else {
                    throw error
                }
            }
            return try session.proceed()
        }
    }

    /// Adds to the profile of somebody who is signing in or registering.
    func complete(with update: ProfileUpdate) async throws -> Response {
        let step = try await ProfileCompletion(parts: self.parts).step(for: update, in: self.current.interaction.uid)
        return try await self.perform { session in
            try session.apply(step)
            return try session.proceed()
        }
    }

    enum Answer: Sendable {
        case signedIn
        /// One that has to be shown first.
        case page(_ path: String)
    }

    /// Takes some steps in one transaction. When one of them is refused, those before it stay taken.
    ///
    /// - Throws: the refusal.
    func perform(
        _ steps: @escaping @Sendable (inout ExperienceSession) throws -> Answer
    ) async throws -> Response {
        let outcome = try await self.parts.inSession(self.current.interaction.uid) { session in
            try Result(of: { try steps(&session) })
        }
        switch try outcome.get() {
        case .signedIn: return .redirect(to: self.parts.resumeAddress(self.current.interaction))
        case .page(let path): return .redirect(to: self.current.address(path))
        }
    }

    /// The page that a refusal leads to; `nil` for one that is said on the page where it came up.
    ///
    /// - Parameters:
    ///   - connectorID: of the provider that somebody has just come from.
    ///   - identifier: of whoever has just given a password.
    func page(
        for refusal: LogtoError, from connectorID: ID<LogtoConnector>? = nil, of identifier: UserIdentifier? = nil
    ) -> Response? {
        switch refusal.code {
        case "password.expired":
            return identifier.flatMap { PasswordExpiredPage(of: $0, self.current, self.texts) }?
                .response(in: self.parts.pages)
        case "user.suspended":
            return .redirect(to: self.current.address(AccountSuspendedPage.path))
        case "user.missing_profile":
            guard
                let missing = refusal.data?["missingProfile"]?.array?.first?.string,
                MissingProfile(rawValue: missing) != nil
            else { return nil }
            let link = connectorID.map { [("link_social", $0.value)] } ?? []
            return .redirect(to: self.current.address("/continue/\(missing)", link))
        default: return MFADemand(refusal)?.path.map { .redirect(to: self.current.address($0)) }
        }
    }
}

extension Result where Failure == LogtoError {
    /// What some steps came to. A rule that refuses has changed nothing, so that the transaction can be kept.
    init(of steps: () throws -> Success) throws {
        do {
            self = .success(try steps())
        } catch let refusal as LogtoError {
            AuditTrail.current?.fail(refusal)
            self = .failure(refusal)
        }
    }
}

extension ExperienceSession {
    /// The account goes to the user who has its address (§9.3).
    mutating func link(_ verificationID: String) throws {
        try self.apply { experience, context in
            try experience.change(to: .signIn, in: context)
            try experience.identify(by: verificationID, linksSocialIdentity: true, in: context)
        }
    }

    /// What was proved goes to a new user, who is made by ``proceed()`` (§9.3).
    mutating func register(with verificationID: String) throws {
        try self.apply { experience, context in
            try experience.change(to: .register, in: context)
            try experience.collect(verificationID, in: context)
        }
    }

    /// Whoever registers becomes a user; then everything is handed in (§8.6).
    mutating func proceed() throws -> PageFlow.Answer {
        if try self.experience.event == .register, try self.experience.userID == nil {
            try self.apply { try $0.createUser(in: $1) }
        }
        switch try self.submit() {
        case .signedIn: return .signedIn
        case .passwordReset:
            self.setPageState("passwordChanged", to: true)
            return .page("/sign-in")
        }
    }
}
