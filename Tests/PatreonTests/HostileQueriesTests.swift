import Core
import HTTPTypes
import Logging
import TestSupport
import Testing

@Suite("Hostile queries at every endpoint of the API (spec §3.3, §4.2)")
struct HostileQueriesTests {
    private static let paths = [
        "/api/oauth2/v2/identity", "/api/oauth2/v2/campaigns", "/api/oauth2/v2/campaigns/900020",
        "/api/oauth2/v2/campaigns/900020/members", "/api/oauth2/v2/members/5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0010",
        "/api/oauth2/v2/campaigns/900020/posts", "/api/oauth2/v2/posts/500020", "/api/oauth2/api/current_user",
        "/oauth2/api/current_user/campaigns", "/oauth2/api/campaigns/900020/pledges",
    ]

    /// Pieces that mean something, and some that should not.
    private static let pieces = [
        "include", "fields", "page", "sort", "[", "]", "%5B", "%5D", "%5b", "=", "==", "&", "&&", ",", "%2C", ".", "..",
        "user", "member", "memberships", "campaign", "tiers", "null", "count", "cursor", "-", "0", "1", "-1", "1e9",
        "9223372036854775808", "%00", "%FF", "%", "%zz", "%F0%9F%92%A9", "'", "\"", "--", ";", "+", "%20", "03:",
        "e30=",
        ":", "~", "2026-01-01", "$ne", "../", "{}", "*",
    ]

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `are answered or refused, and never break anything`(seed: UInt64) async throws {
        let personas = try await Personas()
        let token = try await personas.tokens(as: Personas.owner)["access_token"]?.string
        let entropy = Entropy.seeded(seed)
        for path in Self.paths {
            let count = Int(entropy.bytes(1)[0]) % 30
            let query = entropy.bytes(count).map { Self.pieces[Int($0) % Self.pieces.count] }.joined()
            let answer = try await personas.patreon.get("\(path)?\(query)", bearer: token)
            #expect([.ok, .badRequest].contains(answer.status), "\(path)?\(query)")
            if answer.status == .badRequest {
                #expect(answer.json.errorCode == "ParameterInvalidOnType", "\(path)?\(query)")
            }
        }
        #expect(personas.patreon.world.log.entries(.error).isEmpty)
    }

    @Test(arguments: [
        "include=" + String(repeating: "memberships,", count: 3000), "include=" + String(repeating: ",", count: 10_000),
        "include=" + String(repeating: "memberships.campaign.creator,", count: 1000),
        "fields[user]=" + String(repeating: "email,", count: 5000),
        String(repeating: "fields[user]=email&", count: 2000),
        "include=memberships&include=nothing", "fields%5Buser%5D=full_name&fields[user]=nothing",
    ])
    func `long and repeated ones are no different`(query: String) async throws {
        let personas = try await Personas()
        let answer = try await personas.v2("identity?\(query)", as: "20010")
        #expect(answer.status == .ok)
    }
}
