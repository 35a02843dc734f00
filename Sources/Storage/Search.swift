import Core
import GRDB

/// What a list is searched for (spec `logto-management-api.md` §2.5).
package struct Search: Equatable, Sendable {
    package enum Mode: String, Sendable {
        /// SQL's LIKE: whoever asks supplies the `%`.
        case like
        /// Any of the values.
        case exact
        case similarTo = "similar_to"
        /// A regular expression.
        case posix
    }

    package enum Joint: String, Sendable {
        case or, and
    }

    package struct Term: Equatable, Sendable {
        package var mode: Mode
        /// As the API spells them; one of them has to match.
        package var fields: [String]
        package var values: [String]

        package init(mode: Mode, fields: [String], values: [String]) {
            self.mode = mode
            self.fields = fields
            self.values = values
        }
    }

    package var terms: [Term]
    package var joint: Joint
    package var isCaseSensitive: Bool

    package init(terms: [Term], joint: Joint = .or, isCaseSensitive: Bool = false) {
        self.terms = terms
        self.joint = joint
        self.isCaseSensitive = isCaseSensitive
    }
}

extension Search {
    /// Whatever has a text in one of the fields, letter case aside.
    package static func containing(_ text: String, in fields: [String]) -> Search {
        let pattern = text.replacing(/[\\%_]/) { "\\\($0.output)" }
        return Search(terms: [Term(mode: .like, fields: fields, values: ["%\(pattern)%"])])
    }
}

extension Search {
    /// The condition on a table's rows.
    func condition(on table: String) -> SQL {
        let conditions = self.terms.map { term -> SQL in
            let parts = term.fields.flatMap { field in
                term.values.map { self.condition(term.mode, "\(table).\(Self.column(of: field))", $0) }
            }
            return "(\(parts.joined(separator: " or ")))"
        }
        return "(\(conditions.joined(separator: self.joint == .or ? " or " : " and ")))"
    }

    private func condition(_ mode: Mode, _ column: String, _ value: String) -> SQL {
        // PostgreSQL takes no NUL, and LIKE would end at it.
        if value.utf8.contains(0) { return "false" }
        // SQLite's own LIKE knows the letter case of ASCII alone, but is a lot quicker than a function of ours.
        if mode == .like, !self.isCaseSensitive, value.utf8.allSatisfy({ $0 < 0x80 }) {
            return "\(sql: column) like \(value) escape '\\'"
        }
        if mode == .exact, self.isCaseSensitive { return "\(sql: column) = \(value)" }
        return "search_matches(\(mode.rawValue), \(self.isCaseSensitive), \(value), \(sql: column))"
    }

    /// `primaryEmail` → `primary_email`.
    private static func column(of field: String) -> String {
        field.reduce(into: "") { text, character in
            text += character.isUppercase ? "_" + character.lowercased() : String(character)
        }
    }

    /// A query of the index of trigrams that finds all that the search can find, and more; `nil` where it would have to
    /// find something by less than three characters.
    var trigramQuery: String? {
        let queries = self.terms.compactMap(Self.trigramQuery)
        switch self.joint {
        case .or: return queries.count == self.terms.count ? queries.joined(separator: " OR ") : nil
        case .and: return queries.isEmpty ? nil : queries.joined(separator: " AND ")
        }
    }

    private static func trigramQuery(_ term: Term) -> String? {
        let values = term.values.map { value -> String? in
            let pieces: [String]
            switch term.mode {
            case .like: pieces = LikePattern(value).literals
            case .exact: pieces = [value]
            case .similarTo, .posix: return nil
            }
            let long = pieces.filter { $0.unicodeScalars.count >= 3 && !$0.utf8.contains(0) }
            guard !long.isEmpty else { return nil }
            return "(" + long.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: " AND ") + ")"
        }
        let known = values.compactMap(\.self)
        guard known.count == values.count else { return nil }
        let columns = term.fields.map(Self.column).joined(separator: " ")
        return "({\(columns)} : (\(known.joined(separator: " OR "))))"
    }

    /// Whether the index of trigrams finds exactly what the search does, so that nothing has to be looked at again: every
    /// term is a plain part of a text.
    var isExactByTrigrams: Bool {
        !self.isCaseSensitive
            && self.terms.allSatisfy { term in
                term.mode == .like
                    && term.values.allSatisfy { $0.wholeMatch(of: /%[\x01-\x7F--[%_\\]]{3,}%/) != nil }
            }
    }
}
