import Core
import Logto

/// A connector on the wire: what its factory says, with what was stored in its place (spec `logto-management-api.md`
/// §6.8).
enum ConnectorBody {
    static func json(_ connector: LogtoConnector) -> JSON {
        let factory = connector.connectorFactory
        let type: JSON = ["type": factory.map { .string($0.kind.rawValue) }]
        return type.adding(factory?.shown(as: connector.id.value) ?? ["id": .string(connector.id.value)])
            .merging(connector.metadata)
            .adding([
                "connectorId": .string(connector.factory),
                "metadata": connector.metadata,
                "config": connector.config,
                "syncProfile": .bool(connector.syncProfile),
                "enableTokenStorage": .bool(connector.enablesTokenStorage),
                "isDemo": false,
                "extraInfo": [:],
            ])
    }
}

extension JSON {
    /// Without empty texts, objects and arrays, at any depth.
    var withoutEmptyValues: JSON {
        switch self {
        case .object(let members):
            .object(
                members.compactMap { member in
                    let value = member.value.withoutEmptyValues
                    return value.isEmptyValue ? nil : JSON.Member(member.name, value)
                })
        case .array(let values): .array(values.map(\.withoutEmptyValues).filter { !$0.isEmptyValue })
        default: self
        }
    }

    private var isEmptyValue: Bool {
        switch self {
        case .string(let text): text.isEmpty
        case .array(let values): values.isEmpty
        case .object(let members): members.isEmpty
        default: false
        }
    }
}
