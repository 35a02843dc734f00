import Core
import HTTPTypes
import Hummingbird
import Storage
import Web

/// Decides in a person's place, for runs without a browser: as the request's own headers or query say, or as the
/// configuration's switches do. None of it is Patreon's.
struct HeadlessDecision: Sendable {
    /// `allow` or `deny`.
    static let decisionParameter = "emulator_decision"
    static let decisionHeader = HTTPField.Name.wellFormed("X-Emulator-Decision")
    /// An id, an e-mail address or a vanity.
    static let accountHeader = HTTPField.Name.wellFormed("X-Emulator-Account")

    private let decision: String?
    private let account: String?
    private let switches: PatreonSwitches

    init(_ request: Request, switches: PatreonSwitches) {
        self.decision = request.headers[Self.decisionHeader] ?? request.queryParameters[Self.decisionParameter]
        self.account = request.headers[Self.accountHeader]
        self.switches = switches
    }

    /// `nil` where a person is to be asked.
    func decision(on accepted: AuthorizationChecks.Accepted, in db: Transaction) throws -> Approval.Choice? {
        switch self.decision {
        case "deny": return .deny
        case "allow": return .allow(try self.persona(for: accepted, in: db))
        default: break
        }
        if self.switches.autoApprove { return .allow(try self.persona(for: accepted, in: db)) }
        if self.switches.skipRepeatedConsent, let hint = accepted.request.loginHint,
            let persona = try db.patreonPersonas().first(where: { $0.isMeant(by: hint) }),
            Set(accepted.scopes).isSubset(of: try db.patreonConsent(of: persona.id, to: accepted.client.id))
        {
            return .allow(try db.patreonAccount(persona.id))
        }
        return nil
    }

    /// Whom the request names, whom the configuration names, or the first account.
    private func persona(
        for accepted: AuthorizationChecks.Accepted, in db: Transaction
    ) throws -> PatreonAccount? {
        let personas = try db.patreonPersonas()
        let name = self.account ?? accepted.request.loginHint ?? self.switches.persona
        let persona = name.map { name in personas.first { $0.isMeant(by: name) } } ?? personas.first
        return try persona.flatMap { try db.patreonAccount($0.id) }
    }
}
