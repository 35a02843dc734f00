import Core
import HTTPTypes
import TestSupport
import Testing

@testable import Patreon

/// Random includes and field sets, the same in every run.
private struct RandomQueries {
    private let entropy: Entropy

    init(seed: UInt64) {
        self.entropy = .seeded(seed)
    }

    func number(below limit: Int) -> Int {
        let bytes = self.entropy.bytes(2)
        return (Int(bytes[0]) << 8 | Int(bytes[1])) % limit
    }

    /// A path of known relationships from a type on.
    func path(from type: String, depth: Int) -> String {
        var names: [String] = []
        var type = type
        for _ in 0..<depth {
            let relationships = (JSONAPISchema.v2.types[type]?.relationships ?? [:]).sorted { $0.key < $1.key }
            guard !relationships.isEmpty else { break }
            let next = relationships[self.number(below: relationships.count)]
            names.append(next.key)
            type = next.value.target
        }
        return names.joined(separator: ".")
    }

    func fields(of type: String) -> [String] {
        let all = (JSONAPISchema.v2.types[type]?.attributes ?? []).sorted()
        return all.filter { _ in self.number(below: 2) == 0 }
    }

    /// A word that is no name of anything.
    func word() -> String { "x" + self.entropy.string(6, of: .lowercaseAlphanumeric) }
}

@Suite("Properties of include and fields (spec §3.3)")
struct IncludePropertyTests {
    private static let roots = [
        ("user", "identity"), ("campaign", "campaigns/900020"), ("campaign", "campaigns"),
        ("member", "members/5d0f2a5e-7b64-4a0b-9a43-0c1f4a0d0011"), ("member", "campaigns/900020/members"),
        ("post", "posts/500020"), ("post", "campaigns/900020/posts"),
    ]

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `each resource comes once, is linked to, and shows no more than was asked for`(seed: UInt64) async throws {
        let random = RandomQueries(seed: seed)
        let personas = try await Personas()
        let (type, path) = Self.roots[random.number(below: Self.roots.count)]
        let includes = (0...random.number(below: 4)).map { _ in
            random.path(from: type, depth: 1 + random.number(below: 5))
        }
        let sets = JSONAPISchema.v2.types.keys.sorted().map { ($0, random.fields(of: $0)) }
        let fields = sets.map { "fields[\($0.0)]=\($0.1.joined(separator: ","))" }.joined(separator: "&")
        let answer = try await personas.v2("\(path)?include=\(includes.joined(separator: ","))&\(fields)")
        #expect(answer.status == .ok, "\(includes)")
        let primary = answer.json["data"]?.array ?? [answer.json["data"] ?? .null]
        let all = primary + (answer.json["included"]?.array ?? [])
        let keys = all.map(Self.key)
        #expect(Set(keys).count == keys.count, "\(includes)")
        let linked = Set(all.flatMap(Self.linkage))
        #expect(linked.isSubset(of: keys), "\(includes)")
        #expect(Set(keys.dropFirst(primary.count)).isSubset(of: linked), "\(includes)")
        let allowed = Dictionary(uniqueKeysWithValues: sets.map { ($0.0, Set($0.1)) })
        for resource in all {
            let shown = Set((resource["attributes"]?.members ?? []).map(\.name))
            #expect(shown.isSubset(of: allowed[resource["type"]?.string ?? ""] ?? []))
            let names = (resource["relationships"]?.members ?? []).map(\.name)
            #expect(
                names.allSatisfy { name in includes.contains { $0.split(separator: ".").contains(Substring(name)) } })
        }
    }

    @Test(arguments: 1...25 as ClosedRange<UInt64>)
    func `an unknown name anywhere is refused with the recorded error (§3.7)`(seed: UInt64) async throws {
        let random = RandomQueries(seed: seed)
        let personas = try await Personas()
        let (type, path) = Self.roots[random.number(below: Self.roots.count)]
        let good = random.path(from: type, depth: random.number(below: 3))
        let bad = [good, random.word()].filter { !$0.isEmpty }.joined(separator: ".")
        let list = random.number(below: 2) == 0 ? bad : "\(random.path(from: type, depth: 1)),\(bad)"
        let queries = [("include=\(list)", "include"), ("fields[\(type)]=\(random.word())", "fields[\(type)]")]
        for (query, parameter) in queries {
            let answer = try await personas.v2("\(path)?\(query)")
            #expect(answer.status == .badRequest, "\(query)")
            let error = answer.json["errors"]?.array?.first
            #expect(error?["code_name"] == "ParameterInvalidOnType")
            #expect(error?["source"] == ["parameter": .string(parameter)])
        }
    }

    @Test func `a path that runs in circles ends (first and second version)`() async throws {
        let personas = try await Personas()
        let circle = Array(repeating: "user.memberships", count: 5).joined(separator: ".")
        #expect(try await personas.v2("campaigns/900020/members?include=\(circle)").status == .ok)
        let v1 = Array(repeating: "creator.campaign.pledges", count: 3).joined(separator: ".")
        let answer = try await personas.v1("campaigns/900020/pledges?include=\(v1)")
        #expect(answer.status == .ok)
        #expect(answer.json["data"]?.array?.count == 8)
        #expect(try await personas.v2("identity?include=\(circle).\(circle)").status == .badRequest)
    }

    private static func key(_ resource: JSON) -> String {
        "\(resource["type"]?.string ?? "")/\(resource["id"]?.string ?? "")"
    }

    private static func linkage(_ resource: JSON) -> [String] {
        (resource["relationships"]?.members ?? []).flatMap { member -> [String] in
            guard let data = member.value["data"], !data.isNull else { return [] }
            return (data.array ?? [data]).map(Self.key)
        }
    }
}
