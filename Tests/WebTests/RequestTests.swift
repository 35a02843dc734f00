import Core
import HTTPTypes
import Hummingbird
import Testing
import Web

@Suite struct RequestTests {
    private static func request(
        _ headers: HTTPFields = [:], path: String = "/", body: String = ""
    ) -> Request {
        Request(
            head: HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: path, headerFields: headers),
            body: RequestBody(buffer: ByteBuffer(string: body)))
    }

    @Test(
        arguments: [
            (["a=1"], "1"), (["b=2; a=1"], "1"), (["b=2;a=1"], "1"), (["a=1; a=2"], "1"), (["b=2", "a=1"], "1"),
            (["a="], ""), (["a=x=y=="], "x=y=="), (["a=\"q\""], "\"q\""), (["  a=1"], "1"), (["a=%20+"], "%20+"),
            (["ba=2; a=1"], "1"), (["a.sig=2; a=1"], "1"),
            (["A=1"], nil), (["a"], nil), (["=1"], nil), ([""], nil), ([";;; ;=;"], nil), (["b=a=1"], nil),
            (["aa=1"], nil),
            (["a\u{301}=1"], nil), ([], nil), ([String(repeating: ";", count: 10_000)], nil),
        ] as [([String], String?)])
    func `a cookie is the first of its name, as it stands`(headers: [String], value: String?) {
        var fields = HTTPFields()
        fields[values: .cookie] = headers
        #expect(Self.request(fields).cookie("a") == value)
    }

    @Test(
        arguments: [
            ("application/json", "application/json"), ("Application/JSON; charset=utf-8", "application/json"),
            ("  text/html ;x", "text/html"), ("", ""), (";", ""), ("nonsense", "nonsense"), (nil, nil),
        ] as [(String?, String?)])
    func `the media type is lower case and without parameters`(header: String?, type: String?) {
        var fields = HTTPFields()
        fields[.contentType] = header
        #expect(Self.request(fields).mediaType == type)
    }

    @Test(arguments: [
        ("/x?a=1&b=%C3%A9&a=2", [["a", "1"], ["b", "é"], ["a", "2"]]), ("/x?", []), ("/x", []),
        ("/x?&&=&a", [["", ""], ["a", ""]]),
        ("/x?a=b=c+d%2", [["a", "b=c d%2"]]), ("/x?%00=%FF", [["\u{0}", "\u{FFFD}"]]), ("/x?a=1#b=2", [["a", "1"]]),
    ])
    func `the parameters of a query come in their order`(path: String, pairs: [[String]]) {
        #expect(Self.request(path: path).queryParameters.pairs.map { [$0.name, $0.value] } == pairs)
    }

    @Test func `a form is read only from a body that says it is one`() async throws {
        let body = "a=1&a=2&b="
        for type in ["application/x-www-form-urlencoded", "APPLICATION/X-WWW-FORM-URLENCODED;charset=utf-8"] {
            let form = try await Self.request([.contentType: type], body: body).formParameters()
            #expect(form.values("a") == ["1", "2"])
        }
        for type in ["application/json", "text/plain", "multipart/form-data", ""] {
            #expect(try await Self.request([.contentType: type], body: body).formParameters().pairs.isEmpty)
        }
        #expect(try await Self.request(body: body).formParameters().pairs.isEmpty)
    }

    @Test func `a form that is too long is refused`() async throws {
        let type: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        let fitting = try await Self.request(type, body: "a=" + String(repeating: "x", count: 98)).formParameters(
            upTo: 100)
        #expect(fitting["a"]?.count == 98)
        await #expect(throws: (any Error).self) {
            _ = try await Self.request(type, body: "a=" + String(repeating: "x", count: 99)).formParameters(upTo: 100)
        }
    }

    @Test func `a body that is not UTF-8 is mended, not refused`() async throws {
        let request = Request(
            head: HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: "/"),
            body: RequestBody(buffer: ByteBuffer(bytes: [0x61, 0xFF, 0x62])))
        #expect(try await request.bodyText(upTo: 10) == "a\u{FFFD}b")
    }
}
