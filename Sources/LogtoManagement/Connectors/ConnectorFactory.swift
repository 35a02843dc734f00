import Core
import Logto

/// What is shown of a make of connector, and what its configuration has to be (spec `logto-management-api.md` §6.8).
struct ConnectorFactory: Sendable {
    let factory: LogtoConnector.Factory
    /// Of social ones.
    var platform: String?
    /// What is shown of it beside `id`, `target`, `platform` and `type`.
    let metadata: JSON
    /// Standard ones may be set up more than once, under targets of their own.
    var isStandard = false
    /// What is not named in it is tolerated, and kept.
    let config: Schema

    /// Those that are emulated.
    static let all = [ConnectorFactory.patreon, .email, .alternativeEmail, .sms]

    static func factory(_ id: String) -> ConnectorFactory? { Self.all.first { $0.factory.id == id } }

    var kind: LogtoConnector.Kind { self.factory.kind }
    var target: String { self.factory.target }

    /// As `/connector-factories` shows it.
    var json: JSON {
        let type: JSON = ["type": .string(self.kind.rawValue), "isDemo": false]
        return type.adding(self.shown(as: self.factory.id))
    }

    func shown(as id: String) -> JSON {
        let own: JSON = [
            "id": .string(id), "target": .string(self.target), "platform": .nullable(self.platform),
        ]
        return own.adding(self.metadata)
    }
}

extension LogtoConnector {
    var connectorFactory: ConnectorFactory? { ConnectorFactory.factory(self.factory) }
}
