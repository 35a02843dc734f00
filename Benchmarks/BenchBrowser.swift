import Core
import Foundation
import OAuth

/// As much of a browser as a sign-in needs: cookies, redirects, forms, a connection to each origin.
final class BenchBrowser {
    struct Page {
        let url: String
        let status: Int
        let location: String?
        let body: ArraySlice<UInt8>

        var forms: [Form] {
            var forms: [Form] = []
            var start = self.body.startIndex
            while let begin = self.body.index(of: "<form", from: start),
                let end = self.body.index(of: "</form>", from: begin)
            {
                forms.append(Form(self.body[begin..<end]))
                start = end
            }
            return forms
        }
    }

    struct Form {
        let action: String?
        let fields: [(String, String)]

        init(_ text: ArraySlice<UInt8>) {
            let inputs = text.index(of: "<input", from: text.startIndex) ?? text.endIndex
            self.action = Self.attribute("action=\"", in: text[..<inputs])
            var fields: [(String, String)] = []
            var start = inputs
            while let begin = text.index(of: "<input", from: start), let end = text.index(of: ">", from: begin) {
                let tag = text[begin..<end]
                start = end
                guard let name = Self.attribute("name=\"", in: tag) else { continue }
                let isRadio = tag.index(of: "type=\"radio\"", from: begin) != nil
                if isRadio, tag.index(of: "checked", from: begin) == nil { continue }
                fields.append((name, Self.attribute("value=\"", in: tag) ?? ""))
            }
            self.fields = fields
        }

        private static func attribute(_ opening: StaticString, in text: ArraySlice<UInt8>) -> String? {
            guard let begin = text.index(of: opening, from: text.startIndex) else { return nil }
            let start = begin + opening.utf8CodeUnitCount
            guard let end = text.index(of: "\"", from: start) else { return nil }
            let value = String(decoding: text[start..<end], as: UTF8.self)
            guard value.utf8.contains(UInt8(ascii: "&")) else { return value }
            return value.replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
        }
    }

    struct Unexpected: Error {
        let page: Page
    }

    private var connections: [String: BenchConnection] = [:]
    private var cookies: [Cookie] = []

    private struct Cookie {
        let name: Substring
        let value: Substring
        let path: Substring

        init(_ header: String) {
            let parts = header.split(separator: ";")
            let pair = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            self.name = pair[0]
            self.value = pair.last ?? ""
            self.path = parts.first { $0.hasPrefix(" path=") }?.dropFirst(6) ?? "/"
        }
    }

    /// Forgets who is signed in; the connections stay.
    func forgetCookies() {
        self.cookies = []
    }

    func open(_ url: String) throws -> Page {
        try self.follow(try self.request("GET", url))
    }

    func submit(_ form: Form, on page: Page, adding more: [(String, String)]) throws -> Page {
        let body = FormURLEncoding.encode(form.fields + more)
        return try self.follow(
            try self.request("POST", Self.resolve(form.action ?? page.url, against: page.url), form: body))
    }

    /// Until there is a page, or the app's own address.
    private func follow(_ page: Page) throws -> Page {
        var page = page
        while let location = page.location, !location.hasPrefix("http://localhost:3000/") {
            page = try self.request("GET", Self.resolve(location, against: page.url))
        }
        return page
    }

    func request(_ method: String, _ url: String, form: String? = nil) throws -> Page {
        let origin = Self.origin(of: url)
        let target = url.dropFirst(origin.utf8.count)
        let cookies = self.cookies.filter { target.hasPrefix($0.path) }
        var request = "\(method) \(target) HTTP/1.1\r\nHost: \(origin.dropFirst("http://".count))\r\n"
        if !cookies.isEmpty {
            request += "Cookie: \(cookies.map { "\($0.name)=\($0.value)" }.joined(separator: "; "))\r\n"
        }
        if let form {
            request += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(form.utf8.count)\r\n"
        }
        request += "\r\n" + (form ?? "")
        let answer = try self.connection(to: origin).exchange(request)
        for cookie in answer.cookies.map(Cookie.init) {
            self.cookies.removeAll { $0.name == cookie.name && $0.path == cookie.path }
            if !cookie.value.isEmpty { self.cookies.append(cookie) }
        }
        return Page(
            url: url, status: answer.status, location: answer.location, body: answer.body)
    }

    private func connection(to origin: String) throws -> BenchConnection {
        if let connection = self.connections[origin] { return connection }
        guard let port = origin.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw BenchConnection.Failure(what: "no port in \(origin)")
        }
        let connection = try BenchConnection(port: port)
        self.connections[origin] = connection
        return connection
    }

    /// `http://localhost:3001` of `http://localhost:3001/sign-in?x`.
    private static func origin(of url: String) -> String {
        let rest = url.dropFirst("http://".count)
        return String(url[..<(rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex)])
    }

    private static func resolve(_ location: String, against base: String) -> String {
        location.hasPrefix("/") ? Self.origin(of: base) + location : location
    }
}
