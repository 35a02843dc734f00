import Core
import Emulator
import HTTPTypes
import JOSE
import Logto
import Storage
import TestSupport
import Testing

@Suite("Keys: chosen, and rotated (spec §2, §3)")
struct KeyRotationTests {
    private static func config(_ kind: String) -> String {
        Example.config(replacing: #""logto": {"#, with: #""logto": { "oidc": {"signingKey": "\#(kind)"},"#)
    }

    private static func algorithms(_ world: TestWorld) async throws -> JSON? {
        try await world.get("\(world.issuer)/.well-known/openid-configuration")
            .json["id_token_signing_alg_values_supported"]
    }

    private static func rotate(_ world: TestWorld, to kind: SigningKeyKind? = nil) async throws {
        _ = try await world.world.keys.rotate(to: kind, in: world.store)
    }

    @Test(arguments: [
        ("ec-p256", "ES256", ["ES256"]), ("ec-p384", "ES384", ["ES384"]), ("ec-p521", "ES512", ["ES512"]),
        ("rsa-2048", "RS256", ["PS256", "RS256"]),
    ])
    func `the configuration's key signs, and discovery says with what`(
        kind: String, algorithm: String, supported: [String]
    ) async throws {
        let party = RelyingParty(in: try await TestWorld(Self.config(kind)))
        let token = try #require(try await party.tokens().id)
        let header = try JSON(parsing: try #require(Base64URL.decode(token.prefix { $0 != "." })))
        #expect(header == ["alg": .string(algorithm), "kid": .string(party.world.world.keys.current.id)])
        #expect(try party.claims(token)["iss"] == .string(party.world.issuer))
        #expect(try await Self.algorithms(party.world) == .strings(supported))
    }

    @Test func `an RSA key names no algorithm, since it fits several`() async throws {
        let world = try await TestWorld(Self.config("rsa-2048"))
        let key = try #require(try await world.get("\(world.issuer)/jwks").json["keys"]?.array?.first)
        #expect((key.members ?? []).map(\.name) == ["kty", "use", "kid", "e", "n"])
        #expect(key["e"] == "AQAB")
    }

    @Test func `what the previous key signed is still believed, what the one before signed is not`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let browser = Browser(party.world)
        let old = try #require(try await party.tokens(browser).id)
        func hint() async throws -> String? {
            try await browser.request(.get, "\(party.world.issuer)/session/end?id_token_hint=\(old)").errorDescription
        }
        try await Self.rotate(party.world, to: .p256)
        #expect(try await Self.algorithms(party.world) == ["ES256", "ES384"])
        #expect(try await hint() == nil)
        let new = try #require(try await party.tokens(browser).id)
        #expect(new.prefix { $0 != "." } != old.prefix { $0 != "." })
        #expect(try party.claims(old)["sub"] == (try party.claims(new)["sub"]))
        try await Self.rotate(party.world)
        #expect(try await hint() == "could not validate id_token_hint")
        #expect(try await Self.algorithms(party.world) == ["ES256"])
    }

    @Test func `a restart keeps both keys, and follows the configuration only to another kind`() async throws {
        let world = try await TestWorld()
        try await Self.rotate(world)
        let keys = try await world.get("\(world.issuer)/jwks").body
        for config in [Example.config, Self.config("ec-p384")] {
            let again = try await TestWorld(config, store: world.store)
            #expect(try await again.get("\(world.issuer)/jwks").body == keys)
        }
        let other = try await TestWorld(Self.config("ec-p521"), store: world.store)
        #expect(other.world.keys.published.map(\.alg) == ["ES512", "ES384"])
        #expect(other.world.keys.published.last == world.world.keys.published.first)
    }

    private static func statuses(_ world: TestWorld) async throws -> [SigningKeyRecord.Status] {
        try await world.store.read { try $0.signingKeys() }.map(\.status)
    }

    /// Management API §6.12, and Logto's `libraries/oidc-private-key.ts`.
    @Test func `with a grace period the new key is published at once, and signs when that is over`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let keys = party.world.world.keys
        let old = keys.current.id
        let records = try await keys.rotate(to: .p256, gracePeriod: 3600, in: party.world.store)
        #expect(records.map(\.status) == [.current, .next])
        #expect(records.last?.effectiveAt == TestWorld.beginning.advanced(bySeconds: 3600))
        let next = try #require(records.last?.id)
        #expect(keys.published.map(\.kid) == [old, next])
        #expect(try await Self.algorithms(party.world) == ["ES384", "ES256"])
        party.world.advance(seconds: 3599)
        #expect(keys.current.id == old)
        party.world.advance(seconds: 1)
        #expect(keys.current.id == next)
        #expect(keys.published.map(\.kid) == [next, old])
        #expect(try await Self.algorithms(party.world) == ["ES256", "ES384"])
        let token = try #require(try await party.tokens().id)
        let header = try JSON(parsing: try #require(Base64URL.decode(token.prefix { $0 != "." })))
        #expect(header == ["alg": "ES256", "kid": .string(next)])
        let published = try await party.world.get("\(party.world.issuer)/jwks").body
        let again = try await TestWorld(store: party.world.store)
        again.advance(seconds: 3600)
        #expect(try await again.get("\(again.issuer)/jwks").body == published, "a restart knows it as well")
    }

    @Test func `three keys are published while one waits, and another takes its place`() async throws {
        let world = try await TestWorld()
        let (keys, store) = (world.world.keys, world.store)
        _ = try await keys.rotate(in: store)
        _ = try await keys.rotate(gracePeriod: 60, in: store)
        #expect(try await Self.statuses(world) == [.current, .next, .previous])
        let waiting = keys.published[1]
        world.advance(seconds: 30)
        let records = try await keys.rotate(gracePeriod: 60, in: store)
        #expect(records.map(\.status) == [.current, .next, .previous])
        #expect(keys.published[1] != waiting)
        #expect(records[1].effectiveAt == TestWorld.beginning.advanced(bySeconds: 90))
        world.advance(seconds: 60)
        #expect(keys.published.count == 2)
        _ = try await keys.rotate(in: store)
        #expect(try await Self.statuses(world) == [.current, .previous])
    }

    @Test func `while one waits none can be made current at once`() async throws {
        let world = try await TestWorld()
        _ = try await world.world.keys.rotate(gracePeriod: 60, in: world.store)
        let before = world.world.keys.published
        await #expect(throws: LogtoError("oidc.invalid_request", .unprocessableContent)) {
            _ = try await world.world.keys.rotate(in: world.store)
        }
        #expect(world.world.keys.published == before)
    }

    @Test func `only a previous key can be taken away`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let (keys, store) = (party.world.world.keys, party.world.store)
        let first = keys.current.id
        await #expect(throws: LogtoError("oidc.key_required", .unprocessableContent)) {
            _ = try await keys.delete(first, in: store)
        }
        _ = try await keys.rotate(in: store)
        await #expect(throws: LogtoError("oidc.key_not_found", .notFound, values: ["id": "other"])) {
            _ = try await keys.delete("other", in: store)
        }
        await #expect(throws: LogtoError("oidc.only_previous_key_can_be_deleted", .unprocessableContent)) {
            _ = try await keys.delete(keys.current.id, in: store)
        }
        #expect(try await keys.delete(first, in: store).map(\.status) == [.current])
        #expect(keys.published.count == 1)
    }

    @Test func `rotations at the same time leave two keys, the same in memory as in the store`() async throws {
        let world = try await TestWorld()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { try await Self.rotate(world) } }
            try await group.waitForAll()
        }
        let stored = try await world.store.read { try $0.signingKeys() }
        #expect(stored.map(\.status) == [.current, .previous])
        #expect(world.world.keys.published.map(\.kid) == stored.map(\.id))
    }
}
