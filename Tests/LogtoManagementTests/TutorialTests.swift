import Core
import HTTPTypes
import TestSupport
import Testing

/// The tutorial's whole setting, built from nothing through the API alone.
@Suite struct TutorialTests {
    /// A world that has a machine for the API, and Patreon's side of it.
    private static let empty = """
        {"logto": {"applications": [{"id": "managementapi00000000", "secret": "ManagementSecret0000000000000000",
           "name": "Machine", "type": "MachineToMachine", "roleIds": ["managementapiaccess00"]}]},
         "patreon": {"clients": [{"id": "bookstore-client", "secret": "bookstore-client-secret", "name": "Bookstore",
             "redirectUris": ["${logto}/callback/patreon00001"]}],
           "accounts": [{"id": "10001", "fullName": "Mika Example", "email": "mika@example.test"}]}}
        """

    @Test func `application, connector and settings are made, and somebody signs in`() async throws {
        let management = try await Management(Self.empty)
        let application = try await management.create(
            "/applications",
            [
                "name": "Bookstore", "type": "Traditional",
                "oidcClientMetadata": [
                    "redirectUris": ["http://localhost:3000/callback"],
                    "postLogoutRedirectUris": ["http://localhost:3000/"],
                ],
            ])
        let id = application["id"]?.string ?? ""
        let secret = try await management.get("/applications/\(id)/secrets").json.array?.first?["value"]?.string
        _ = try await management.create(
            "/connectors",
            [
                "connectorId": "patreon-universal", "id": "patreon00001",
                "config": ["clientId": "bookstore-client", "clientSecret": "bookstore-client-secret"],
            ])
        let settings = try await management.call(
            .patch, "/sign-in-exp",
            [
                "socialSignInConnectorTargets": ["patreon"],
                "signUp": ["identifiers": [], "password": false, "verify": false],
            ])
        #expect(settings.status == .ok)
        let party = RelyingParty(
            ExampleApp(
                id: id, secret: secret, redirectURI: "http://localhost:3000/callback",
                signedOutURI: "http://localhost:3000/"),
            in: management.world)
        let tokens = try await party.redeem(try await party.code(Browser(management.world))).json
        let claims = try party.claims(tokens["id_token"]?.string ?? "")
        #expect(claims["name"] == "Mika Example")
        let users = try await management.get("/users").json.array ?? []
        #expect(users.map { $0["id"] } == [claims["sub"]])
        #expect(users.first?["applicationId"] == .string(id))
        #expect(users.first?["identities"]?["patreon"]?["userId"] == "10001")
    }
}
