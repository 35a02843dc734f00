import Core
import HTTPTypes
import TestSupport
import Testing

@Suite("The portal's webhooks (spec §6.2)")
struct WebhooksPageTests {
    private static let path = "/portal/registration/register-webhooks"

    private let studio: Studio
    private let browser: Browser

    init() async throws {
        self.studio = try await Studio()
        self.browser = Browser(self.studio.world)
    }

    private func open(_ query: String = "") async throws -> TestResponse {
        try await self.browser.open(self.studio.world.patreon + Self.path + query)
    }

    private func add(_ uri: String = Receiver.uri) async throws -> TestResponse {
        try await self.browser.press("Add Webhook", on: try await self.open(), filling: ["uri": uri])
    }

    @Test func `a webhook is added, told everything, and its log shows how that went`() async throws {
        let page = try await self.add()
        #expect(page.status == .ok)
        #expect(page.body.contains("The webhook was created"))
        self.studio.receiver.will(answer: [500])
        _ = try await self.studio.join("10001", tier: nil)
        try await self.studio.world.work()
        let log = try await self.open()
        #expect(log.body.contains("1 message is queued."))
        #expect(log.body.contains("HTTP 500. noted"))
        #expect(log.body.contains("1 failure"))
        let sent = try await self.browser.press("Send queued now", on: log)
        #expect(sent.body.contains("0 messages are queued."))
        let again = try await self.browser.press("Send again", on: sent)
        #expect(again.body.contains("was sent again"))
        #expect(self.studio.receiver.requests.count == 3)
    }

    @Test func `it belongs to the creator: no client sees it`() async throws {
        _ = try await self.add()
        let list = try await self.studio.api(.get, "/webhooks", token: try await self.studio.token())
        #expect(list.json["data"] == [])
    }

    @Test func `a test is sent, events are chosen, sending is paused and resumed`() async throws {
        _ = try await self.browser.press(
            "Send Test", on: try await self.add(), filling: ["event": "posts:publish"])
        #expect(self.studio.receiver.events == ["posts:publish"])
        _ = try await self.browser.press("Pause", on: try await self.open())
        _ = try await self.studio.join("10001", tier: nil)
        try await self.studio.world.work()
        #expect(self.studio.receiver.requests.count == 1)
        _ = try await self.browser.press("Un-pause and send queued", on: try await self.open())
        #expect(self.studio.receiver.events == ["posts:publish", "members:create"])
        // The form of a browser in which nothing is ticked.
        let page = try await self.open()
        let form = try #require(HTMLForm.all(in: page.body).first { $0.button("Save Events") != nil })
        let csrf = try #require(form.fields.first { $0.name == "csrf_token" }?.value)
        _ = try await self.browser.request(
            .post, self.studio.world.patreon + (form.action ?? ""),
            form: [("csrf_token", csrf), ("action", "save"), ("trigger", "members:delete"), ("trigger", "x")])
        let webhook = try #require(try await self.studio.control(.get, "/webhooks").json.array?.first)
        #expect(webhook["triggers"] == ["members:delete"])
        _ = try await self.browser.press("Delete Webhook", on: try await self.open())
        #expect(try await self.studio.control(.get, "/webhooks").json == [])
    }

    @Test(arguments: ["", "receiver.test", "http://example.com/", "https://<script>"])
    func `an address that cannot be called is refused at its field`(uri: String) async throws {
        let page = try await self.add(uri)
        #expect(page.status == .badRequest)
        #expect(page.body.contains("aria-invalid"))
        #expect(!page.body.contains("<script"))
        #expect(try await self.studio.control(.get, "/webhooks").json == [])
    }

    @Test func `a form of another site, and one about nothing, is refused`() async throws {
        _ = try await self.add()
        let origin = self.studio.world.patreon + Self.path
        for path in ["", "/1", "/1/events/1"] {
            let answer = try await self.studio.world.post(
                origin + path, form: ["action": "delete", "uri": "https://a.test"])
            #expect(answer.status == .forbidden)
        }
        let csrf = try #require(
            HTMLForm.all(in: try await self.open().body).flatMap(\.fields).first { $0.name == "csrf_token" }?.value)
        for (path, action, status) in [
            ("/99", "delete", HTTPResponse.Status.notFound), ("/x", "delete", .notFound),
            ("/1", "explode", .badRequest),
            ("/1", "created", .badRequest), ("/1", "test", .badRequest), ("/1/events/77", "", .notFound),
            ("/1/events/%00", "", .notFound),
        ] {
            let answer = try await self.studio.world.post(
                origin + path, form: ["csrf_token": csrf, "action": action])
            #expect(answer.status == status, "\(path) \(action)")
        }
        #expect(try await self.studio.control(.get, "/webhooks").json.array?.count == 1)
    }

    @Test(arguments: ["?creator=%00&webhook=%FF", "?creator=10009", "?done=%3Cscript%3E"])
    func `the page does not mind what stands in its address`(query: String) async throws {
        let page = try await self.open(query)
        #expect(page.status == .ok)
        #expect(!page.body.contains("<script"))
    }
}
