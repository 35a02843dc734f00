import Core
import Testing

@Suite("Access control of applications in a configuration (management API §6.1)")
struct ApplicationAccessConfigTests {
    private static let redirects = #""oidcClientMetadata": {"redirectUris": ["https://a.example/"]}"#

    @Test func `duplicates go, and the rules of one organization are merged`() {
        let control = ApplicationAccessControl(
            userIDs: ["u", "v", "u"], userRoleIDs: ["r", "r"], organizationIDs: ["o", "o"],
            organizationRoleRules: [
                .init(organizationID: "o", organizationRoleIDs: ["a"]),
                .init(organizationID: "p", organizationRoleIDs: ["b"]),
                .init(organizationID: "o", organizationRoleIDs: ["c", "a"]),
            ])
        #expect(control.userIDs == ["u", "v"])
        #expect(control.userRoleIDs == ["r"])
        #expect(control.organizationIDs == ["o"])
        #expect(
            control.organizationRoleRules == [
                .init(organizationID: "o", organizationRoleIDs: ["a", "c"]),
                .init(organizationID: "p", organizationRoleIDs: ["b"]),
            ])
        #expect(!control.isEmpty)
        #expect(ApplicationAccessControl().isEmpty)
    }

    @Test(arguments: [
        BrokenConfig.application(
            #"\#(redirects), "appLevelAccessControlEnabled": true"#,
            "logto.applications[0].appLevelAccessControlEnabled: is true, but logto.applications[0].accessControl has "
                + "no rule, so that nobody could use the application"),
        .application(
            #"\#(redirects), "accessControl": {"userIds": ["u"], "userRoleIds": ["r"], "organizationIds": ["o"]}"#,
            "logto.applications[0].accessControl.userIds[0]: is \"u\", but there is no such user under logto.users",
            "logto.applications[0].accessControl.userRoleIds[0]: is \"r\", but there is no such role under logto.roles",
            "logto.applications[0].accessControl.organizationIds[0]: is \"o\", but there is no such organization under "
                + "logto.organizations"),
        .application(
            #"\#(redirects), "accessControl": {"organizationRoleRules": [{"organizationId": "o", "organizationRoleIds": ["r"]}]}"#,
            "logto.applications[0].accessControl.organizationRoleRules[0]: is \"o\", but there is no such organization "
                + "under logto.organizations",
            "logto.applications[0].accessControl.organizationRoleRules[0].organizationRoleIds[0]: is \"r\", but there "
                + "is no such role under logto.organizationRoles"),
        .application(
            #"\#(redirects), "accessControl": {"organizationRoleRules": [{"organizationId": "o"}]}"#,
            "logto.applications[0].accessControl.organizationRoleRules[0].organizationRoleIds: is empty; a rule needs "
                + "at least one role",
            "logto.applications[0].accessControl.organizationRoleRules[0]: is \"o\", but there is no such organization "
                + "under logto.organizations"),
        .application(
            #"\#(redirects), "accessControl": {"userRoleIds": ["managementapiaccess00"]}"#,
            "logto.applications[0].accessControl.userRoleIds[0]: is \"managementapiaccess00\", a role of type "
                + "MachineToMachine; it must be one of type User"),
        BrokenConfig(
            #"{"logto": {"applications": [{"id": "a", "name": "A", "type": "SPA", \#(redirects), "accessControl": {"organizationRoleRules": [{"organizationId": "o", "organizationRoleIds": ["r"]}]}}], "organizations": [{"id": "o", "name": "O"}], "organizationRoles": [{"id": "r", "name": "R", "type": "MachineToMachine"}]}}"#,
            "logto.applications[0].accessControl.organizationRoleRules[0].organizationRoleIds[0]: is \"r\", a role of "
                + "machines; it must be one of type User"),
    ])
    func `what cannot be is named`(broken: BrokenConfig) {
        #expect(broken.found == broken.problems)
    }

    @Test(arguments: [
        BrokenConfig.application(
            #"\#(redirects), "signInExperience": {"color": {"primaryColor": "red"}, "branding": {"logoUrl": "/logo"}, "termsOfUseUrl": "terms"}"#,
            "logto.applications[0].signInExperience.color.primaryColor: is \"red\"; it must be a colour such as #6139F6",
            "logto.applications[0].signInExperience.branding.logoUrl: is \"/logo\"; it must be an address such "
                + "as https://bookstore.example/",
            "logto.applications[0].signInExperience.termsOfUseUrl: is \"terms\"; it must be an address such as "
                + "https://bookstore.example/"),
        BrokenConfig(
            #"{"logto": {"applications": [{"id": "a", "name": "A", "type": "MachineToMachine", "secret": "s", "secrets": [{"name": "Default secret", "value": "t", "expiresAt": 0}]}]}}"#,
            "logto.applications[0].secrets[0].expiresAt: must be a whole number of at least 1",
            "logto.applications[0].secrets: has two secrets of one name; that of \"secret\" is Default secret"),
    ])
    func `looks and secrets are checked as well`(broken: BrokenConfig) {
        #expect(broken.found == broken.problems)
    }

    @Test func `a list has at most a thousand entries`() {
        let users = (0...1000).map { #""u\#($0)""# }.joined(separator: ",")
        let broken = BrokenConfig.application(
            #"\#(Self.redirects), "accessControl": {"userIds": [\#(users)]}"#)
        #expect(
            broken.found.first
                == "logto.applications[0].accessControl.userIds: has 1001 entries; it must not have more than 1000")
    }
}
