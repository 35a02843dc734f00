import Core
import HTTPTypes
import Hummingbird
import NIOCore
import Storage
import Testing

@testable import Logto

@Suite("Signed cookies (spec §3, §7.1)")
struct SignedCookiesTests {
    private static let key = "AbCdEfGhIjKlMnOpQrStUvWxYz012345"

    private static func keys(_ values: String...) -> CookieKeys {
        CookieKeys(values.map { CookieKeyRecord(id: $0, value: $0, createdAt: Instant(seconds: 0)) })
    }

    private static func request(_ cookies: String) -> Request {
        Request(
            head: HTTPRequest(
                method: .get, scheme: "http", authority: "localhost", path: "/", headerFields: [.cookie: cookies]),
            body: RequestBody(buffer: ByteBuffer()))
    }

    private static func set(_ name: String, _ value: String, secure: Bool = false) -> [String] {
        var headers = HTTPFields()
        SignedCookies(keys: Self.keys(Self.key), isSecure: secure).set(name, to: value, in: &headers)
        return headers[values: .setCookie]
    }

    /// Computed with Python's `hmac`, as keygrip does it:
    /// `urlsafe_b64encode(hmac.new(key, b"name=value", sha1).digest()).rstrip(b"=")`.
    @Test(arguments: [
        ("_session", "hello", "aZt5fbZtlxbS3lCFapW-nO521to"),
        ("_interaction", "%7B%22a%22%3A%22b%22%7D", "un14AnhfokuEMAIt5a5vzeAG-wY"),
        ("_logto", #"{"appId":"a","uiLocales":"ja"}"#, "aTybYIkHR-QK6g-IioHOtr_wUHM"),
        ("_session", "", "bJrDi4WXCcT1uQ20zqmT8WtB7GE"),
    ])
    func `the signature is keygrip's`(name: String, value: String, signature: String) {
        #expect(Self.set(name, value).last == "\(name).sig=\(signature); path=/; samesite=lax; httponly")
    }

    @Test func `a value comes back under its own signature alone`() {
        let cookies = SignedCookies(keys: Self.keys(Self.key), isSecure: false)
        let good = "_session=hello; _session.sig=aZt5fbZtlxbS3lCFapW-nO521to"
        #expect(cookies.value("_session", in: Self.request(good)) == "hello")
        #expect(cookies.value("_session", in: Self.request("a=b; \(good); c")) == "hello")
        for bad in [
            "", "_session=hello", "_session.sig=aZt5fbZtlxbS3lCFapW-nO521to", "_session=hello; _session.sig=",
            "_session=Hello; _session.sig=aZt5fbZtlxbS3lCFapW-nO521to",
            "_session=hello; _session.sig=aZt5fbZtlxbS3lCFapW-nO521to=",
            "_session=hello; _session.sig=AzT5FBzTLXBs3LcfAPw-No521TO",
            "_other=hello; _other.sig=aZt5fbZtlxbS3lCFapW-nO521to",
            "_session=hello; _session.sig=bJrDi4WXCcT1uQ20zqmT8WtB7GE",
        ] {
            #expect(cookies.value("_session", in: Self.request(bad)) == nil, "\(bad)")
            #expect(cookies.value("_other", in: Self.request(bad)) == nil, "\(bad)")
        }
        let rotated = SignedCookies(keys: Self.keys("another key", Self.key), isSecure: false)
        #expect(rotated.value("_session", in: Self.request(good)) == "hello")
        let others = SignedCookies(keys: Self.keys("another key"), isSecure: false)
        #expect(others.value("_session", in: Self.request(good)) == nil)
    }

    @Test func `behind https both are secure`() {
        for header in Self.set("_session", "hello", secure: true) {
            #expect(header.hasSuffix("; path=/; samesite=lax; secure; httponly"))
        }
    }

    @Test func `removing sends both back into the past`() {
        var headers = HTTPFields()
        SignedCookies(keys: Self.keys(Self.key), isSecure: false).remove(
            "_interaction_resume", path: "/oidc/auth/x", in: &headers)
        let past = "expires=Thu, 01 Jan 1970 00:00:00 GMT; samesite=lax; httponly"
        #expect(
            headers[values: .setCookie] == [
                "_interaction_resume=; path=/oidc/auth/x; \(past)",
                "_interaction_resume.sig=; path=/oidc/auth/x; \(past)",
            ])
    }
}
