import Core
import HTTPTypes
import Storage
import Synchronization
import TestSupport
import Testing
import Web

/// What to change in a request; `nil` leaves a parameter out.
typealias Changes = [String: String?]

extension RelyingParty {
    /// The first page of a sign-in.
    func firstPage(_ browser: Browser, _ changes: Changes = [:]) async throws -> TestResponse {
        try await browser.open(self.authorizationURL(changes))
    }

    /// The address at Logto that Patreon sends the browser back to, not yet opened.
    func callbackAddress(
        _ browser: Browser, from page: TestResponse, pressing button: String = "Continue with Patreon",
        as persona: String = "10001"
    ) async throws -> String {
        let approval = try await browser.press(button, on: page)
        let form = try #require(HTMLForm.all(in: approval.body).first)
        let fields = form.fields.filter { $0.name != "account" }.map { ($0.name, $0.value) }
        let answer = try await browser.request(
            .post, self.world.patreon + (form.action ?? ""),
            form: fields + [("account", persona), ("decision", "allow")])
        return try #require(answer.location)
    }
}

extension TestResponse {
    /// What the page says went wrong.
    var alert: String? {
        self.body.firstMatch(of: /<p class="alert" role="alert">(.*?)<\/p>/).map { String($0.output.1).unescapingHTML }
    }

    var title: String? {
        self.body.firstMatch(of: /<title>(.*?)<\/title>/).map { String($0.output.1).unescapingHTML }
    }

    /// Whether this is the page that says that there is no sign-in, shown at the address that was asked for (spec §7.3).
    var lacksSession: Bool {
        self.status == .ok && self.title == "404 Not Found"
            && self.body.contains("<p>Session not found. Please go back and sign in again.</p>")
    }

    /// Whether parts of the page stand in this order.
    func hasInOrder(_ parts: [String]) -> Bool {
        var rest = self.body[...]
        for part in parts {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }
}

extension Example {
    /// The example with members added to its sign-in experience.
    static func config(signInExperience members: String) -> String {
        self.config(replacing: #""signInExperience": {"#, with: #""signInExperience": { \#(members),"#)
    }
}

/// How often something happened.
final class Counter: Sendable {
    private let value = Mutex(0)

    var count: Int { self.value.withLock { $0 } }

    /// - Returns: how often it has happened now.
    @discardableResult
    func note() -> Int {
        self.value.withLock { value in
            value += 1
            return value
        }
    }
}
