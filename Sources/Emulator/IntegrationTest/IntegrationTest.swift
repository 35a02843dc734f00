import Core
import Storage

/// What Logto's own tests take for granted of a server that is started for them (spec `logto-management-api.md` §3.3).
/// Nobody should be let near a world in this mode: it asks for no token.
package struct IntegrationTest: Sendable {
    /// Where the tests look for the messages that were sent.
    package let messageFolder: String

    package init(messageFolder: String) {
        self.messageFolder = messageFolder
    }

    package static let standard = IntegrationTest(messageFolder: "/tmp/logto")
}

extension Transaction {
    /// Has one sign in to Logto's own applications, at the addresses of the pages that Logto has there (spec
    /// `logto-oidc.md` §4), or no longer.
    ///
    /// - Parameter isOpen: whether one can.
    func lay(builtInApplications isOpen: Bool, at origins: Origins, _ now: Instant) throws {
        guard isOpen else {
            for id in FreshInstance.builtInApplications { _ = try self.delete(id) }
            return
        }
        let pages: KeyValuePairs<ID<LogtoApplication>, (name: String, address: String)> = [
            "demo-app": ("Live Preview", origins.logto + "/demo-app"),
            "account-center": ("Account Center", origins.logto + "/account"),
            "admin-console": ("Admin Console", origins.console + "/console/callback"),
        ]
        for (id, page) in pages {
            try self.put(
                LogtoApplication(
                    id: id, name: page.name, kind: .singlePage,
                    oidcClientMetadata: LogtoApplication.OIDCClientMetadata(
                        redirectUris: [page.address], postLogoutRedirectUris: [page.address])), at: now)
        }
        var device = LogtoApplication(id: "device-demo-app", name: "Device Flow Preview", kind: .native)
        device.customClientMetadata.isDeviceFlow = true
        try self.put(device, at: now)
    }
}
