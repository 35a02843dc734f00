import Core

extension JSON {
    /// What may be kept in the log: no secrets, no scripts (spec `logto-management-api.md` §9).
    var maskedForLog: JSON {
        switch self {
        case .array(let values): .array(values.map(\.maskedForLog))
        case .object(let members):
            .object(
                members.compactMap { member in
                    let name = MemberName(member.name)
                    if name.isScript { return nil }
                    let isSecret = name.isSecret && !name.isHarmless(member.value)
                    return Member(member.name, isSecret ? "******" : member.value.maskedForLog)
                })
        default: self
        }
    }
}

/// A member's name without what differs from one way of writing to the other: small letters, no hyphens or underscores.
/// In bytes: each member of each entry is asked, and searching in text is some ten times as slow.
private struct MemberName {
    private let bytes: [UInt8]

    init(_ name: String) {
        self.bytes = Array(name.lowercased().utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") })
    }

    private static let secret = ["secret", "password", "apikey", "privatekey", "credential", "cookie"].map(Self.init)
    private static let secretWhole = ["authorization", "xfunctionskey"].map(Self.init)
    private static let token = MemberName("token")
    private static let script = MemberName("script")
    private static let environment = MemberName("environmentvariables")

    var isSecret: Bool {
        self.ends(with: Self.token) || Self.secret.contains(where: self.contains)
            || Self.secretWhole.contains { self.bytes == $0.bytes }
    }

    var isScript: Bool {
        self.bytes.starts(with: Self.script.bytes) || self.ends(with: Self.script) || self.contains(Self.environment)
    }

    /// What has such a name and says no secret.
    func isHarmless(_ value: JSON) -> Bool {
        switch String(decoding: self.bytes, as: UTF8.self) {
        case "haspassword", "passwordverified": value.bool != nil
        case "applicationsecret": value.members?.map(\.name) == ["name"]
        default: false
        }
    }

    private func ends(with part: MemberName) -> Bool { self.bytes.suffix(part.bytes.count).elementsEqual(part.bytes) }

    private func contains(_ part: MemberName) -> Bool {
        let last = self.bytes.count - part.bytes.count
        guard last >= 0 else { return false }
        return (0...last).contains { start in
            part.bytes.indices.allSatisfy { self.bytes[start + $0] == part.bytes[$0] }
        }
    }
}
