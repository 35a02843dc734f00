import Core
import OAuth
import Storage
import Web

/// What becomes of an accepted request once somebody has decided (spec `patreon.md` §1.3, §1.4, §1.6).
struct Approval {
    private let accepted: AuthorizationChecks.Accepted
    private let parts: PatreonParts

    init(_ accepted: AuthorizationChecks.Accepted, parts: PatreonParts) {
        self.accepted = accepted
        self.parts = parts
    }

    enum Choice: Sendable {
        case deny
        /// In the name of an account, if there is such a one.
        case allow(PatreonAccount?)
        case none
    }

    enum Outcome: Sendable {
        /// Nobody has decided: here is the page to do it on.
        case asked(ApprovalPage)
        case approved(PatreonCode, location: String)
        case undecided(String)
        case emailUnverified(PatreonAccount)
    }

    /// - Throws: ``AuthorizationRefusal`` where the person, or the persona by itself, says no.
    func outcome(of decision: Choice, in db: Transaction) throws -> Outcome {
        switch decision {
        case .deny:
            throw self.denial("The person denied.")
        case .allow(nil):
            return .undecided("Choose one of the accounts, then allow or deny.")
        case .allow(let account?):
            if account.behaviours.contains(.denies) {
                throw self.denial("The persona \(account.id) denies whatever it is asked.")
            }
            guard self.mayUseOAuth(account) else { return .emailUnverified(account) }
            return try self.approve(by: account, in: db)
        case .none:
            return .undecided("Either allow or deny; the form says neither.")
        }
    }

    private func denial(_ reason: String) -> AuthorizationRefusal {
        AuthorizationRefusal.redirect(
            OAuthError(.accessDenied), to: self.accepted.redirectURI,
            AuthorizationRefusal.Context(
                request: self.accepted.request, client: self.accepted.client,
                decision: Decision("authorize.person-allows", reason)))
    }

    /// Patreon lets nobody past whose address is unverified (§1.3, check 11), as it did in 2019; an account without one
    /// has none to verify.
    private func mayUseOAuth(_ account: PatreonAccount) -> Bool {
        account.isEmailVerified || account.email == nil || self.parts.switches.unverifiedEmail == .passes
    }

    /// - Returns: a code, and where the browser takes it.
    private func approve(by account: PatreonAccount, in db: Transaction) throws -> Outcome {
        let client = self.accepted.client
        let request = self.accepted.request
        let approved = try db.patreonConsent(of: account.id, to: client.id)
        try db.putPatreonConsent(
            of: account.id, to: client.id, scopes: Scope(self.accepted.scopes + approved).names)
        let code = PatreonCode(
            code: self.parts.entropy.string(30, of: .alphanumeric), clientID: client.id, accountID: account.id,
            redirectURI: self.accepted.redirectURI,
            scopes: PatreonScope.granted(self.accepted.scopes, approved: approved, to: client, by: account),
            codeChallenge: request.codeChallenge, codeChallengeMethod: request.codeChallengeMethod,
            expiresAt: self.parts.time.now.advanced(bySeconds: self.parts.switches.codeLifetimeSeconds))
        try db.insert(code)
        // The stack of 2017 wrote Python's word for nothing (§1.4).
        let state = request.state ?? (self.parts.switches.missingState == .none ? "None" : nil)
        return .approved(
            code,
            location: RedirectLocation.adding([("code", code.code), ("state", state)], to: self.accepted.redirectURI))
    }
}
