import Core
import Storage
import Web

extension DecisionNote {
    /// What became of a request that passed all checks.
    func note(_ outcome: Approval.Outcome) {
        switch outcome {
        case .asked:
            self.note(Decision("authorize.ask", "All checks are passed; a person is asked."))
        case .approved(let code, _):
            self.note(client: code.clientID.value, account: code.accountID.value)
            self.note(
                Decision(
                    "authorize.approved", "The account \(code.accountID) approved.",
                    facts: ["grantedScopes": .strings(code.scopes), "redirectURI": .string(code.redirectURI)]))
        case .undecided(let problem):
            self.note(Decision("authorize.decided", problem))
        case .emailUnverified(let account):
            self.note(account: account.id.value)
            self.note(
                Decision(
                    "authorize.email-verified",
                    "The e-mail address of the account \(account.id) is not verified; the switch unverifiedEmail lets "
                        + "it pass."))
        }
    }

    /// Why the browser is sent elsewhere without a code.
    func note(_ refusal: AuthorizationRefusal) {
        self.note(client: refusal.context.request.clientID?.value)
        if let decision = refusal.context.decision { self.note(decision) }
    }
}
