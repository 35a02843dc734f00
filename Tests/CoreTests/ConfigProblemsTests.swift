import Core
import Testing

/// A broken configuration, and what is said of it.
struct BrokenConfig: CustomTestStringConvertible, Sendable {
    let text: String
    let problems: [String]

    init(_ text: String, _ problems: String...) {
        self.text = text
        self.problems = problems
    }

    /// Broken in the only application; the rest of which is in order unless `fields` say otherwise.
    static func application(_ fields: String, _ problems: String...) -> BrokenConfig {
        let text = """
            {"logto": {"applications": [{"id": "a", "name": "A", "type": "SPA", \(fields)}]}}
            """
        return BrokenConfig(text, problems)
    }

    static func experience(_ fields: String, _ problems: String...) -> BrokenConfig {
        BrokenConfig(#"{"logto": {"signInExperience": {\#(fields)}}}"#, problems)
    }

    init(_ text: String, _ problems: [String]) {
        self.text = text
        self.problems = problems
    }

    var testDescription: String { self.text }

    /// What is said of it; nothing when it is in order.
    var found: [String] {
        do throws(ConfigProblems) {
            _ = try Config(text: self.text.utf8, listening: .standard)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }
}

private let uris = #""oidcClientMetadata": {"redirectUris": ["https://a.example/callback"]}"#

@Suite("A configuration's problems: each value")
struct ConfigProblemsTests {
    @Test(arguments: [
        BrokenConfig("[]", "must be an object, not a list"),
        BrokenConfig("7", "must be an object, not a number"),
        BrokenConfig(#"{"logto": []}"#, "logto: must be an object, not a list"),
        BrokenConfig(
            #"{"logto": {"users": {}}, "patreon": "x"}"#, "logto.users: must be a list, not an object",
            "patreon: must be an object, not a string"),
        BrokenConfig(#"{"logto": {"users": [7]}}"#, "logto.users[0]: must be an object, not a number"),
        BrokenConfig(
            #"{"logto": {"oidc": {"signingKey": "RS256"}}}"#,
            "logto.oidc.signingKey: is \"RS256\"; it must be one of: ec-p256, ec-p384, ec-p521, rsa-2048, rsa-3072, rsa-4096"
        ),
        BrokenConfig(
            #"{"logto": {"oidc": {"session": {"ttl": 0}}}}"#,
            "logto.oidc.session.ttl: must be a whole number of at least 1 and at most 31536000"),
        BrokenConfig(
            #"{"logto": {"accountCenter": {"fields": {"name": "Maybe"}}}}"#,
            "logto.accountCenter.fields.name: is \"Maybe\"; it must be one of: Off, ReadOnly, Edit"),
        BrokenConfig(
            #"{"patreon": {"accounts": [{"id": 7}]}}"#, "patreon.accounts[0].id: must be a string, not a number"),
        BrokenConfig(
            #"{"logto": {"users": [{"id": "u", "isSuspended": "yes"}]}}"#,
            "logto.users[0].isSuspended: must be true or false, not a string"),
        BrokenConfig(
            #"{"logto": {"users": [{"id": "u", "customData": [1]}]}}"#,
            "logto.users[0].customData: must be an object, not a list"),
        BrokenConfig(
            #"{"logto": {"idToken": {"enabledExtendedClaims": ["roles", "email"]}}}"#,
            "logto.idToken.enabledExtendedClaims[1]: is \"email\"; it must be one of: custom_data, identities, "
                + "sso_identities, roles, organizations, organization_data, organization_roles"),
        BrokenConfig(
            #"{"patreon": {"clients": [{"id": "c", "secret": "s", "name": "C", "redirectUris": ["https://c.example", true]}]}}"#,
            "patreon.clients[0].redirectUris[1]: must be a string, not true or false"),
        BrokenConfig(
            #"{"patreon": {"clients": [{"id": "c", "secret": "s", "name": "C", "apiVersion": 3}]}}"#,
            "patreon.clients[0].apiVersion: must be a whole number of at least 1 and at most 2"),
        BrokenConfig(
            #"{"patreon": {"clients": [{"id": "c", "secret": "s", "name": "C", "apiVersion": 1.5}]}}"#,
            "patreon.clients[0].apiVersion: must be a whole number of at least 1 and at most 2"),
    ])
    func `a value of the wrong type is named with its path`(broken: BrokenConfig) {
        #expect(broken.found == broken.problems)
    }

    @Test(arguments: [
        ("{\"logo\": {}}", "logo"), (#"{"patreon": {"membres": []}}"#, "patreon.membres"),
        (#"{"logto": {"users": [{"id": "u"}, {"id": "v", "email": "v@example.com"}]}}"#, "logto.users[1].email"),
        (
            ##"{"logto": {"signInExperience": {"color": {"primary": "#123456"}}}}"##,
            "logto.signInExperience.color.primary"
        ),
        (
            #"{"logto": {"applications": [{"id": "a", "name": "A", "type": "SPA", "oidcClientMetadata": {"redirectUris": ["https://a.example/"], "redirectUrls": []}}]}}"#,
            "logto.applications[0].oidcClientMetadata.redirectUrls"
        ),
    ])
    func `a key that nobody knows is named`(text: String, path: String) {
        let found = BrokenConfig(text).found
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("\(path): is not a known key; here one may write: ") == true)
    }

    @Test func `with a key that nobody knows those are named that are known`() {
        #expect(BrokenConfig("{\"logo\": 1}").found == ["logo: is not a known key; here one may write: logto, patreon"])
    }

    @Test(arguments: [
        BrokenConfig(#"{"logto": {"users": [{}]}}"#, "logto.users[0].id: is missing; it must be a string"),
        BrokenConfig(#"{"logto": {"users": [{"id": null}]}}"#, "logto.users[0].id: is missing; it must be a string"),
        BrokenConfig(#"{"logto": {"users": [{"id": ""}]}}"#, "logto.users[0].id: must not be empty"),
        BrokenConfig(
            #"{"logto": {"applications": [{\#(uris)}]}}"#,
            "logto.applications[0].id: is missing; it must be a string",
            "logto.applications[0].name: is missing; it must be a string", "logto.applications[0].type: is missing",
            "logto.applications[0].secret: is missing; a Traditional application has one"),
        BrokenConfig(
            #"{"patreon": {"clients": [{"id": "c"}]}}"#,
            "patreon.clients[0].secret: is missing; it must be a string",
            "patreon.clients[0].name: is missing; it must be a string"),
        .experience(
            #""signIn": {"methods": [{}]}"#, "logto.signInExperience.signIn.methods[0].identifier: is missing"),
    ])
    func `what has to be there is missed`(broken: BrokenConfig) {
        #expect(broken.found == broken.problems)
    }

    @Test(arguments: [
        BrokenConfig(
            #"{"logto": {"users": [{"id": "al/ice"}, {"id": "älice"}, {"id": "a\u0000"}]}}"#,
            "logto.users[0].id: may contain only letters, digits, - and _",
            "logto.users[1].id: may contain only letters, digits, - and _",
            "logto.users[2].id: may contain only letters, digits, - and _"),
        BrokenConfig(
            #"{"patreon": {"accounts": [{"id": "mika"}]}}"#,
            "patreon.accounts[0].id: is \"mika\"; Patreon's ids of this kind consist of digits"),
        BrokenConfig(
            #"{"logto": {"endpoint": "http://localhost:3001/"}, "patreon": {"origin": "patreon.example"}}"#,
            "logto.endpoint: is \"http://localhost:3001/\"; it must be an origin such as http://localhost:3001, "
                + "without a path",
            "patreon.origin: is \"patreon.example\"; it must be an origin such as http://localhost:3001, "
                + "without a path"),
        BrokenConfig(
            #"{"logto": {"endpoint": "http://a:b@c"}}"#,
            "logto.endpoint: is \"http://a:b@c\"; it must be an origin such as http://localhost:3001, without a path"),
        BrokenConfig(
            #"{"logto": {"endpoint": "${logto}"}}"#,
            "logto.endpoint: is \"${logto}\"; it must be an origin such as http://localhost:3001, without a path"),
        .experience(
            ##""color": {"primaryColor": "purple", "darkPrimaryColor": "#12345"}"##,
            "logto.signInExperience.color.primaryColor: is \"purple\"; it must be a colour such as #6139F6",
            "logto.signInExperience.color.darkPrimaryColor: is \"#12345\"; it must be a colour such as #6139F6"),
        .experience(
            #""signInMode": "Both""#,
            "logto.signInExperience.signInMode: is \"Both\"; it must be one of: SignIn, Register, SignInAndRegister"),
        .experience(
            #""signUp": {"identifiers": ["username", "e-mail"]}"#,
            "logto.signInExperience.signUp.identifiers[1]: is \"e-mail\"; it must be one of: username, email, phone"),
        .application(
            #"\#(uris), "customClientMetadata": {"refreshTokenTtlInDays": 181, "idTokenTtl": 0}"#,
            "logto.applications[0].customClientMetadata.idTokenTtl: must be a whole number of at least 1 and at most "
                + "2147483647",
            "logto.applications[0].customClientMetadata.refreshTokenTtlInDays: must be a whole number of at least 1 "
                + "and at most 180"),
        BrokenConfig(
            #"{"logto": {"applications": [{"id": "a", "name": "A", "type": "Web", "secret": "s", \#(uris)}]}}"#,
            "logto.applications[0].type: is \"Web\"; it must be one of: Native, SPA, Traditional, MachineToMachine, "
                + "Protected"),
    ])
    func `a value that the service would not take is named with those that it takes`(broken: BrokenConfig) {
        #expect(broken.found == broken.problems)
    }

    @Test func `text that is not JSON is told from a configuration with mistakes`() {
        let found = BrokenConfig("{").found
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("is not JSON: ") == true)
    }
}
