import Core
import HTTPTypes
import Logto

/// `/connector-factories` (spec `logto-management-api.md` §4.5).
enum ConnectorFactoriesAPI {
    static let routes = [
        Route(.get, "/connector-factories", "List the kinds of connectors", answer: .list(.connectorFactory)) { call in
            .list(ConnectorFactory.all(forTests: call.parts.isIntegrationTest).map(\.json))
        },
        Route(.get, "/connector-factories/:id", "Read a kind of connector", answer: .json(.connectorFactory)) { call in
            guard let factory = call.connectorFactory(call.parameters["id"] ?? "") else {
                throw LogtoError.notFound
            }
            return .json(factory.json)
        },
    ]
}

extension Call {
    func connectorFactory(_ id: String) -> ConnectorFactory? {
        ConnectorFactory.factory(id, forTests: self.parts.isIntegrationTest)
    }
}
