import Core
import HTTPTypes
import Inspection
import Testing
import Web

struct RecorderTests {
    private static func exchange(
        _ path: String, surface: Surface = .patreon, status: HTTPResponse.Status = .ok, body: Int = 0
    ) -> Exchange {
        var requestBody = Exchange.Body()
        requestBody.append(Array(repeating: 0, count: body))
        return Exchange(
            surface: surface, askedAt: Instant(seconds: 0),
            request: HTTPRequest(method: .get, scheme: nil, authority: nil, path: path),
            requestBody: requestBody, route: nil, status: status, responseHeaders: [:], responseBody: Exchange.Body(),
            note: DecisionNote().content)
    }

    private static func paths(_ recorder: Recorder, _ change: (inout ExchangeFilter) -> Void = { _ in }) -> [String] {
        var filter = ExchangeFilter()
        filter.limit = 10_000
        change(&filter)
        return recorder.exchanges(filter).map(\.path)
    }

    @Test func `exchanges are numbered and stay in their order`() {
        let recorder = Recorder()
        #expect(recorder.add(Self.exchange("/a")) == 1)
        #expect(recorder.add(Self.exchange("/b?c=d")) == 2)
        #expect(Self.paths(recorder) == ["/a", "/b"])
        #expect(recorder.exchange(2)?.path == "/b")
        #expect(recorder.exchange(3) == nil)
    }

    @Test func `the numbers go on when the record is forgotten`() {
        let recorder = Recorder()
        recorder.add(Self.exchange("/a"))
        recorder.forget()
        #expect(Self.paths(recorder) == [])
        #expect(recorder.last == 1)
        #expect(recorder.add(Self.exchange("/b")) == 2)
    }

    @Test func `of many, the latest are kept`() {
        let recorder = Recorder(keeping: 100)
        for number in 1...1000 { recorder.add(Self.exchange("/\(number)")) }
        let kept = Self.paths(recorder)
        #expect((100...125).contains(kept.count))
        #expect(kept.last == "/1000")
        #expect(kept == (1001 - kept.count...1000).map { "/\($0)" })
    }

    @Test func `they take no more memory than they may, however long they are`() {
        let recorder = Recorder(keeping: 1000, within: 100_000)
        for number in 1...1000 { recorder.add(Self.exchange("/\(number)", body: 15_000)) }
        #expect((1...7).contains(Self.paths(recorder).count))
    }

    @Test func `the newest that fit are given, in their order`() {
        let recorder = Recorder()
        recorder.add(Self.exchange("/a"))
        recorder.add(Self.exchange("/b", surface: .logto))
        recorder.add(Self.exchange("/c", status: .notFound))
        recorder.add(Self.exchange("/d", status: .internalServerError))
        #expect(Self.paths(recorder) { $0.limit = 2 } == ["/c", "/d"])
        #expect(Self.paths(recorder) { $0.after = 2 } == ["/c", "/d"])
        #expect(Self.paths(recorder) { $0.surface = .logto } == ["/b"])
        #expect(Self.paths(recorder) { $0.path = PathPattern("/a") } == ["/a"])
        #expect(Self.paths(recorder) { $0.status = "404" } == ["/c"])
        #expect(Self.paths(recorder) { $0.status = "5xx" } == ["/d"])
        #expect(Self.paths(recorder) { $0.method = "POST" } == [])
    }

    @Test func `whoever waits is given what comes`() async {
        let recorder = Recorder()
        var filter = ExchangeFilter()
        filter.path = PathPattern("/b")
        let waiting = filter
        async let found = recorder.exchanges(waiting, waiting: 60_000)
        while recorder.waiting == 0 { await Task.yield() }
        recorder.add(Self.exchange("/a"))
        recorder.add(Self.exchange("/b"))
        #expect(await found.map(\.path) == ["/b"])
        #expect(recorder.waiting == 0)
    }

    @Test func `whoever waits in vain is given nothing`() async {
        let recorder = Recorder()
        #expect(await recorder.exchanges(ExchangeFilter(), waiting: 1).isEmpty)
        #expect(recorder.waiting == 0)
    }

    @Test func `what is there is not waited for`() async {
        let recorder = Recorder()
        recorder.add(Self.exchange("/a"))
        #expect(await recorder.exchanges(ExchangeFilter(), waiting: 60_000).count == 1)
    }
}
