import Core

/// What is shown of a make of connector, and what its configuration has to be (spec `logto-management-api.md` §6.8).
package struct ConnectorFactory: Sendable {
    package let factory: LogtoConnector.Factory
    /// Of social ones.
    package var platform: String?
    /// What is shown of it beside `id`, `target`, `platform` and `type`.
    package let metadata: JSON
    /// Standard ones may be set up more than once, under targets of their own.
    package var isStandard = false
    /// What is not named in it is tolerated, and kept.
    package let config: Schema

    /// Those that can be set up.
    ///
    /// - Parameter forTests: whether Logto's own tests are let in.
    package static func all(forTests: Bool) -> [ConnectorFactory] {
        [.patreon, .email, .alternativeEmail, .sms] + (forTests ? [.mockSocial] : [])
    }

    package static func factory(_ id: String, forTests: Bool) -> ConnectorFactory? {
        Self.all(forTests: forTests).first { $0.factory.id == id }
    }

    package var kind: LogtoConnector.Kind { self.factory.kind }
    package var target: String { self.factory.target }

    /// As `/connector-factories` shows it.
    package var json: JSON {
        let type: JSON = ["type": .string(self.kind.rawValue), "isDemo": false]
        return type.adding(self.shown(as: self.factory.id))
    }

    /// - Parameter id: the factory's, or that of a connector that was made with it.
    package func shown(as id: String) -> JSON {
        let own: JSON = [
            "id": .string(id), "target": .string(self.target), "platform": .nullable(self.platform),
        ]
        return own.adding(self.metadata)
    }
}

extension LogtoConnector {
    /// `nil` for a factory that is not emulated.
    package var connectorFactory: ConnectorFactory? { ConnectorFactory.factory(self.factory, forTests: true) }

    /// What anyone may see of it (spec `logto-oidc.md` §8.7).
    package var publicJSON: JSON {
        let hidden = ["description", "configTemplate", "formItems", "readme", "customData"]
        let shown = (self.connectorFactory?.shown(as: self.id.value) ?? ["id": .string(self.id.value)])
            .merging(self.metadata)
        return .object((shown.members ?? []).filter { !hidden.contains($0.name) })
    }
}
