import OAuth

extension OAuthError {
    /// Parameters that came more than once, all of them in one sentence (spec `logto-oidc.md` §6.2, §11.1).
    static func repeated(_ names: [String]) -> OAuthError? {
        let quoted = names.map { "'\($0)'" }
        switch quoted.count {
        case 0: return nil
        case 1: return .invalidRequest("\(quoted[0]) parameter must not be provided twice")
        case 2: return .invalidRequest("\(quoted[0]) and \(quoted[1]) parameters must not be provided twice")
        default:
            let list = quoted.dropLast().joined(separator: ", ")
            return .invalidRequest("\(list), and \(quoted[quoted.count - 1]) parameters must not be provided twice")
        }
    }
}
