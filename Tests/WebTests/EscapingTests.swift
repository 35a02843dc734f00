import Core
import TestSupport
import Testing

/// Text from outside on a page: an application of any name, shown in the console.
@Suite struct EscapingTests {
    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"), ("A & B", "A &amp; B"),
        ("\"quoted\" 'single'", "&quot;quoted&quot; &#39;single&#39;"), ("\"\u{301}x", "&quot;\u{301}x"),
        ("<\u{338}b>", "&lt;\u{338}b&gt;"), ("&\u{20DD}lt;", "&amp;\u{20DD}lt;"), ("'\u{FE0F}", "&#39;\u{FE0F}"),
        ("{{title}}", "{{title}}"), ("{{{title}}}", "{{{title}}}"), ("&lt;", "&amp;lt;"),
        ("Zoë Żółć 山田 太郎 😀", "Zoë Żółć 山田 太郎 😀"),
    ])
    func `is text there, whatever it looks like`(name: String, escaped: String) async throws {
        let world = try await TestWorld(
            Example.config(replacing: "\"Browser\"", with: JSON.string(name).text()))
        let page = try await world.get(world.console + "/console")
        #expect(page.body.utf8.contains("<bdi>\(escaped)</bdi>".utf8))
    }
}
