import Core

extension JSON {
    /// What may be kept in the log: no secrets, no scripts (spec `logto-management-api.md` §9).
    var maskedForLog: JSON {
        switch self {
        case .array(let values): .array(values.map(\.maskedForLog))
        case .object(let members):
            .object(
                members.compactMap { member in
                    let name = member.name.lowercased().filter { $0 != "_" && $0 != "-" }
                    if Self.isScript(name) { return nil }
                    let isSecret = Self.isSecret(name) && !Self.isHarmless(name, member.value)
                    return Member(member.name, isSecret ? "******" : member.value.maskedForLog)
                })
        default: self
        }
    }

    private static func isSecret(_ name: String) -> Bool {
        ["authorization", "xfunctionskey"].contains(name) || name.hasSuffix("token")
            || ["secret", "password", "apikey", "privatekey", "credential", "cookie"].contains(where: name.contains)
    }

    private static func isScript(_ name: String) -> Bool {
        name.hasPrefix("script") || name.hasSuffix("script") || name.contains("environmentvariables")
    }

    /// What has such a name and says no secret.
    private static func isHarmless(_ name: String, _ value: JSON) -> Bool {
        switch name {
        case "haspassword", "passwordverified": value.bool != nil
        case "applicationsecret": value.members?.map(\.name) == ["name"]
        default: false
        }
    }
}
