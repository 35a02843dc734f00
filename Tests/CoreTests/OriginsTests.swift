import Core
import Testing

@Suite struct OriginsTests {
    private let origins = Origins(logto: "http://l", patreon: "http://p", console: "http://c")

    @Test(arguments: [
        ("${logto}/callback/x", "http://l/callback/x"), ("${logto}${patreon}${console}", "http://lhttp://phttp://c"),
        ("nothing to do", "nothing to do"), ("", ""),
        ("${other} $logto {logto} ${Logto}", "${other} $logto {logto} ${Logto}"),
        ("${logto", "${logto"), ("$${logto}}", "$http://l}"),
    ])
    func `each name is replaced by its origin, and nothing else is touched`(text: String, expected: String) {
        #expect(self.origins.substitute(in: text) == expected)
    }

    @Test func `issuer and callback hang on Logto's origin`() {
        #expect(self.origins.issuer == "http://l/oidc")
        #expect(self.origins.callback("patreon00001") == "http://l/callback/patreon00001")
    }

    @Test(arguments: [
        ("a b&c=d", "a%20b%26c%3Dd"), ("-_.!~*'()", "-_.!~*'()"), ("é/?", "%C3%A9%2F%3F"), ("\u{0}\n", "%00%0A"),
        ("", ""),
    ])
    func `a component of an address is encoded as JavaScript does it`(text: String, encoded: String) {
        #expect(PercentEncoding.component(text) == encoded)
    }
}
