import Foundation

/// A Swift file of a module, as far as the rules look at it: its code, without comments and without what strings say.
struct SourceFile {
    let module: String
    let name: String
    let lines: [String]

    init(module: String, name: String, text: String) {
        self.module = module
        self.name = name
        var isInsideText = false
        self.lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            Self.code(of: line, isInsideText: &isInsideText)
        }
    }

    /// Every module's files; a module is a folder of `Sources`.
    static func all(in sources: URL) throws -> [SourceFile] {
        try FileManager.default.subpathsOfDirectory(atPath: sources.path)
            .filter { $0.hasSuffix(".swift") }.sorted()
            .map { path in
                let module = path.prefix { $0 != "/" }
                let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
                return SourceFile(module: String(module), name: path, text: text)
            }
    }

    /// The modules that the file imports, `struct Module.Name` included.
    var imports: [String] {
        self.lines.filter { $0.utf8.contains("import".utf8) }.compactMap { line in
            let statement =
                /^\s*(?:@\w+(?:\([^)]*\))?\s+|(?:package|internal|private|public)\s+)*import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/
            return line.firstMatch(of: statement).map { String($0.output.1) }
        }
    }

    /// A line without its comment and its strings; `"""` opens and closes text of more than a line.
    private static func code(of line: Substring, isInsideText: inout Bool) -> String {
        let (quote, backslash, slash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"))
        var code: [UInt8] = []
        var rest = Array(line.utf8)[...]
        while let byte = rest.first {
            if rest.starts(with: [quote, quote, quote]) {
                isInsideText.toggle()
                rest = rest.dropFirst(3)
            } else if isInsideText {
                rest = rest.dropFirst()
            } else if rest.starts(with: [slash, slash]) {
                break
            } else if byte == quote {
                rest = rest.dropFirst()
                while let byte = rest.first, byte != quote { rest = rest.dropFirst(byte == backslash ? 2 : 1) }
                rest = rest.dropFirst()
                code += [quote, quote]
            } else {
                code.append(byte)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: code, as: UTF8.self)
    }
}
