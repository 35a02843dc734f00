import Core
import Logto
import OAuth

/// What may be registered as a redirect URI, or as one to come to after sign-out: the same for every type of application
/// (spec `logto-management-api.md` §7; seen in `packages/toolkit/core-kit/src/utils/url.ts` of logto-io/logto). Nothing is
/// normalised; what matches at run time is another matter (`RedirectURI`).
package enum RedirectURIRules {
    package static func accepts(_ text: String) -> Bool {
        text.utf8.contains(UInt8(ascii: "*")) && Self.isWebPattern(text)
            || !text.utf8.contains(UInt8(ascii: "*")) && Self.isWeb(text)
            || Self.isMobile(text)
    }

    static let schema = Schema.refined(.text) { Self.accepts($0.string ?? "") }

    private static func isWeb(_ text: String) -> Bool {
        guard let url = WebURL(text), ["http", "https"].contains(url.scheme) else { return false }
        return !Self.hasDotSegment(text)
    }

    private static func isMobile(_ text: String) -> Bool {
        guard let url = WebURL(text) else { return false }
        return url.scheme.wholeMatch(of: /(?!https?$)[a-z][\d+_a-z\-]*(\.[\d+_a-z\-]+)*/) != nil
    }

    private static func isWebPattern(_ text: String) -> Bool {
        let trimmed = text.replacing(/^[\x00-\x20]+|[\x00-\x20]+$/, with: "")
        guard let separator = trimmed.firstRange(of: "://"), separator.lowerBound > trimmed.startIndex else {
            return false
        }
        let rest = trimmed[separator.upperBound...]
        let beforeQuery = rest.prefix { $0 != "?" && $0 != "#" }
        let authority = beforeQuery.prefix { $0 != "/" }
        guard !trimmed[..<separator.lowerBound].contains("*"), !rest[beforeQuery.endIndex...].contains("*"),
            !authority.contains("@"), !authority.hasPrefix("[")
        else { return false }
        let host = authority.prefix { $0 != ":" }
        guard !authority[host.endIndex...].contains("*"), !host.contains("*") || host.contains("."),
            !Self.hasDotSegment(trimmed)
        else { return false }
        let url = WebURL(trimmed.replacing("*", with: "wildcard"))
        return url.map { ["http", "https"].contains($0.scheme) } ?? false
    }

    /// Whether a segment of the path stands for the same folder or the one above. Where there is no `://` nobody looks.
    private static func hasDotSegment(_ text: String) -> Bool {
        guard let separator = text.firstRange(of: "://") else { return false }
        let path = text[separator.upperBound...].prefix { $0 != "?" && $0 != "#" }.drop { $0 != "/" }
        return path.split(separator: "/").contains { segment in
            [".", ".."].contains(segment.lowercased().replacing("%2e", with: "."))
        }
    }
}
