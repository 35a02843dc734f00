import Testing

/// The rules themselves, on made-up sources: a rule that finds nothing would hold for ever.
@Suite struct SourceRulesTests {
    private let rules = SourceRules(imports: ["Core": ["Foundation"], "Web": ["Core", "Foundation"], "JOSE": []])

    private func findings(_ text: String, module: String = "Web") -> [String] {
        self.rules.findings(in: SourceFile(module: module, name: "\(module)/File.swift", text: text))
    }

    @Test(arguments: [
        "import GRDB", "@testable import GRDB", "@_exported import GRDB", "@preconcurrency import GRDB",
        "package import GRDB", "import struct GRDB.Row", "  import GRDB", "@_spi(Some) import GRDB",
    ])
    func `an import that the row does not name is found`(line: String) {
        #expect(self.findings("import Core\n\(line)\n") == ["Web/File.swift: Web must not import GRDB"])
    }

    @Test func `what the row names may be imported`() {
        #expect(self.findings("import Core\nimport Foundation\nimport class Foundation.NSString\n").isEmpty)
    }

    @Test func `a module without a row is found`() {
        #expect(
            self.findings("import Core", module: "New") == ["New/File.swift: the table of layers has no row for New"])
    }

    @Test(arguments: [
        ("public struct Page {}", "public declaration"),
        ("    public private(set) var page: Page", "public declaration"),
        ("open class Page {}", "public declaration"),
        ("let page = try! Page()", "try!"),
        ("let page = value as! Page", "as!"),
        ("let now = Date()", "Date()"),
        ("let now = Date.now", "Date()"),
        ("let id = UUID().uuidString", "UUID()"),
        ("let number = Int.random(in: 0...9)", "random"),
        ("let one = list.randomElement()", "random"),
        ("static var shared = Page()", "static var that stores"),
        ("private static var pages: [String: Page] = [:]", "static var that stores"),
        ("static var page: Page?", "static var that stores"),
        ("final class Page: @unchecked Sendable {}", "@unchecked Sendable"),
        ("nonisolated(unsafe) let page = 1", "nonisolated(unsafe)"),
        ("DispatchQueue.main.async {}", "DispatchQueue"),
        ("Task.detached { await page() }", "detached task"),
    ])
    func `what the style rules out is found with its line`(line: String, name: String) {
        #expect(self.findings("import Core\n\n\(line)\n") == ["Web/File.swift:3: no \(name)"])
    }

    @Test(arguments: [
        "// public struct Page, by try! and DispatchQueue",
        "/// `Date()` is the system's time",
        #"let types = ["public struct", "Date()", "a \" Date()"]"#,
        "static let page = Page()",
        "static var page: Page { Page() }",
        "package var opened = openness",
        "let page = try Page(); let same = page as? Page",
        "let publicKey = 1; let date = Date(timeIntervalSince1970: 0)",
        "let text = \"\"\"\n    import GRDB\n    public struct Page {}\n    \"\"\"",
    ])
    func `comments, strings and what only looks like it are left alone`(text: String) {
        #expect(self.findings(text).isEmpty)
    }

    @Test(arguments: ["let now = Date()", "let id = UUID()", "let number = Int.random(in: 0...9)"])
    func `time and chance come from Core and JOSE`(line: String) {
        #expect(self.findings(line, module: "Core").isEmpty)
        #expect(self.findings(line, module: "JOSE").isEmpty)
        #expect(!self.findings(line).isEmpty)
    }
}
