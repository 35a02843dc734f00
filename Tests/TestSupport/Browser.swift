import Core
import HTTPTypes
import OAuth
import Synchronization

/// A browser without JavaScript: keeps cookies, follows redirects, fills in forms. Like the real one it has one jar for
/// all ports of a host.
package final class Browser: Sendable {
    package let world: TestWorld
    private let jar = Mutex<[Cookie]>([])
    package let language: String?

    /// - Parameter language: what it asks for in `Accept-Language`.
    package init(_ world: TestWorld, language: String? = nil) {
        self.world = world
        self.language = language
    }

    private struct Cookie: Sendable {
        let name: String
        let value: String
        let path: String
    }

    package func cookie(_ name: String) -> String? {
        self.jar.withLock { jar in jar.first { $0.name == name }?.value }
    }

    package func forget(_ name: String) {
        self.jar.withLock { jar in jar.removeAll { $0.name == name } }
    }

    /// Opens an address and follows redirects, until there is a page or the address is not the world's: then the last
    /// redirect is the answer.
    package func open(_ url: String) async throws -> TestResponse {
        try await self.follow(try await self.request(.get, url))
    }

    /// One request, with cookies, and no redirect followed.
    package func request(
        _ method: HTTPRequest.Method, _ url: String, form: [(String, String)]? = nil
    ) async throws -> TestResponse {
        let headers: HTTPFields = form == nil ? [:] : [.contentType: "application/x-www-form-urlencoded"]
        return try await self.request(
            method, url, headers: headers, body: form.map { FormURLEncoding.encode($0) } ?? "")
    }

    /// One request as a script on a page sends it, with cookies, and no redirect followed.
    package func request(
        _ method: HTTPRequest.Method, _ url: String, headers: HTTPFields, body: String
    ) async throws -> TestResponse {
        var headers = headers
        let cookies = self.cookieHeader(for: url)
        if !cookies.isEmpty { headers[.cookie] = cookies }
        if let language { headers[.acceptLanguage] = language }
        let response = try await self.world.send(method, url, headers: headers, body: body)
        for cookie in response.setCookies { self.store(cookie) }
        return response
    }

    package func follow(_ response: TestResponse) async throws -> TestResponse {
        var response = response
        for _ in 0..<20 {
            guard let location = response.location else { return response }
            let url = Self.resolve(location, against: response.url)
            guard self.world.serves(url) else { return response }
            response = try await self.request(.get, url)
        }
        throw TooManyRedirects(last: response.url)
    }

    /// Sends the page's form that has a button of this text, with some fields filled in, and follows.
    package func press(
        _ button: String, on page: TestResponse, filling fields: [String: String] = [:]
    ) async throws -> TestResponse {
        guard let form = HTMLForm.all(in: page.body).first(where: { $0.button(button) != nil }) else {
            throw NoSuchButton(button: button, page: page.body)
        }
        return try await self.submit(form, pressing: button, on: page, filling: fields)
    }

    /// Follows the page's link with this text.
    package func click(_ link: String, on page: TestResponse) async throws -> TestResponse {
        let links = page.body.matches(of: /<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/)
        guard let found = links.first(where: { $0.output.2.unescapingHTML == link }) else {
            throw NoSuchButton(button: link, page: page.body)
        }
        return try await self.open(Self.resolve(found.output.1.unescapingHTML, against: page.url))
    }

    /// Sends the page's only form, as the page itself would with JavaScript.
    package func submitOnlyForm(on page: TestResponse) async throws -> TestResponse {
        let forms = HTMLForm.all(in: page.body)
        guard forms.count == 1 else { throw NoSuchButton(button: "the only form", page: page.body) }
        return try await self.submit(forms[0], pressing: nil, on: page, filling: [:])
    }

    private func submit(
        _ form: HTMLForm, pressing button: String?, on page: TestResponse, filling fields: [String: String]
    ) async throws -> TestResponse {
        var values = form.fields.map { ($0.name, fields[$0.name] ?? $0.value) }
        values += form.choices.filter { fields[$0.name] == $0.value }.map { ($0.name, $0.value) }
        let pressed = button.flatMap(form.button)
        values += pressed?.pairs ?? []
        let url = Self.resolve(pressed?.action ?? form.action ?? page.url, against: page.url)
        return try await self.follow(try await self.request(form.method, url, form: values))
    }

    private func cookieHeader(for url: String) -> String {
        let path = WebURL(url)?.path ?? "/"
        return self.jar.withLock { jar in
            jar.filter { path.hasPrefix($0.path) }
                .sorted { $0.path.count > $1.path.count }
                .map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
        }
    }

    private func store(_ header: String) {
        let parts = header.split(separator: ";").map { $0.drop { $0 == " " } }
        guard let pair = parts.first, let equals = pair.firstIndex(of: "=") else { return }
        let path = parts.first { $0.hasPrefix("path=") }.map { String($0.dropFirst(5)) } ?? "/"
        let cookie = Cookie(
            name: String(pair[..<equals]), value: String(pair[pair.index(after: equals)...]), path: path)
        let isExpired = parts.contains { $0.hasPrefix("expires=Thu, 01 Jan 1970") }
        self.jar.withLock { jar in
            jar.removeAll { $0.name == cookie.name && $0.path == cookie.path }
            if !isExpired { jar.append(cookie) }
        }
    }

    private static func resolve(_ location: String, against base: String) -> String {
        guard location.hasPrefix("/"), let url = WebURL(base) else { return location }
        return url.origin + location
    }

    package struct TooManyRedirects: Error {
        let last: String
    }

    package struct NoSuchButton: Error {
        let button: String
        let page: String
    }
}
