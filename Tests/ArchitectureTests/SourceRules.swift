/// What a source file must not do: import what its module's row does not name, or write what the style forbids.
struct SourceRules {
    /// By module, what it may import.
    let imports: [String: Set<String>]

    /// What is wrong with a file, a sentence each.
    func findings(in file: SourceFile) -> [String] {
        guard let allowed = self.imports[file.module] else {
            return ["\(file.name): the table of layers has no row for \(file.module)"]
        }
        let forbidden = file.imports.filter { !allowed.contains($0) }
        return forbidden.map { "\(file.name): \(file.module) must not import \($0)" }
            + Self.habits.flatMap { $0.findings(in: file) }
    }

    private static var habits: [Habit] {
        let chance: Set<String> = ["Core", "JOSE"]
        let declaration =
            /\b(?:public|open)(?:\(set\))?\s+(?:[\w()]+\s+)*(?:struct|class|enum|actor|protocol|extension|func|var|let|init|subscript|typealias|import)\b/
        return [
            Habit("public declaration", if: "public", declaration),
            Habit("public declaration", if: "open ", declaration),
            Habit("try!", if: "try!", /\btry!/),
            Habit("as!", if: "as!", /\bas!/),
            Habit("Date()", if: "Date", /\bDate(?:\(\)|\.now\b|\(timeIntervalSinceNow)/, besides: chance),
            Habit("UUID()", if: "UUID", /\bUUID\(\)/, besides: chance),
            Habit("random", if: "random", /\.random(?:Element)?\(/, besides: chance),
            Habit("random", if: "shuffle", /\.shuffled?\(/, besides: chance),
            Habit("static var that stores", if: " var ", /\b(?:static|class)\s+var\s+\w+[^{]*(?:=|$)/),
            Habit("@unchecked Sendable", if: "@unchecked", /@unchecked\b/),
            Habit("nonisolated(unsafe)", if: "(unsafe)", /\bnonisolated\(unsafe\)/, besides: ["JOSE"]),
            Habit("DispatchQueue", if: "DispatchQueue", /\bDispatchQueue\b/),
            Habit("detached task", if: "detached", /\bTask\.detached\b/),
        ]
    }
}

/// A way of writing that the style rules out.
private struct Habit {
    let name: String
    /// Part of every line that the pattern fits, to find the few lines quickly.
    let hint: String
    let pattern: Regex<Substring>
    /// The modules that may.
    let exceptions: Set<String>

    init(_ name: String, if hint: String, _ pattern: Regex<Substring>, besides exceptions: Set<String> = []) {
        self.name = name
        self.hint = hint
        // By default `\b` sees one word in `DispatchQueue.main`.
        self.pattern = pattern.wordBoundaryKind(.simple)
        self.exceptions = exceptions
    }

    func findings(in file: SourceFile) -> [String] {
        guard !self.exceptions.contains(file.module) else { return [] }
        return file.lines.enumerated()
            .filter { _, line in line.utf8.contains(self.hint.utf8) && line.contains(self.pattern) }
            .map { index, _ in "\(file.name):\(index + 1): no \(self.name)" }
    }
}
