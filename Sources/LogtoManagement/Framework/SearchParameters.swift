import Core
import Logto
import Storage
import Web

/// The parameters of Logto's search (spec `logto-management-api.md` §2.5), not yet read: which fields there are is known
/// to the route.
struct SearchParameters: Sendable {
    private let query: FormParameters

    init(_ query: FormParameters) {
        self.query = query
    }

    /// - Parameter fields: those that may be searched, as the API spells them.
    /// - Returns: `nil` where nothing is searched for.
    /// - Throws: `request.invalid_input`.
    func search(in fields: [String]) throws(LogtoError) -> Search? {
        let isCaseSensitive = ["yes", "y", "true", "1"].contains(self.query["isCaseSensitive"]?.lowercased() ?? "")
        let joint = try self.joint()
        var terms: [Search.Term] = []
        var seen: Set<String> = []
        for name in self.query.pairs.map(\.name) where seen.insert(name).inserted {
            guard name == "search" || name.hasPrefix("search.") else { continue }
            terms.append(try self.term(name, fields, isCaseSensitive))
        }
        return terms.isEmpty ? nil : Search(terms: terms, joint: joint, isCaseSensitive: isCaseSensitive)
    }

    private func term(
        _ name: String, _ fields: [String], _ isCaseSensitive: Bool
    ) throws(LogtoError) -> Search.Term {
        let path = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
        guard path.count <= 1 else {
            throw Self.invalid(
                "Unsupported nested search field path `\(path.joined(separator: "."))` detected. Only the first level "
                    + "field is supported.")
        }
        let field = path.first.map(String.init)
        let known = try field.map { field throws(LogtoError) in
            guard let known = fields.first(where: { $0 == field || $0.snakeCase == field }) else {
                let all = fields.map(\.snakeCase).joined(separator: ", ")
                throw Self.invalid("Search field `\(field)` is not valid, expect one of \(all).")
            }
            return known
        }
        let mode = try self.mode(of: field)
        let values = self.query.values(name)
        guard !values.contains("") else { throw Self.invalid("Search value cannot be empty.") }
        guard mode == .exact || values.count == 1 else {
            throw Self.invalid("Only one search value is allowed when search mode is not `exact`.")
        }
        if mode == .similarTo, !isCaseSensitive {
            throw Self.invalid("Cannot use case-insensitive match for `similar to`.")
        }
        return Search.Term(mode: mode, fields: known.map { [$0] } ?? fields, values: values)
    }

    private func mode(of field: String?) throws(LogtoError) -> Search.Mode {
        let own = field.flatMap { self.query["mode.\($0)"] }
        guard let text = own ?? self.query["mode"] else { return .like }
        guard let mode = Search.Mode(rawValue: text) else {
            let scope = own == nil ? "" : " for field `\(field ?? "")`"
            throw Self.invalid(
                "Search match mode `\(text)` is not valid\(scope), expect one of exact, like, similar_to, posix.")
        }
        return mode
    }

    private func joint() throws(LogtoError) -> Search.Joint {
        guard let text = self.query["joint"] ?? self.query["jointMode"] else { return .or }
        guard let joint = Search.Joint(rawValue: text) else {
            throw Self.invalid("Search joint mode `\(text)` is not valid, expect one of or, and.")
        }
        return joint
    }

    private static func invalid(_ text: String) -> LogtoError {
        LogtoError("request.invalid_input", data: [:], values: ["details": text])
    }
}

extension String {
    /// `primaryEmail` → `primary_email`.
    fileprivate var snakeCase: String {
        self.reduce(into: "") { text, character in
            text += character.isUppercase ? "_" + character.lowercased() : String(character)
        }
    }
}
