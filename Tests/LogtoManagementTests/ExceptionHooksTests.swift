import Core
import HTTPTypes
import TestSupport
import Testing

/// What webhooks are told of what was stopped, and of members that come by registering (spec `logto-management-api.md`
/// §8.2, §8.4).
@Suite struct ExceptionHooksTests {
    private func changeSettings(_ management: Management, _ body: JSON) async throws {
        #expect(try await management.call(.patch, "/sign-in-exp", body).status == .ok)
    }

    @Test func `who is locked out while signing in is named as they said`() async throws {
        let receiver = HookReceiver()
        let management = try await receiver.management()
        _ = try await receiver.hook(["Identifier.Lockout"], in: management)
        try await self.changeSettings(management, ["sentinelPolicy": ["maxAttempts": 2]])
        let (browser, party) = (Browser(management.world), RelyingParty(in: management.world))
        var page = try await browser.open(party.authorizationURL())
        for attempt in 0..<3 {
            page = try await browser.press(
                "Sign in", on: page, filling: ["identifier": "alice", "password": "wrong"])
            await management.world.settleHooks()
            #expect(receiver.requests.count == attempt)
        }
        let payload = try #require(receiver.payloads.first)
        #expect(
            payload.members?.map(\.name)
                == [
                    "event", "createdAt", "userAgent", "ip", "interactionEvent", "sessionId", "applicationId", "type",
                    "value", "application", "hookId",
                ].filter { payload[$0] != nil })
        #expect(payload["event"] == "Identifier.Lockout")
        #expect(payload["type"] == "username")
        #expect(payload["value"] == "alice")
        #expect(payload["interactionEvent"] == "SignIn")
        #expect(payload["applicationId"]?.string == party.app.id)
        #expect(payload["application"]?["id"]?.string == party.app.id)
        #expect(payload["sessionId"] != nil)
    }

    @Test func `who is locked out of their account is named by id`() async throws {
        let receiver = HookReceiver()
        let management = try await receiver.management(Example.withAccount)
        _ = try await receiver.hook(["Identifier.Lockout"], in: management)
        try await self.changeSettings(management, ["sentinelPolicy": ["maxAttempts": 1]])
        let account = try await Account(in: management.world)
        let answer = try await account.call(.post, "/verifications/password", ["password": "wrong"])
        #expect(answer.json["code"] == "session.verification_blocked_too_many_attempts")
        await management.world.settleHooks()
        let payload = try #require(receiver.payloads.first)
        #expect(payload["type"] == "userId")
        #expect(payload["value"] == "alice0000001")
        #expect(payload["sessionId"] == nil)
    }

    @Test func `the message that is one too many is told`() async throws {
        let receiver = HookReceiver()
        let management = try await receiver.management(Example.withMessages)
        _ = try await receiver.hook(["Message.RateLimited"], in: management)
        for _ in 1...10 {
            _ = try await management.call(.post, "/verification-codes", ["email": "a@b.example"])
        }
        await management.world.settleHooks()
        #expect(receiver.requests.isEmpty)
        #expect(
            try await management.call(.post, "/verification-codes", ["email": "a@b.example"]).status == .tooManyRequests
        )
        await management.world.settleHooks()
        let payload = try #require(receiver.payloads.first)
        #expect(payload["event"] == "Message.RateLimited")
        #expect(payload["action"] == "VerificationCodeSend")
        #expect(payload["recipient"] == "a@b.example")
    }

    @Test func `grants that go for a newer one are told, and logged (§9)`() async throws {
        let receiver = HookReceiver()
        let management = try await receiver.management()
        _ = try await receiver.hook(["Grant.LimitExceeded"], in: management)
        let party = RelyingParty(in: management.world)
        let changed = try await management.call(
            .patch, "/applications/\(party.app.id)", ["customClientMetadata": ["maxAllowedGrants": 1]])
        #expect(changed.status == .ok)
        _ = try await party.signInAsAlice(Browser(management.world))
        await management.world.settleHooks()
        #expect(receiver.requests.isEmpty)
        let grant = try await management.get("/users/alice0000001/grants").json["grants"]?.array?.first?["id"]
        management.world.advance(seconds: 1)
        _ = try await party.signInAsAlice(Browser(management.world))
        await management.world.settleHooks()
        let payload = try #require(receiver.payloads.first)
        #expect(payload["userId"] == "alice0000001")
        #expect(payload["applicationId"]?.string == party.app.id)
        #expect(payload["revokedGrantIds"]?.array == grant.map { [$0] })
        #expect(payload["maxAllowedGrants"] == 1)
        #expect(payload["preRevocationActiveGrantCount"] == 2)
        #expect(payload["application"]?["id"]?.string == party.app.id)
        #expect(payload["sessionId"] == nil)
        let entries = try await management.get("/logs?logKey=RevokeGrants&page=1").json.array ?? []
        #expect(entries.count == 1)
        #expect(entries.first?["payload"]?["revokeGrantIds"]?.array == grant.map { [$0] })
        #expect(entries.first?["payload"]?["userId"] == "alice0000001")
        #expect(entries.first?["payload"]?["reason"] == "maxAllowedGrants limit reached")
    }

    @Test func `who becomes a member by registering is told of each organization`() async throws {
        let receiver = HookReceiver()
        let management = try await receiver.management()
        _ = try await receiver.hook(["User.Created", "Organization.Membership.Updated"], in: management)
        let jit = "/organizations/bookclub0001/jit/email-domains"
        _ = try await management.create(jit, ["emailDomain": "example.test"])
        let party = RelyingParty(in: management.world)
        _ = try await party.code(Browser(management.world))
        await management.world.settleHooks()
        #expect(receiver.events == ["Organization.Membership.Updated", "User.Created"])
        let payload = receiver.payloads[0]
        #expect(payload["organizationId"] == "bookclub0001")
        #expect(payload["addedUserIds"]?.array == receiver.payloads[1]["data"]?["id"].map { [$0] })
        #expect(payload["interactionEvent"] == "Register")
        #expect(payload["applicationId"]?.string == party.app.id)
    }
}
