import Core
import HTTPTypes
import Logto

/// `/connector-factories` (spec `logto-management-api.md` §4.5).
enum ConnectorFactoriesAPI {
    static let routes = [
        Route(.get, "/connector-factories", "List the kinds of connectors") { _ in
            .list(ConnectorFactory.all.map(\.json))
        },
        Route(.get, "/connector-factories/:id", "Read a kind of connector") { call in
            guard let factory = ConnectorFactory.factory(call.parameters["id"] ?? "") else {
                throw LogtoError.notFound
            }
            return .json(factory.json)
        },
    ]
}
