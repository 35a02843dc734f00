import Core

/// Shows what is secret only so far that one can tell two secrets apart, and a cut or empty one from a whole one.
enum Masking {
    /// - Parameter text: `kJ3d… (43 characters)`; nothing of what people might use elsewhere too.
    static func mask(_ text: String, isPassword: Bool = false) -> String {
        guard !text.isEmpty else { return "" }
        let beginning = isPassword || text.count < 20 ? "" : String(text.prefix(4))
        return "\(beginning)… (\(text.count) characters)"
    }

    /// The value of a parameter or a member, masked if its name says that it is secret.
    ///
    /// - Parameter isAnswer: whether it is in a body that the server sends, where `code` is the name of an error.
    static func value(_ text: String, named name: String, isAnswer: Bool = false) -> String {
        switch Self.kind(of: name, isAnswer: isAnswer) {
        case .open: text
        case .token: Self.mask(text)
        case .password: Self.mask(text, isPassword: true)
        }
    }

    static func json(_ json: JSON, named name: String = "", isAnswer: Bool) -> JSON {
        switch json {
        case .string(let text): .string(Self.value(text, named: name, isAnswer: isAnswer))
        case .array(let values): .array(values.map { Self.json($0, named: name, isAnswer: isAnswer) })
        case .object(let members):
            .object(
                members.map { member in
                    let isSecret = Self.isSecret(member, of: json, named: name)
                    return JSON.Member(
                        member.name,
                        Self.json(member.value, named: isSecret ? "secret" : member.name, isAnswer: isAnswer))
                })
        default: json
        }
    }

    /// Whether a member is secret by what it stands in: the `value` of an application's secret or a personal access token
    /// (spec `logto-management-api.md` §6.1, §6.4), one of a user's backup codes (§6.13).
    private static func isSecret(_ member: JSON.Member, of object: JSON, named name: String) -> Bool {
        switch member.name {
        case "value": object["name"] != nil && object["expiresAt"] != nil
        case "code": name == "codes"
        default: false
        }
    }

    private enum Kind { case open, token, password }

    private static func kind(of name: String, isAnswer: Bool) -> Kind {
        let name = name.lowercased().filter { $0 != "_" && $0 != "-" }
        // Backup codes are a list; a code that people type has a field for each digit.
        if name.contains("password") || name.contains("secret") || name == "codes" { return .password }
        if name.wholeMatch(of: /[a-z]*code[0-9]/) != nil { return .password }
        if name.hasSuffix("token") || name.hasSuffix("tokenhint") || name.hasSuffix("verifier") || name == "assertion"
            || name == "clientassertion" || name == "devicecode" || name == "streamkey"
        {
            return .token
        }
        return name == "code" && !isAnswer ? .token : .open
    }
}
