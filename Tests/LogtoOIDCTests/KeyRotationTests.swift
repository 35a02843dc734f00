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
        _ = try await world.world.keys.rotate(to: kind, in: world.store, at: world.world.clock.now)
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
