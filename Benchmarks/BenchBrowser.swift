import AsyncHTTPClient
import Core
import Foundation
import NIOCore
import NIOHTTP1
import OAuth

/// As much of a browser as a sign-in needs: cookies, redirects, forms; quick, so that the server is what is measured.
struct BenchBrowser {
    struct Page {
        let url: String
        let status: HTTPResponseStatus
        let location: String?
        let body: String

        var forms: [Form] { self.body.components(separatedBy: "<form").dropFirst().map(Form.init) }
    }

    struct Form {
        let action: String?
        let fields: [(String, String)]

        init(_ text: String) {
            let inside = text.components(separatedBy: "</form>")[0]
            self.action = Self.attribute("action", in: inside)
            self.fields = inside.components(separatedBy: "<input").dropFirst().compactMap { input in
                let tag = input.prefix { $0 != ">" }
                guard let name = Self.attribute("name", in: String(tag)) else { return nil }
                if tag.contains("type=\"radio\""), !tag.contains("checked") { return nil }
                return (name, Self.attribute("value", in: String(tag)) ?? "")
            }
        }

        private static func attribute(_ name: String, in text: String) -> String? {
            guard let start = text.range(of: "\(name)=\"") else { return nil }
            let value = text[start.upperBound...].prefix { $0 != "\"" }
            return String(value).replacing("&amp;", with: "&").replacing("&quot;", with: "\"")
        }
    }

    struct Unexpected: Error {
        let page: Page
    }

    private let client: HTTPClient
    private var cookies: [Cookie] = []

    private struct Cookie {
        let name: Substring
        let value: Substring
        let path: String

        init(_ header: String) {
            let pair = header.prefix { $0 != ";" }.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            self.name = pair[0]
            self.value = pair[1]
            let path = header.range(of: "path=").map { header[$0.upperBound...].prefix { $0 != ";" } }
            self.path = String(path ?? "/")
        }
    }

    init(client: HTTPClient) {
        self.client = client
    }

    mutating func open(_ url: String) async throws -> Page {
        try await self.follow(try await self.request(.GET, url))
    }

    mutating func submit(_ form: Form, on page: Page, adding more: [(String, String)]) async throws -> Page {
        let body = FormURLEncoding.encode(form.fields + more)
        return try await self.follow(
            try await self.request(.POST, Self.resolve(form.action ?? page.url, against: page.url), form: body))
    }

    /// Until there is a page, or the app's own address.
    private mutating func follow(_ page: Page) async throws -> Page {
        var page = page
        while let location = page.location, !location.hasPrefix("http://localhost:3000/") {
            page = try await self.request(.GET, Self.resolve(location, against: page.url))
        }
        return page
    }

    mutating func request(_ method: HTTPMethod, _ url: String, form: String? = nil) async throws -> Page {
        var request = HTTPClientRequest(url: url)
        request.method = method
        let path = WebURL(url)?.path ?? "/"
        let cookies = self.cookies.filter { path.hasPrefix($0.path) }
        if !cookies.isEmpty {
            request.headers.add(
                name: "Cookie", value: cookies.map { "\($0.name)=\($0.value)" }.joined(separator: "; "))
        }
        if let form {
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: form))
        }
        let response = try await self.client.execute(request, timeout: .seconds(30))
        for cookie in response.headers["Set-Cookie"].map(Cookie.init) {
            self.cookies.removeAll { $0.name == cookie.name && $0.path == cookie.path }
            if !cookie.value.isEmpty { self.cookies.append(cookie) }
        }
        let body = try await response.body.collect(upTo: 1024 * 1024)
        return Page(
            url: url, status: response.status, location: response.headers.first(name: "Location"),
            body: String(buffer: body))
    }

    private static func resolve(_ location: String, against base: String) -> String {
        guard location.hasPrefix("/"), let url = WebURL(base) else { return location }
        return url.origin + location
    }
}
