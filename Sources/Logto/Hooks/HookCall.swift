import Core
import HTTPTypes
import JOSE
import OAuth
import Web

/// One call of a webhook's address (spec `logto-management-api.md` §8.3).
package struct HookCall: Sendable {
    private static let timeout = 10

    let config: JSON
    let signingKey: String
    let payload: JSON

    package init(config: JSON, signingKey: String, payload: JSON) {
        self.config = config
        self.signingKey = signingKey
        self.payload = payload
    }

    package enum Outcome: Sendable {
        case answered(status: HTTPResponse.Status, body: JSON)
        /// In the words of what Logto calls with.
        case failed(String)
    }

    private var url: String { self.config["url"]?.string ?? "" }

    package func send(_ outbound: Outbound) async -> Outcome {
        guard let url = WebURL(self.url), ["http", "https"].contains(url.scheme) else {
            return .failed("TypeError: Failed to parse URL from \(self.url)")
        }
        let body = self.payload.bytes()
        var headers: HTTPFields = [.contentType: "application/json", .userAgent: "Logto (https://logto.io/)"]
        for member in self.config["headers"]?.members ?? [] {
            if let name = HTTPField.Name(member.name) { headers[name] = member.value.string }
        }
        headers[.logtoSignature] = Digest.sha256.hmac(body, key: self.signingKey.utf8).hexadecimal
        do {
            let answer = try await outbound.send(
                Outbound.Request(
                    method: .post, url: url.href, headers: headers, body: body, timeout: Self.timeout))
            return .answered(status: answer.status, body: Self.body(answer.body))
        } catch Outbound.Failure.timedOut {
            return .failed("TimeoutError: Request timed out: POST \(self.url)")
        } catch {
            return .failed("TypeError: fetch failed")
        }
    }

    /// JSON where it is, else text.
    private static func body(_ bytes: [UInt8]) -> JSON {
        if let json = try? JSON(parsing: bytes) { return json }
        return .string(String(decoding: bytes, as: UTF8.self).replacing("\0", with: "\u{FFFD}"))
    }

    /// In those of what Logto calls with; an answer need not have a reason phrase.
    private static func words(_ status: HTTPResponse.Status, _ url: String) -> String {
        let words = ["\(status.code)", status.reasonPhrase].filter { !$0.isEmpty }.joined(separator: " ")
        return "HTTPError: Request failed with status code \(words): POST \(url)"
    }

    /// What is kept of it (§8.5).
    package func logPayload(_ outcome: Outcome, event: String, hook: ID<Hook>) -> JSON {
        let response: JSON?
        let error: String?
        switch outcome {
        case .answered(let status, let body):
            response = ["statusCode": .int(Int64(status.code)), "body": body]
            error = status.kind == .successful ? nil : Self.words(status, self.url)
        case .failed(let words): (response, error) = (nil, words)
        }
        let payload: JSON = [
            "key": .string("TriggerHook.\(event)"),
            "result": error == nil ? "Success" : "Error",
            "hookId": .string(hook.value),
            "hookRequest": ["body": self.payload],
            "response": response,
            "error": error.map(JSON.string),
        ]
        return payload.maskedForLog
    }
}

extension HTTPField.Name {
    fileprivate static let logtoSignature = HTTPField.Name.wellFormed("logto-signature-sha-256")
}
