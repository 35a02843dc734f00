import Core
import HTTPTypes
import TestSupport
import Testing

/// What is changed of organizations counts in the next token (spec `logto-oidc.md` §11.4, §13).
@Suite struct OrganizationChangesTests {
    private static let scope = """
        openid offline_access urn:logto:scope:organizations urn:logto:scope:organization_roles invite:members close:club
        """
    private let management: Management
    private let party: RelyingParty
    private let tokens: JSON

    /// Alice is signed in to an application that may act in organizations.
    init() async throws {
        self.management = try await Management()
        self.party = RelyingParty(in: self.management.world)
        let answer = try await self.party.signInAsAlice(
            Browser(self.management.world),
            ["scope": Self.scope, "resource": "urn:logto:resource:organizations"])
        self.tokens = try await self.party.redeem(answer.locationParameters["code"] ?? "").json
    }

    private func organizationToken() async throws -> TestResponse {
        try await self.party.refresh(
            self.tokens["refresh_token"]?.string ?? "", ["organization_id": Example.bookClub])
    }

    private var userInfo: JSON {
        get async throws { try await self.party.userInfo(self.tokens["access_token"]?.string ?? "").json }
    }

    @Test func `a new organization with a new role and a new permission`() async throws {
        let scope = try await self.management.create("/organization-scopes", ["name": "paint:walls"])
        let role = try await self.management.create(
            "/organization-roles",
            ["name": "Painter", "organizationScopeIds": [scope["id"] ?? .null, "closetheclub000000000"]])
        let club = try await self.management.create("/organizations", ["name": "Art club"])["id"]?.string ?? ""
        _ = try await self.management.create("/organizations/\(club)/users", ["userIds": ["alice0000001"]])
        _ = try await self.management.create(
            "/organizations/\(club)/users/alice0000001/roles", ["organizationRoleIds": [role["id"] ?? .null]])
        #expect(try await self.userInfo["organizations"]?.strings.contains(club) == true)
        #expect(try await self.userInfo["organization_roles"]?.strings.contains("\(club):Painter") == true)
        let answer = try await self.party.refresh(
            self.tokens["refresh_token"]?.string ?? "", ["organization_id": club])
        #expect(answer.json["scope"] == "close:club", "of what was asked for at sign-in")
    }

    @Test func `roles that are given and taken`() async throws {
        #expect(try await self.organizationToken().json["scope"] == "invite:members")
        let scopes = "/organization-roles/clubeditor00000000000/scopes"
        _ = try await self.management.call(.post, scopes, ["organizationScopeIds": ["closetheclub000000000"]])
        #expect(
            try await self.organizationToken().json["scope"]?.string?.split(separator: " ").sorted()
                == ["close:club", "invite:members"])
        _ = try await self.management.call(
            .delete, "/organizations/bookclub0001/users/alice0000001/roles/clubeditor00000000000")
        #expect(try await self.organizationToken().json["scope"] == "")
        #expect(try await self.userInfo["organization_roles"] == [])
    }

    @Test func `whoever is removed gets no token any more, and an organization that is deleted is gone`() async throws {
        _ = try await self.management.call(.delete, "/organizations/bookclub0001/users/alice0000001")
        let refused = try await self.organizationToken()
        #expect(refused.status == .forbidden)
        #expect(refused.errorDescription == "user is not a member of the organization")
        _ = try await self.management.call(.delete, "/organizations/chessclub001")
        #expect(try await self.userInfo["organizations"] == ["strictclub01"])
    }

    @Test func `MFA that is no longer required, and then is`() async throws {
        func refresh() async throws -> TestResponse {
            try await self.party.refresh(
                self.tokens["refresh_token"]?.string ?? "", ["organization_id": "strictclub01"])
        }
        #expect(try await refresh().status == .forbidden)
        _ = try await self.management.call(.patch, "/organizations/strictclub01", ["isMfaRequired": false])
        #expect(try await refresh().status == .ok)
        _ = try await self.management.call(.patch, "/organizations/strictclub01", ["isMfaRequired": true])
        #expect(try await refresh().status == .forbidden)
    }

    @Test func `a machine's tokens`() async throws {
        func token() async throws -> TestResponse {
            try await RelyingParty(Example.machine, in: self.management.world).token([
                "grant_type": "client_credentials", "organization_id": Example.bookClub,
                "scope": "invite:members close:club",
            ])
        }
        #expect(try await token().json["scope"] == "invite:members")
        _ = try await self.management.call(
            .put, "/organization-roles/clubbot00000000000000/scopes",
            ["organizationScopeIds": ["closetheclub000000000"]])
        #expect(try await token().json["scope"] == "close:club")
        _ = try await self.management.call(.put, "/organizations/bookclub0001/applications", ["applicationIds": []])
        let refused = try await token()
        #expect(refused.errorDescription == "app has not associated with the organization")
    }
}
