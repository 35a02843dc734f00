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

    /// A third-party application: it may ask for the profile, the e-mail address and organizations.
    package static let thirdParty = ExampleApp(
        id: "bookreviews0000000000", secret: "BookReviewsSecret000000000000000",
        redirectURI: "https://reviews.example/callback", signedOutURI: "")

    /// An API with the scopes read:books and write:books. Alice has the first by her role, and the second by her role in
    /// the book club, as has the machine.
    package static let api = "https://api.bookstore.example"

    /// Its members are Alice and the machine.
    package static let bookClub = "bookclub0001"

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
               "type": "MachineToMachine", "roleIds": ["managementapiaccess00", "machinereader00000000"]},
              {"id": "bookreviews0000000000", "secret": "BookReviewsSecret000000000000000", "name": "Book reviews",
               "type": "Traditional", "isThirdParty": true, "oidcClientMetadata":
               {"redirectUris": ["https://reviews.example/callback"]}, "userConsentScopes": {"userScopes":
               ["profile", "email", "urn:logto:scope:organizations"], "resourceScopes": ["readbooks000000000000"],
               "organizationScopes": ["invitemembers00000000"], "organizationResourceScopes":
               ["writebooks00000000000"]}}
            ],
            "resources": [
              {"id": "bookstoreapi000000000", "name": "Bookstore API", "indicator": "https://api.bookstore.example",
               "accessTokenTtl": 600, "scopes": [
               {"id": "readbooks000000000000", "name": "read:books", "description": "Read every book"},
               {"id": "writebooks00000000000", "name": "write:books"}]},
              {"id": "cafeapi00000000000000", "name": "Café API", "indicator": "https://cafe.example/api", "scopes": [
               {"id": "ordercoffee0000000000", "name": "order:coffee"}]}
            ],
            "roles": [
              {"id": "reader000000000000000", "name": "Reader", "scopeIds": ["readbooks000000000000"]},
              {"id": "machinereader00000000", "name": "Machine reader", "type": "MachineToMachine",
               "scopeIds": ["readbooks000000000000"]}
            ],
            "organizationScopes": [
              {"id": "invitemembers00000000", "name": "invite:members", "description": "Invite members"},
              {"id": "closetheclub000000000", "name": "close:club"}
            ],
            "organizationRoles": [
              {"id": "clubeditor00000000000", "name": "Editor", "organizationScopeIds": ["invitemembers00000000"],
               "resourceScopeIds": ["writebooks00000000000"]},
              {"id": "clubbot00000000000000", "name": "Bot", "type": "MachineToMachine", "organizationScopeIds":
               ["invitemembers00000000"], "resourceScopeIds": ["writebooks00000000000"]}
            ],
            "organizations": [
              {"id": "bookclub0001", "name": "Book club", "description": "Reads", "users":
               [{"id": "alice0000001", "organizationRoleIds": ["clubeditor00000000000"]}], "applications":
               [{"id": "managementapi00000000", "organizationRoleIds": ["clubbot00000000000000"]}]},
              {"id": "chessclub001", "name": "Chess club", "users": [{"id": "alice0000001"}]},
              {"id": "strictclub01", "name": "Strict club", "isMfaRequired": true, "users": [{"id": "alice0000001"}]}
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
               "primaryEmail": "alice@example.com", "name": "Alice Example", "roleIds": ["reader000000000000000"]},
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

    package init(id: String, secret: String?, redirectURI: String, signedOutURI: String) {
        self.id = id
        self.secret = secret
        self.redirectURI = redirectURI
        self.signedOutURI = signedOutURI
    }
}
