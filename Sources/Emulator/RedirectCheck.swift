import Core

/// Looks for redirect URIs that would be refused at the second hop: Logto's `/callback/{connectorId}` has to be
/// registered at the Patreon client whose id the connector carries, to the letter (spec `patreon.md` §1.7).
package struct RedirectCheck: Sendable {
    private let config: Config
    private let origins: Origins

    package init(_ config: Config, origins: Origins) {
        self.config = config
        self.origins = origins
    }

    /// Each begins with the JSON path of what has to be changed.
    package var findings: [String] {
        self.config.logto.connectors.enumerated().compactMap(self.finding)
    }

    private func finding(_ index: Int, _ connector: LogtoConnector) -> String? {
        guard connector.factory == LogtoConnector.patreonFactory else { return nil }
        let clients = self.config.patreon.clients
        let clientID = connector.config["clientId"]?.string ?? ""
        guard let position = clients.firstIndex(where: { $0.id.value == clientID }) else {
            return "logto.connectors[\(index)].config.clientId: is \"\(clientID)\", but patreon.clients has no client "
                + "with that id; Patreon will refuse the sign-in"
        }
        let client = clients[position]
        if client.secret != connector.config["clientSecret"]?.string {
            return "logto.connectors[\(index)].config.clientSecret: is not the secret of patreon.clients[\(position)]; "
                + "Patreon will refuse the connector"
        }
        let callback = self.origins.callback(connector.id)
        guard !client.redirectURIs.contains(callback) else { return nil }
        return "patreon.clients[\(position)].redirectUris: lacks \(callback); Patreon will say \"Mismatching redirect "
            + "URI.\"; add \"${logto}/callback/\(connector.id)\""
    }
}
