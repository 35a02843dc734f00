import Core
import Testing

@Suite("A configuration's problems: what the whole does not allow")
struct ConfigContradictionsTests {
    @Test(arguments: [
        BrokenConfig(
            #"{"logto": {"users": [{"id": "u", "username": "u"}, {"id": "v", "username": "v"}, {"id": "u", "username": "v"}]}}"#,
            "logto.users[2].id: is \"u\", which logto.users[0] has already",
            "logto.users[2].username: is \"v\", which logto.users[1] has already"),
        BrokenConfig(
            #"{"logto": {"users": [{"id": "u", "primaryEmail": "U@example.com", "primaryPhone": "1"}, {"id": "v", "primaryEmail": "u@example.com", "primaryPhone": "1"}]}}"#,
            "logto.users[1].primaryEmail: is \"u@example.com\", which logto.users[0] has already",
            "logto.users[1].primaryPhone: is \"1\", which logto.users[0] has already"),
        BrokenConfig(
            #"{"patreon": {"accounts": [{"id": "1", "vanity": "a"}, {"id": "1", "vanity": "a"}], "clients": [{"id": "c", "secret": "s", "name": "C"}, {"id": "c", "secret": "s", "name": "C"}]}}"#,
            "patreon.clients[1].id: is \"c\", which patreon.clients[0] has already",
            "patreon.accounts[1].id: is \"1\", which patreon.accounts[0] has already",
            "patreon.accounts[1].vanity: is \"a\", which patreon.accounts[0] has already"),
        BrokenConfig(
            #"{"logto": {"applications": [{"id": "a", "name": "A", "type": "MachineToMachine", "secret": "s"}, {"id": "a", "name": "B", "type": "MachineToMachine", "secret": "s"}]}}"#,
            "logto.applications[1].id: is \"a\", which logto.applications[0] has already"),
    ])
    func `what must be unique is found twice`(broken: BrokenConfig) {
        #expect(broken.found == broken.problems)
    }

    @Test(arguments: [
        BrokenConfig(
            #"{"logto": {"signInExperience": {"socialSignInConnectorTargets": ["patreon", "github"]}}}"#,
            "logto.signInExperience.socialSignInConnectorTargets[0]: is \"patreon\", but no connector has that target; "
                + "add one under logto.connectors",
            "logto.signInExperience.socialSignInConnectorTargets[1]: is \"github\", but no connector has that target; "
                + "add one under logto.connectors"),
        BrokenConfig(
            #"{"patreon": {"clients": [{"id": "c", "secret": "s", "name": "C", "owner": "9"}], "accounts": [{"id": "1"}]}}"#,
            "patreon.clients[0].owner: is \"9\", but patreon.accounts has no account with that id"),
        BrokenConfig(
            #"{"logto": {"users": [{"id": "u"}], "applications": [{"id": "m", "name": "M", "type": "MachineToMachine", "secret": "s"}], "organizationRoles": [{"id": "r", "name": "R"}, {"id": "b", "name": "B", "type": "MachineToMachine"}], "organizations": [{"id": "o", "name": "O", "users": [{"id": "u", "organizationRoleIds": ["r", "b", "x"]}], "applications": [{"id": "m", "organizationRoleIds": ["b", "r"]}]}]}}"#,
            "logto.organizations[0].users[0].organizationRoleIds[2]: is \"x\", but there is no such role under "
                + "logto.organizationRoles",
            "logto.organizations[0].users[0].organizationRoleIds[1]: is \"b\", a role of type MachineToMachine; it must "
                + "be one of type User",
            "logto.organizations[0].applications[0].organizationRoleIds[1]: is \"r\", a role of type User; it must be "
                + "one of type MachineToMachine"),
    ])
    func `a reference to nothing is named`(broken: BrokenConfig) {
        #expect(broken.found == broken.problems)
    }

    @Test(arguments: [
        BrokenConfig(
            #"{"logto": {"applications": [{"id": "a", "name": "A", "type": "SPA"}]}}"#,
            "logto.applications[0].oidcClientMetadata.redirectUris: is empty; a SPA application needs one, such as "
                + "http://localhost:3000/callback"),
        BrokenConfig(
            #"{"logto": {"applications": [{"id": "a", "name": "A", "type": "MachineToMachine"}]}}"#,
            "logto.applications[0].secret: is missing; a MachineToMachine application has one"),
        .application(
            #""oidcClientMetadata": {"redirectUris": ["localhost/callback", "https://a.example/x y", "app://cb"], "postLogoutRedirectUris": ["/"]}"#,
            "logto.applications[0].oidcClientMetadata.redirectUris[0]: is \"localhost/callback\"; it must be an "
                + "absolute URI",
            "logto.applications[0].oidcClientMetadata.redirectUris[1]: is \"https://a.example/x y\"; it must be an "
                + "absolute URI",
            "logto.applications[0].oidcClientMetadata.postLogoutRedirectUris[0]: is \"/\"; it must be an absolute URI"),
        BrokenConfig(
            #"{"patreon": {"clients": [{"id": "c", "secret": "s", "name": "C", "redirectUris": ["app://callback"]}]}}"#,
            "patreon.clients[0].redirectUris[0]: is \"app://callback\"; Patreon registers only http and https "
                + "addresses"),
    ])
    func `an application that nobody could sign in to is named`(broken: BrokenConfig) {
        #expect(broken.found == broken.problems)
    }

    @Test(arguments: [
        BrokenConfig(
            #"{"logto": {"connectors": [{"id": "c", "connectorId": "github-universal"}]}}"#,
            "logto.connectors[0].connectorId: is \"github-universal\"; the connectors that are emulated are "
                + "patreon-universal, mock-email-service, mock-email-service-alternative, mock-short-message-service"),
        BrokenConfig(
            #"{"logto": {"connectors": [{"id": "c", "connectorId": "mock-email-service", "config": {"apiKey": "k", "fromEmail": "a@b.c", "templates": [{"usageType": "Generic", "content": "{{code}}"}]}}, {"id": "d", "connectorId": "mock-email-service-alternative"}]}}"#,
            "logto.connectors[1].connectorId: is a second one of kind Email; Logto has one"),
        BrokenConfig(
            #"{"logto": {"connectors": [{"id": "c", "connectorId": "mock-email-service", "syncProfile": true, "config": {"apiKey": 7, "templates": [{"usageType": "Login"}]}}]}}"#,
            "logto.connectors[0].config.apiKey: is missing; it must be a string, and any will do",
            "logto.connectors[0].config.fromEmail: is missing; it must be a string, and any will do",
            "logto.connectors[0].syncProfile: must be false: a connector of this kind knows no profile",
            "logto.connectors[0].config.templates[0].usageType: must be one of: SignIn, Register, ForgotPassword, "
                + "OrganizationInvitation, Generic, UserPermissionValidation, BindNewIdentifier, MfaVerification, BindMfa",
            "logto.connectors[0].config.templates[0].content: is missing; it must be a text such as Your code is {{code}}",
            "logto.connectors[0].config.templates: needs one with the usageType Generic, which stands in for those that "
                + "are missing"),
        BrokenConfig(
            #"{"logto": {"connectors": [{"id": "c", "connectorId": "patreon-universal", "config": {"clientId": 7, "scope": ["identity"]}}]}}"#,
            "logto.connectors[0].config.clientId: is missing; it must be a string, from the Patreon client",
            "logto.connectors[0].config.clientSecret: is missing; it must be a string, from the Patreon client",
            "logto.connectors[0].config.scope: must be a string of scopes with spaces between them"),
    ])
    func `a connector that cannot work is named`(broken: BrokenConfig) {
        #expect(broken.found == broken.problems)
    }

    @Test func `all problems are reported at once, values and contradictions`() {
        let broken = BrokenConfig(
            """
            {"logto": {"applications": [{"id": "a", "name": "", "type": "Traditional"}], "users": [{"id": "u"}, {"id": "u"}],
                       "signInExperience": {"socialSignInConnectorTargets": ["patreon"], "colour": {}}},
             "patreon": {"clients": {}, "accounts": [{"id": "x"}]}, "version": 1}
            """)
        #expect(
            broken.found.map { String($0.prefix { $0 != ":" }) } == [
                "logto.applications[0].name", "logto.signInExperience.colour", "patreon.clients",
                "patreon.accounts[0].id", "version", "logto.users[1].id",
                "logto.applications[0].oidcClientMetadata.redirectUris", "logto.applications[0].secret",
                "logto.signInExperience.socialSignInConnectorTargets[0]",
            ])
    }
}

@Suite("A configuration's problems: personal access tokens")
struct ConfigPersonalAccessTokensTests {
    @Test(arguments: [
        BrokenConfig(
            #"{"logto": {"users": [{"id": "u", "personalAccessTokens": [{"value": "x"}]}]}}"#,
            "logto.users[0].personalAccessTokens[0].name: is missing; it must be a string",
            "logto.users[0].personalAccessTokens[0].value: must be pat_ and letters or digits; Logto's own have 32 of them"
        ),
        BrokenConfig(
            #"{"logto": {"users": [{"id": "u", "personalAccessTokens": [{"name": "a", "expiresAt": "soon"}]}]}}"#,
            "logto.users[0].personalAccessTokens[0].expiresAt: must be a whole number of at least 1"),
        BrokenConfig(
            #"{"logto": {"users": [{"id": "u", "personalAccessTokens": [{"name": "a"}, {"name": "a"}]}]}}"#,
            "logto.users[0].personalAccessTokens[1].name: is \"a\", which logto.users[0].personalAccessTokens[0] has already"
        ),
        BrokenConfig(
            #"{"logto": {"users": [{"id": "u", "personalAccessTokens": [{"name": "a", "value": "pat_1"}]}, {"id": "v", "personalAccessTokens": [{"name": "a", "value": "pat_1"}]}]}}"#,
            "logto.users[1].personalAccessTokens[0].value: is that of logto.users[0].personalAccessTokens[0] as well"),
        BrokenConfig(
            #"{"logto": {"users": [{"id": "u", "personalAccessTokens": [{"name": "a"}, {"name": "b", "value": "pat_1", "expiresAt": 1}]}]}}"#
        ),
    ])
    func `names are a user's own, values everybody's`(config: BrokenConfig) {
        #expect(config.found == config.problems)
    }
}
