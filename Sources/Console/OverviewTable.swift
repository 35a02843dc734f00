import Core

/// A table of the overview: rows of cells, which are lines of text.
struct OverviewTable: Encodable, Sendable {
    struct Badge: Encodable, Sendable {
        /// `ok` or `warning`.
        let tone: String
        let text: String
    }

    struct Line: Encodable, Sendable {
        let text: String
        /// `name`, `code` or `text`.
        let kind: String
        let badge: Badge?
    }

    struct Cell: Encodable, Sendable {
        let column: String
        let lines: [Line]
    }

    struct Row: Encodable, Sendable {
        let cells: [Cell]
    }

    let id: String
    let title: String
    let columns: [String]
    let rows: [Row]
    let empty: String

    private init(_ id: String, _ title: String, _ columns: [String], _ rows: [[[Line]]], empty: String) {
        self.id = id
        self.title = title
        self.columns = columns
        self.rows = rows.map { cells in
            Row(cells: zip(columns, cells).map { Cell(column: $0, lines: $1) })
        }
        self.empty = empty
    }
}

extension OverviewTable {
    init(applications: [LogtoApplication]) {
        self.init(
            "applications", "Applications", ["Name", "App ID", "Redirect URIs", "After sign-out"],
            applications.map { application in
                [
                    .name(application.name) + .text(application.kind.rawValue),
                    .code(application.id.value),
                    .codes(application.oidcClientMetadata.redirectUris),
                    .codes(application.oidcClientMetadata.postLogoutRedirectUris),
                ]
            },
            empty: "No application yet: declare one under logto.applications in the configuration.")
    }

    init(connectors: [LogtoConnector], clients: [PatreonClient], origins: Origins) {
        self.init(
            "connectors", "Social connectors", ["Connector", "Id", "Redirect URI to register at Patreon"],
            connectors.filter { $0.kind == .social }.map { connector in
                let callback = origins.callback(connector.id)
                let client = clients.first { $0.id.value == connector.config["clientId"]?.string }
                let isRegistered = client?.redirectURIs.contains(callback) ?? false
                let badge =
                    isRegistered
                    ? Badge(tone: "ok", text: "registered")
                    : Badge(tone: "warning", text: client == nil ? "no such Patreon client" : "not registered")
                return [
                    .name(connector.target) + .text(connector.factory),
                    .code(connector.id.value),
                    [Line(text: callback, kind: "code", badge: badge)],
                ]
            },
            empty: "No connector yet: declare one under logto.connectors in the configuration.")
    }

    init(users: [LogtoUser], of count: Int) {
        self.init(
            "users", count > users.count ? "Users (\(users.count) of \(count))" : "Users",
            ["Name", "Id", "Username", "E-mail", "Identities"],
            users.map { user in
                [
                    .name(user.name ?? "–") + (user.isSuspended ? .text("suspended") : []),
                    .code(user.id.value),
                    .text(user.username ?? "–"),
                    .text(user.primaryEmail ?? "–"),
                    user.identities.flatMap { [Line].text("\($0.target): \($0.userID)") },
                ]
            },
            empty: "Nobody has signed in yet.")
    }

    init(clients: [PatreonClient]) {
        self.init(
            "clients", "Patreon clients", ["Name", "Client ID", "Redirect URIs"],
            clients.map { client in
                [
                    .name(client.name) + .text("API version \(client.apiVersion)"),
                    .code(client.id.value),
                    .codes(client.redirectURIs),
                ]
            },
            empty: "No client yet: declare one under patreon.clients in the configuration.")
    }

    init(accounts: [PatreonAccount]) {
        self.init(
            "personas", "Personas at Patreon", ["Name", "Id", "E-mail", "Story"],
            accounts.map { account in
                [
                    .name(account.fullName.isEmpty ? account.vanity ?? account.id.value : account.fullName),
                    .code(account.id.value),
                    .text(account.email ?? "none")
                        + (account.email != nil && !account.isEmailVerified ? .text("not verified") : []),
                    .text(account.story ?? "–"),
                ]
            },
            empty: "No persona yet: declare one under patreon.accounts in the configuration.")
    }
}

extension [OverviewTable.Line] {
    fileprivate static func name(_ text: String) -> Self { [Element(text: text, kind: "name", badge: nil)] }

    fileprivate static func text(_ text: String) -> Self { [Element(text: text, kind: "text", badge: nil)] }

    fileprivate static func code(_ text: String) -> Self { [Element(text: text, kind: "code", badge: nil)] }

    fileprivate static func codes(_ texts: [String]) -> Self { texts.flatMap(Self.code) }
}
