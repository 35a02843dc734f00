import Foundation
import GRDB
import Synchronization

/// `search_matches(mode, is_case_sensitive, pattern, value)` in SQL: what SQLite's own operators do not do.
enum SearchFunction {
    static func make() -> DatabaseFunction {
        let expressions = Expressions()
        return DatabaseFunction("search_matches", argumentCount: 4, pure: true) { arguments in
            guard let mode = String.fromDatabaseValue(arguments[0]).flatMap(Search.Mode.init(rawValue:)),
                let isCaseSensitive = Bool.fromDatabaseValue(arguments[1]),
                let pattern = String.fromDatabaseValue(arguments[2]),
                let value = String.fromDatabaseValue(arguments[3])
            else { return false }
            switch mode {
            case .exact where isCaseSensitive: return value == pattern
            case .exact: return value.lowercased() == pattern.lowercased()
            case .like where isCaseSensitive: return LikePattern(pattern).matches(value)
            case .like: return LikePattern(pattern.lowercased()).matches(value.lowercased())
            case .posix: return try expressions.matches(value, pattern, isCaseSensitive)
            case .similarTo: return try expressions.matches(value, Self.regex(similarTo: pattern), isCaseSensitive)
            }
        }
    }

    /// SQL's SIMILAR TO is a regular expression over the whole text in which `%` and `_` are LIKE's.
    private static func regex(similarTo pattern: String) -> String {
        var regex = ""
        var isEscaped = false
        for character in pattern {
            switch character {
            case _ where isEscaped:
                regex += NSRegularExpression.escapedPattern(for: String(character))
                isEscaped = false
            case "\\": isEscaped = true
            case "%": regex += ".*"
            case "_": regex += "."
            case ".", "^", "$": regex += "\\\(character)"
            default: regex.append(character)
            }
        }
        return "^(?:\(regex))$"
    }

    /// Keeps the last expression: a list is searched for one.
    private final class Expressions: Sendable {
        private let last = Mutex<(pattern: String, isCaseSensitive: Bool, expression: NSRegularExpression)?>(nil)

        func matches(_ value: String, _ pattern: String, _ isCaseSensitive: Bool) throws -> Bool {
            let expression = try self.last.withLock { last in
                if let last, last.pattern == pattern, last.isCaseSensitive == isCaseSensitive {
                    return last.expression
                }
                let expression = try NSRegularExpression(
                    pattern: pattern,
                    options: isCaseSensitive
                        ? [.dotMatchesLineSeparators] : [.dotMatchesLineSeparators, .caseInsensitive])
                last = (pattern, isCaseSensitive, expression)
                return expression
            }
            let range = NSRange(value.startIndex..., in: value)
            return expression.firstMatch(in: value, range: range) != nil
        }
    }
}
