import Core

/// The world that most tests begin with: the tutorial's, small.
package enum Example {
    package static let webApp = ExampleApp(
        id: "bookstore000000000000", secret: "BookstoreSecret00000000000000000",
        redirectURI: "http://localhost:3000/callback", signedOutURI: "http://localhost:3000/")

    package static let browserApp = ExampleApp(
        id: "bookstorespa000000000", secret: nil, redirectURI: "http://localhost:5173/callback",
        signedOutURI: "http://localhost:5173/")

    package static let phoneApp = ExampleApp(
        id: "bookstoreapp000000000", secret: nil, redirectURI: "io.bookstore.app://callback",
        signedOutURI: "io.bookstore.app://signed-out")

    /// Two redirect URIs, so that none goes without saying.
    package static let twoURIs = ExampleApp(
        id: "twouris00000000000000", secret: "TwoURIsSecret0000000000000000000",
        redirectURI: "https://two.example/a", signedOutURI: "https://two.example/out")

    package static let machine = ExampleApp(
        id: "managementapi00000000", secret: "ManagementSecret0000000000000000", redirectURI: "", signedOutURI: "")

    package static let connectorID = "patreon00001"

    package static let config = """
        {
          "logto": {
            "applications": [
              {"id": "bookstore000000000000", "secret": "BookstoreSecret00000000000000000", "name": "Bookstore",
               "type": "Traditional", "oidcClientMetadata": {"redirectUris": ["http://localhost:3000/callback"],
               "postLogoutRedirectUris": ["http://localhost:3000/"]}},
              {"id": "bookstorespa000000000", "name": "Browser", "type": "SPA", "oidcClientMetadata":
               {"redirectUris": ["http://localhost:5173/callback"], "postLogoutRedirectUris": ["http://localhost:5173/"]}},
              {"id": "bookstoreapp000000000", "name": "Phone", "type": "Native", "oidcClientMetadata":
               {"redirectUris": ["io.bookstore.app://callback", "http://localhost/callback"]}},
              {"id": "twouris00000000000000", "secret": "TwoURIsSecret0000000000000000000", "name": "Two",
               "type": "Traditional", "oidcClientMetadata": {"redirectUris": ["https://two.example/a",
               "https://two.example/b"], "postLogoutRedirectUris": ["https://two.example/out"]}},
              {"id": "managementapi00000000", "secret": "ManagementSecret0000000000000000", "name": "Machine",
               "type": "MachineToMachine"}
            ],
            "connectors": [
              {"id": "patreon00001", "connectorId": "patreon-universal", "config": {"clientId": "bookstore-client",
               "clientSecret": "bookstore-client-secret"}}
            ],
            "signInExperience": {
              "socialSignInConnectorTargets": ["patreon"], "signUp": {"identifiers": [], "password": false}
            },
            "users": [
              {"id": "alice0000001", "username": "alice", "password": "bookstore-alice",
               "primaryEmail": "alice@example.com", "name": "Alice Example"},
              {"id": "suspended001", "username": "sam", "password": "bookstore-sam", "isSuspended": true}
            ]
          },
          "patreon": {
            "clients": [
              {"id": "bookstore-client", "secret": "bookstore-client-secret", "name": "Bookstore sign-in",
               "owner": "10004", "redirectUris": ["${logto}/callback/patreon00001"]},
              {"id": "other-client", "secret": "other-client-secret", "name": "Another",
               "redirectUris": ["http://localhost:9999/callback", "http://localhost:9999/second"]},
              {"id": "v1-client", "secret": "v1-client-secret", "name": "Version one", "apiVersion": 1,
               "redirectUris": ["http://localhost:9998/callback"]}
            ],
            "accounts": [
              {"id": "10001", "fullName": "Mika Example", "email": "mika@example.test", "vanity": "mika",
               "story": "Everything in order."},
              {"id": "10002", "fullName": "Sora", "email": "sora@example.test"},
              {"id": "10004", "fullName": "Cleo Creator", "email": "cleo@example.test"},
              {"id": "10005", "fullName": "Noel Noaddress"},
              {"id": "10007", "fullName": "Una Unverified", "email": "una@example.test", "isEmailVerified": false},
              {"id": "10008", "fullName": "Alice Elsewhere", "email": "alice@example.com"}
            ]
          }
        }
        """

    /// The example with some of its text replaced, which has to be there.
    package static func config(replacing text: String, with other: String) -> String {
        precondition(self.config.contains(text), "the example says \(text)")
        return self.config.replacing(text, with: other)
    }
}

/// An application of the example, as its developer knows it.
package struct ExampleApp: Sendable {
    package let id: String
    package let secret: String?
    package let redirectURI: String
    package let signedOutURI: String
}
