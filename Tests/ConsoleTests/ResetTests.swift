import Core
import Emulator
import HTTPTypes
import Logto
import Storage
import TestSupport
import Testing

@Suite("POST /control/reset and /control/keys/rotate")
struct ResetTests {
    private static func post(_ path: String, _ body: String = "", in world: TestWorld) async throws -> TestResponse {
        try await world.send(.post, world.console + path, body: body)
    }

    @Test func `what was made at run time is gone, what is declared is back, keys stay`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let world = party.world
        let browser = Browser(world)
        let tokens = try await party.redeem(try await party.code(browser)).json
        try await world.store.transaction { db in
            var alice = try #require(try db.user("alice0000001"))
            alice.name = "Changed"
            try db.update(alice)
        }
        let keys = try await world.get(world.logto + "/oidc/jwks").body
        let answer = try await Self.post("/control/reset", in: world)
        #expect(answer.status == .noContent)
        #expect(answer.body.isEmpty)
        #expect(try await world.get(world.console + "/control/status").json["counts"]?["users"] == 2)
        #expect(try await world.store.read { try $0.user("alice0000001")?.name } == "Alice Example")
        #expect(try await party.userInfo(tokens["access_token"]?.string ?? "").status == .unauthorized)
        #expect(try await world.get(world.logto + "/oidc/jwks").body == keys)
        // The browser has a cookie of a session that is gone, and signs in anew.
        #expect(try await party.code(browser).isEmpty == false)
    }

    @Test func `passwords are still good after it`() async throws {
        let world = try await TestWorld()
        let before = try await world.store.read { try $0.user("alice0000001")?.passwordHash }
        _ = try await Self.post("/control/reset", in: world)
        #expect(try await world.store.read { try $0.user("alice0000001")?.passwordHash } == before)
        #expect(before != nil)
    }

    @Test func `the clock stays unless it is asked for`() async throws {
        let world = try await TestWorld()
        world.advance(seconds: 3600)
        _ = try await Self.post("/control/reset", "{}", in: world)
        #expect(world.world.clock.now.seconds == TestWorld.beginning.seconds + 3600)
        _ = try await Self.post(
            "/control/reset", #"{"clock": {"mode": "frozen", "at": "2030-01-01T00:00:00Z"}}"#, in: world)
        #expect(world.world.clock.now.isoText == "2030-01-01T00:00:00.000Z")
        let created = try await world.store.read { try $0.user("alice0000001")?.createdAt }
        #expect(created == world.world.clock.now)
    }

    @Test(arguments: [
        (#"{"everything": true}"#, #""everything" is not known here"#),
        (#"{"clock": "real"}"#, #""clock" must be a JSON object"#),
        (#"{"clock": {"mode": "fast"}}"#, #""clock.mode" is "fast""#),
        (#"{"clock": {"speed": 2}}"#, #""clock.speed" is not known here"#),
    ])
    func `a body that makes no sense resets nothing`(body: String, message: String) async throws {
        let world = try await TestWorld()
        _ = try await RelyingParty(in: world).code(Browser(world))
        let answer = try await Self.post("/control/reset", body, in: world)
        #expect(answer.status == .badRequest)
        #expect(answer.json["error"]?.string?.contains(message) == true, "\(answer.body)")
        #expect(try await world.get(world.console + "/control/status").json["counts"]?["users"] == 3)
    }

    @Test func `keys are rotated, to another kind if that is asked for`() async throws {
        let world = try await TestWorld()
        world.advance(seconds: 60)
        let answer = try await Self.post("/control/keys/rotate", in: world)
        #expect(answer.status == .ok)
        let keys = try #require(answer.json["keys"]?.array)
        #expect(keys.map { $0["status"] } == ["Current", "Previous"])
        #expect(keys.map { $0["createdAt"] } == ["2027-01-15T08:01:00.000Z", "2027-01-15T08:00:00.000Z"])
        let published = try await world.get(world.logto + "/oidc/jwks").json["keys"]?.array ?? []
        #expect(published.map { $0["kid"] } == keys.map { $0["kid"] })
        _ = try await Self.post("/control/keys/rotate", #"{"signingKey": "ec-p256"}"#, in: world)
        let after = try await world.get(world.logto + "/oidc/jwks").json["keys"]?.array ?? []
        #expect(after.map { $0["alg"] } == ["ES256", "ES384"])
        #expect(after.last?["kid"] == keys.first?["kid"])
    }

    @Test func `a key may wait for the end of a grace period`() async throws {
        let world = try await TestWorld()
        let answer = try await Self.post("/control/keys/rotate", #"{"gracePeriod": "PT1H"}"#, in: world)
        #expect(answer.json["keys"]?.array?.map { $0["status"] } == ["Current", "Next"])
        #expect(answer.json["keys"]?.array?.last?["effectiveAt"] == "2027-01-15T09:00:00.000Z")
        let refused = try await Self.post("/control/keys/rotate", in: world)
        #expect(refused.status == .conflict)
        #expect(refused.json["error"]?.string?.hasPrefix("A key waits already to become the current one") == true)
        world.advance(seconds: 3600)
        let next = try await Self.post("/control/keys/rotate", in: world)
        #expect(next.json["keys"]?.array?.map { $0["status"] } == ["Current", "Previous"])
    }

    @Test(arguments: ["dsa", "EC-P384", "rsa-1024", ""])
    func `a key that Logto cannot have is refused with those that it can`(kind: String) async throws {
        let world = try await TestWorld()
        let answer = try await Self.post("/control/keys/rotate", #"{"signingKey": "\#(kind)"}"#, in: world)
        #expect(answer.status == .badRequest)
        #expect(
            answer.json["error"]?.string
                == "\"signingKey\" is \"\(kind)\"; it must be one of: ec-p256, ec-p384, ec-p521, rsa-2048, rsa-3072, rsa-4096."
        )
        #expect(world.world.keys.published.count == 1)
    }
}
