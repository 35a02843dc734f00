import Core
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import Logto

@Suite("Languages (spec §1.5, §6.1)")
struct LanguageTests {
    private static func request(_ acceptLanguage: String?, query: String = "") -> Request {
        var fields = HTTPFields()
        fields[.acceptLanguage] = acceptLanguage
        return Request(
            head: HTTPRequest(
                method: .get, scheme: "http", authority: "localhost", path: "/\(query)", headerFields: fields),
            body: RequestBody(buffer: ByteBuffer()))
    }

    @Test(
        arguments: [
            ("ja", .japanese), ("JA", .japanese), ("ja-JP", .japanese), ("ja_JP", .japanese), ("ja-Hira-JP", .japanese),
            ("en", .english), ("en-US", .english), ("fr", nil), ("jap", nil), ("", nil), ("-", nil), ("j\u{301}a", nil),
            ("japanese", nil), ("*", nil),
        ] as [(String, Language?)])
    func `a tag's primary subtag decides`(tag: String, language: Language?) {
        #expect(Language(tag: tag) == language)
    }

    @Test(
        arguments: [
            (nil, .english), ("", .english), ("*", .english), ("ja", .japanese), ("en,ja", .english),
            ("ja,en", .japanese),
            ("en;q=0.8,ja;q=0.9", .japanese), ("ja;q=0.9, en;q=0.9", .japanese), ("ja;q=0", .english),
            ("ja;q=0,en;q=0", .english), ("fr,de;q=0.9,ja;q=0.1", .japanese), ("ja; q=0.5 , en ; q=0.4", .japanese),
            ("ja;q=x", .japanese), (";q=1,ja", .japanese), (",,,", .english), ("ja;level=1;q=0.1,en;q=0.2", .english),
        ] as [(String?, Language)])
    func `of those accepted the best that there is`(header: String?, language: Language) {
        #expect(Language(of: Self.request(header)) == language)
    }

    @Test(
        arguments: [
            ("?locale=ja", .japanese), ("?locale=xx", .english), ("?locale=", .english),
            ("?locale=en&locale=ja", .english),
        ] as [(String, Language)])
    func `the query's locale counts first`(query: String, language: Language) {
        #expect(Language(of: Self.request("en", query: query)) == language)
    }

    @Test(
        arguments: [
            ("ja", "en", true, "en", .japanese), (nil, "ja", true, "en", .japanese), (nil, "ja", false, "en", .english),
            (nil, nil, true, "ja", .japanese), (nil, nil, true, "xx", .english), ("fr", "xx", true, "ja-JP", .japanese),
            ("  fr   ja ", nil, true, "en", .japanese), ("en", "ja", true, "ja", .english),
        ] as [(String?, String?, Bool, String, Language)])
    func `a page's: ui_locales, the browser's if the tenant looks at it, the tenant's fallback`(
        uiLocales: String?, header: String?, autoDetect: Bool, fallback: String, language: Language
    ) {
        var settings = SignInExperience().languageInfo
        settings.autoDetect = autoDetect
        settings.fallbackLanguage = fallback
        #expect(Language(page: Self.request(header), uiLocales: uiLocales, settings: settings) == language)
    }
}
