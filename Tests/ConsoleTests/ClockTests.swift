import Core
import Emulator
import HTTPTypes
import TestSupport
import Testing

@Suite("GET and PUT /control/clock")
struct ClockTests {
    private static func put(_ body: String, in world: TestWorld) async throws -> TestResponse {
        try await world.send(.put, world.console + "/control/clock", body: body)
    }

    @Test func `a frozen clock says so`() async throws {
        let world = try await TestWorld()
        let answer = try await world.get(world.console + "/control/clock")
        #expect(answer.status == .ok)
        #expect(answer.json == ["mode": "frozen", "now": "2027-01-15T08:00:00.000Z"])
    }

    @Test(arguments: [
        (#"{"advance": "PT1H"}"#, "2027-01-15T09:00:00.000Z"), (#"{"advance": "P3D"}"#, "2027-01-18T08:00:00.000Z"),
        (#"{"advance": "-PT0.001S"}"#, "2027-01-15T07:59:59.999Z"),
        (#"{"mode": "frozen"}"#, "2027-01-15T08:00:00.000Z"),
        (#"{"mode": "frozen", "at": "2030-01-01T00:00:00+09:00"}"#, "2029-12-31T15:00:00.000Z"),
        (
            #"{"mode": "frozen", "at": "2030-01-01T00:00:00Z", "advance": "PT1M", "by": null}"#,
            "2030-01-01T00:01:00.000Z"
        ),
    ])
    func `it is moved and stands still`(body: String, now: String) async throws {
        let world = try await TestWorld()
        let answer = try await Self.put(body, in: world)
        #expect(answer.status == .ok)
        #expect(answer.json == ["mode": "frozen", "now": .string(now)])
        #expect(try await world.get(world.console + "/control/clock").json == answer.json)
        #expect(world.world.clock.now.isoText == now)
    }

    @Test func `it can go on, ahead or behind, or be set right`() async throws {
        let world = try await TestWorld()
        let ahead = try await Self.put(#"{"mode": "shifted", "by": "P3D"}"#, in: world)
        #expect(ahead.json["mode"] == "shifted")
        #expect(ahead.json["by"] == "P3D")
        #expect(world.world.clock.now == TestWorld.realTime.advanced(bySeconds: 3 * 86_400))
        #expect(try await Self.put(#"{"advance": "-P3DT1H"}"#, in: world).json["by"] == "-PT1H")
        let at = try await Self.put(#"{"mode": "shifted", "at": "2030-01-01T00:00:00Z"}"#, in: world)
        #expect(at.json["now"] == "2030-01-01T00:00:00.000Z")
        let real = try await Self.put(#"{"mode": "real"}"#, in: world)
        #expect(real.json["mode"] == "real")
        #expect(real.json["by"] == nil)
        #expect(world.world.clock.now == TestWorld.realTime)
    }

    @Test(arguments: [
        ("", "Say what to do with the clock"), ("{}", "Say what to do with the clock"), ("[]", "must be a JSON object"),
        ("{", "The body is not JSON"), ("\u{0}", "The body is not JSON"),
        (#"{"tick": 1}"#, #""tick" is not known here"#),
        (#"{"mode": "fast"}"#, "it must be one of: real, shifted, frozen"),
        (#"{"advance": "1 hour"}"#, "such as PT1H, P3D or PT90S"), (#"{"advance": 3600}"#, "must be a string"),
        (#"{"mode": "shifted"}"#, "say by how much"),
        (#"{"mode": "shifted", "by": "PT1H", "at": "2030-01-01T00:00:00Z"}"#, "say by how much"),
        (#"{"mode": "real", "by": "PT1H"}"#, #""by" belongs to"#),
        (#"{"mode": "real", "at": "2030-01-01T00:00:00Z"}"#, #""at" belongs to"#),
        (#"{"mode": "frozen", "at": "tomorrow"}"#, "must be a time with its offset"),
        (#"{"advance": "P9999999D"}"#, "1970 to 9999"), (#"{"advance": "-P9999999D"}"#, "1970 to 9999"),
    ])
    func `what makes no sense changes nothing, and is answered with what to send`(
        body: String, message: String
    ) async throws {
        let world = try await TestWorld()
        let answer = try await Self.put(body, in: world)
        #expect(answer.status == .badRequest)
        #expect(answer.json["error"]?.string?.contains(message) == true, "\(answer.body)")
        #expect(world.world.clock.now == TestWorld.beginning)
    }

    @Test func `it is the time of both services`() async throws {
        let party = RelyingParty(in: try await TestWorld())
        let code = try await party.code(Browser(party.world))
        _ = try await Self.put(#"{"advance": "PT1M"}"#, in: party.world)
        #expect(try await party.redeem(code).oauthError == "invalid_grant", "a code lives 60 seconds")
    }
}
