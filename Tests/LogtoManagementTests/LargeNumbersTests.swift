import Core
import HTTPTypes
import TestSupport
import Testing

/// Numbers that no clock counts to: they are taken where the specification names no limit, and nothing breaks by them.
@Suite struct LargeNumbersTests {
    private static let numbers: [JSON] = [
        .double(1e300), .double(9_223_372_036_854_775_808), .int(.max), .int(.max / 1000), .double(1e15 + 0.5),
    ]

    @Test(arguments: Self.numbers)
    func `tokens and secrets that never end (§6.1, §6.4)`(end: JSON) async throws {
        let management = try await Management()
        for path in ["/users/alice0000001/personal-access-tokens", "/applications/\(Example.webApp.id)/secrets"] {
            let answer = try await management.call(.post, path, ["name": "forever", "expiresAt": end])
            #expect(answer.status == .created, "\(answer.body)")
            #expect((answer.json["expiresAt"]?.int ?? 0) >= 1_000_000_000_000_000)
            let past = try await management.call(.post, path, ["name": "never", "expiresAt": .double(-1e300)])
            #expect(past.json["code"] == "request.invalid_input")
        }
        let invitation: JSON = [
            "invitee": "a@b.example", "organizationId": "bookclub0001", "expiresAt": end,
        ]
        #expect(try await management.call(.post, "/organization-invitations", invitation).status == .created)
        let token = try await management.call(.post, "/one-time-tokens", ["email": "a@b.example", "expiresIn": end])
        #expect(token.json["status"] == "active")
    }

    @Test(arguments: Self.numbers)
    func `lifetimes without an end (§6.1, §6.7)`(lifetime: JSON) async throws {
        let management = try await Management()
        let party = RelyingParty(in: management.world)
        let changed = try await management.call(
            .patch, "/applications/\(party.app.id)",
            [
                "customClientMetadata": [
                    "idTokenTtl": lifetime, "refreshTokenTtl": lifetime, "alwaysIssueRefreshToken": true,
                    "rotateRefreshToken": true,
                ]
            ])
        #expect(changed.status == .ok)
        let resource = try await management.call(
            .patch, "/resources/bookstoreapi000000000", ["accessTokenTtl": lifetime])
        #expect(resource.status == .ok)
        let answer = try await party.signInAsAlice(
            Browser(management.world), ["resource": Example.api, "scope": "openid offline_access read:books"])
        let code = answer.locationParameters["code"] ?? ""
        let tokens = try await party.redeem(code, ["resource": Example.api]).json
        #expect(try party.accessClaims(tokens["access_token"]?.string ?? "")["exp"]?.int ?? 0 > 1_000_000_000_000)
        let refreshed = try await party.refresh(tokens["refresh_token"]?.string ?? "")
        #expect(refreshed.status == .ok, "\(refreshed.body)")
    }

    @Test(arguments: Self.numbers)
    func `a key that waits for ever (§6.12)`(gracePeriod: JSON) async throws {
        let management = try await Management()
        let answer = try await management.call(
            .post, "/configs/oidc/private-keys/rotate", ["rotationGracePeriod": gracePeriod])
        // A period has whole seconds.
        guard gracePeriod != .double(1e15 + 0.5) else {
            #expect(answer.json["code"] == "guard.invalid_input")
            return
        }
        #expect(answer.json.array?.map { $0["status"] } == ["Next", "Current"], "\(answer.body)")
    }

    @Test(arguments: Self.numbers)
    func `settings that are never reached (§6.9)`(number: JSON) async throws {
        let management = try await Management()
        let answer = try await management.call(
            .patch, "/sign-in-exp", ["sentinelPolicy": ["maxAttempts": number, "lockoutDuration": number]])
        #expect(answer.status == .ok, "\(answer.body)")
        let party = RelyingParty(in: management.world)
        let signedIn = try await party.signInAsAlice(Browser(management.world))
        #expect(signedIn.locationParameters["code"] != nil)
    }
}
