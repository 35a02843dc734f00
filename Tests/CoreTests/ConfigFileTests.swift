import Core
import Foundation
import TestSupport
import Testing

@Suite struct ConfigFileTests {
    private static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test func `the configuration in the repository is in order and is the tutorial's world`() throws {
        let text = try Data(contentsOf: Self.repository.appending(path: "config.json"))
        let config = try Config(text: text, listening: .standard)
        #expect(
            config.logto.applications.map(\.kind) == [
                .traditional, .singlePage, .native, .machineToMachine, .traditional,
            ])
        #expect(config.logto.applications.first?.name == "Bookstore")
        #expect(config.logto.connectors.map(\.target) == ["patreon"])
        #expect(config.logto.signInExperience?.socialSignInConnectorTargets == ["patreon"])
        #expect(config.logto.users.map(\.username) == ["alice"])
        #expect(config.patreon.accounts.count >= 5)
        let connector = try #require(config.logto.connectors.first)
        #expect(config.patreon.clients.first?.redirectURIs == [Origins.standard.callback(connector.id)])
    }

    @Test func `the origins in force stand in for their names, everywhere`() throws {
        let config = try Config(
            text: """
                {"logto": {
                  "applications": [{"id": "a", "secret": "s", "name": "At ${logto}", "type": "Traditional",
                    "oidcClientMetadata": {"redirectUris": ["${console}/x", "${patreon}/${logto}"]}}],
                  "connectors": [{"id": "c", "connectorId": "patreon-universal",
                    "config": {"clientId": "i", "clientSecret": "s", "more": [{"at": "${patreon}/y"}]}}]}}
                """.utf8, listening: TestWorld.origins)
        let application = try #require(config.logto.applications.first)
        #expect(application.name == "At http://localhost:3001")
        #expect(
            application.oidcClientMetadata.redirectUris
                == ["http://localhost:3002/x", "http://localhost:3003/http://localhost:3001"])
        #expect(config.logto.connectors.first?.config["more"]?.array?.first?["at"] == "http://localhost:3003/y")
    }

    @Test func `a public origin that the configuration names stands in for where the program listens`() throws {
        let config = try Config(
            text: """
                {"logto": {"endpoint": "https://id.example"},
                 "patreon": {"origin": "https://patreon.example:8443", "clients": [{"id": "c", "secret": "s",
                   "name": "C", "redirectUris": ["${logto}/callback/x", "${patreon}/", "${console}/"]}]}}
                """.utf8, listening: TestWorld.origins)
        #expect(
            config.origins(listening: TestWorld.origins)
                == Origins(
                    logto: "https://id.example", patreon: "https://patreon.example:8443",
                    console: "http://localhost:3002"))
        #expect(
            config.patreon.clients.first?.redirectURIs
                == ["https://id.example/callback/x", "https://patreon.example:8443/", "http://localhost:3002/"])
    }

    @Test func `an empty configuration is a world with nothing in it, and a fresh instance's settings`() throws {
        let config = try Config(text: "{}".utf8, listening: .standard)
        #expect(config == Config())
        #expect(config.origins(listening: TestWorld.origins) == TestWorld.origins)
        #expect(try Config(text: #"{"logto": null, "patreon": {}}"#.utf8, listening: .standard) == config)
    }

    @Test func `what is left out has the service's own default`() throws {
        let config = try Config(
            text: """
                {"logto": {"applications": [{"id": "a", "secret": "s", "name": "A", "type": "MachineToMachine"}],
                           "users": [{"id": "u"}], "signInExperience": {"signIn": {"methods": [{"identifier": "email"}]}}},
                 "patreon": {"clients": [{"id": "c", "secret": "s", "name": "C"}], "accounts": [{"id": "1"}]}}
                """.utf8, listening: .standard)
        let application = try #require(config.logto.applications.first)
        #expect(!application.isThirdParty)
        #expect(application.customClientMetadata.rotateRefreshToken)
        let user = try #require(config.logto.users.first)
        #expect([user.username, user.password, user.primaryEmail, user.name] == [nil, nil, nil, nil])
        #expect(user.customData == nil)
        #expect(user.isSuspended == nil)
        #expect(config.logto.signInExperience?.signInMethods.map(\.identifier) == [.email])
        #expect(config.patreon.clients.first?.apiVersion == 2)
        #expect(config.patreon.accounts.first?.account.fullName == "")
        #expect(config.patreon.accounts.first?.account.isEmailVerified == true)
    }
}
