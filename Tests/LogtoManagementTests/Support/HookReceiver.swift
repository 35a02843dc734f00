import Core
import HTTPTypes
import JOSE
import Synchronization
import TestSupport
import Web

/// Somebody who is called by Logto's webhooks at `http://receiver.example`.
final class HookReceiver: Sendable {
    static let url = "http://receiver.example/hook"

    private let received = Mutex<[Outbound.Request]>([])
    private let answer: Outbound.Response

    init(status: HTTPResponse.Status = .ok, body: String = #"{"received":true}"#) {
        self.answer = Outbound.Response(status: status, headers: [:], body: Array(body.utf8))
    }

    var requests: [Outbound.Request] { self.received.withLock { $0 } }

    /// What was received, in order of the events' names.
    var payloads: [JSON] {
        self.requests.compactMap { try? JSON(parsing: $0.body) }
            .sorted { ($0["event"]?.string ?? "") < ($1["event"]?.string ?? "") }
    }

    var events: [String] { self.payloads.compactMap { $0["event"]?.string } }

    /// An administrator of a world whose webhooks reach this receiver.
    func management(_ config: String = Example.config) async throws -> Management {
        let world = try await TestWorld(config) { request in
            guard request.url.hasPrefix("http://receiver.example/") else { return nil }
            self.received.withLock { $0.append(request) }
            return self.answer
        }
        return try await Management(in: world)
    }

    /// A webhook for some events.
    func hook(_ events: [String], in management: Management, _ changes: JSON = [:]) async throws -> JSON {
        let body: JSON = ["events": .strings(events), "config": ["url": .string(Self.url)]]
        return try await management.create("/hooks", body.adding(changes))
    }
}

extension Outbound.Request {
    /// Whether it is signed with a key.
    func isSigned(with key: String) -> Bool {
        let name = HTTPField.Name.wellFormed("logto-signature-sha-256")
        return self.headers[name] == Digest.sha256.hmac(self.body, key: key.utf8).hexadecimal
    }
}
