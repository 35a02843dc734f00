import Core
import Testing

@testable import Patreon

@Suite("Avatars")
struct AvatarTests {
    static func avatar(_ fullName: String, vanity: String? = nil) -> Avatar {
        Avatar(PatreonAccount(id: "10001", fullName: fullName, vanity: vanity, createdAt: Instant(seconds: 0)))
    }

    @Test(arguments: [
        ("Mika Example", "ME"), ("Mika", "M"), ("mika van der Example", "ME"), ("", "V"), ("  ", ""), ("山田 太郎", "山太"),
        ("Zoë Żółć", "ZŻ"), ("\u{0} \u{FFFF} x", "X"), ("👩‍👧 B", "👩‍👧B"), ("<script> &amp;", "<&"),
    ])
    func `initials are those of the first and the last word`(name: String, initials: String) {
        #expect(Self.avatar(name, vanity: "vanity").initials == initials)
    }

    @Test func `what is special in XML is escaped`() {
        let svg = Self.avatar("<b> &c").svg(size: 400)
        #expect(svg.contains(">&lt;&amp;</text>"))
    }
}
