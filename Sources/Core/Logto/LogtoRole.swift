/// A bundle of permissions that users or machine-to-machine applications are given (spec `logto-management-api.md` §6.6).
package struct LogtoRole: Equatable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case user = "User"
        case machineToMachine = "MachineToMachine"
    }

    package var id: ID<LogtoRole>
    package var name: String
    package var description: String
    package var kind: Kind
    /// Whether every new user is given it.
    package var isDefault: Bool
    package var scopeIDs: [ID<LogtoScope>]

    package init(
        id: ID<LogtoRole>, name: String, description: String, kind: Kind = .user, isDefault: Bool = false,
        scopeIDs: [ID<LogtoScope>] = []
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.kind = kind
        self.isDefault = isDefault
        self.scopeIDs = scopeIDs
    }
}
