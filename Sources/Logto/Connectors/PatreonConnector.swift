import Core
import Foundation
import HTTPTypes
import JOSE
import Web

/// Signs people in through Patreon, with the very requests of Logto's connector `patreon-universal`
/// (spec `logto-oidc.md` §9.5 and §10, `patreon.md` §7.1).
package struct PatreonConnector: Sendable {
    private let clientID: String
    private let clientSecret: String
    private let scope: String
    private let origin: String
    private let outbound: Outbound

    /// - Parameters:
    ///   - config: of the connector; checked only now, when it is used.
    ///   - origin: where Patreon is; a constant in the real connector.
    /// - Throws: `connector.invalid_config`.
    package init(config: JSON, origin: String, outbound: Outbound) throws(LogtoError) {
        var config = Guard(config)
        self.clientID = config.string("clientId") ?? ""
        self.clientSecret = config.string("clientSecret") ?? ""
        self.scope = config.string("scope", presence: .optional) ?? "identity identity[email]"
        self.origin = origin
        self.outbound = outbound
        try config.finish("connector.invalid_config")
    }

    /// Where the browser is sent.
    ///
    /// - Parameter scope: in place of the connector's own.
    func authorizationURI(state: String, redirectURI: String, scope: String? = nil) -> String {
        let query = FormURLEncoding.encode([
            ("response_type", "code"), ("client_id", self.clientID), ("scope", scope ?? self.scope),
            ("redirect_uri", redirectURI), ("state", state),
        ])
        return "\(self.origin)/oauth2/authorize?\(query)"
    }

    /// Trades the code for the profile behind it.
    ///
    /// - Parameter redirectURI: the one that the browser was sent away with.
    /// - Throws: ``LogtoError``, or the outbound failure itself, which Logto answers with 500.
    package func profile(code: String, redirectURI: String) async throws -> SocialProfile {
        let token = try await self.token(code: code, redirectURI: redirectURI)
        return try await self.currentUser(authorization: "\(token.type) \(token.value)")
    }

    private func token(code: String, redirectURI: String) async throws -> (type: String, value: String) {
        // Neither half is percent-encoded first, against RFC 6749 §2.3.1: that is how the connector does it.
        let credentials = Data("\(self.clientID):\(self.clientSecret)".utf8).base64EncodedString()
        let form = FormURLEncoding.encode([
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectURI),
        ])
        let answer = try await self.outbound.send(
            Outbound.Request(
                method: .post, url: "\(self.origin)/api/oauth2/token",
                headers: [
                    .authorization: "Basic \(credentials)",
                    .contentType: "application/x-www-form-urlencoded;charset=UTF-8",
                    .accept: "application/json", .userAgent: Self.userAgent,
                ],
                body: Array(form.utf8), timeout: 10))
        guard answer.status.kind == .successful else {
            // The provider's words are lost: the connector serializes a stream, which gives an empty object.
            throw Self.general(data: ["message": "{}"])
        }
        let json: JSON
        do {
            json = try JSON(parsing: answer.body)
        } catch {
            throw LogtoError(nil, message: JSON.reason(error))
        }
        var body = Guard(json)
        let value = body.string("access_token")
        let type = body.string("token_type")
        body.string("scope")
        body.number("expires_in", presence: .optional)
        body.string("refresh_token", presence: .optional)
        try body.finish("connector.invalid_response")
        guard let value, let type, !value.isEmpty else {
            throw LogtoError("connector.social_auth_code_invalid", .unauthorized)
        }
        return (type, value)
    }

    private func currentUser(authorization: String) async throws -> SocialProfile {
        let answer = try await self.outbound.sendWithRetries(
            Outbound.Request(
                method: .get, url: "\(self.origin)/api/oauth2/api/current_user",
                headers: [
                    .authorization: authorization, .accept: "application/json", .userAgent: Self.userAgent,
                ],
                timeout: 5))
        guard answer.status.kind == .successful else {
            if answer.status == .unauthorized {
                throw LogtoError("connector.social_invalid_access_token", .unauthorized)
            }
            throw Self.general(data: ["message": .string(String(decoding: answer.body, as: UTF8.self))])
        }
        guard let json = try? JSON(parsing: answer.body) else {
            throw LogtoError(
                "connector.invalid_response",
                data: ["message": .string(String(decoding: answer.body, as: UTF8.self))])
        }
        var body = Guard(json)
        if body.object("data") {
            body.string("data", "id")
            if body.object("data", "attributes") {
                for name in ["full_name", "vanity", "url", "image_url", "email"] {
                    body.string("data", "attributes", name, presence: .nullish)
                }
                body.bool("data", "attributes", "is_email_verified", presence: .optional)
            }
        }
        try body.finish("connector.invalid_response")
        let attributes = json["data"]?["attributes"]
        return SocialProfile(
            id: json["data"]?["id"]?.string ?? "", name: attributes?["full_name"]?.string,
            email: attributes?["email"]?.string, avatar: attributes?["image_url"]?.string, rawData: json)
    }

    private static let userAgent = "node"

    private static func general(data: JSON) -> LogtoError {
        LogtoError("connector.general", data: data, values: ["errorDescription": data.text()])
    }
}

extension Outbound {
    /// Sends a GET up to three times, as the HTTP client of Logto's connectors does (§10): a pause of 0.3 and then
    /// 0.6 seconds, unless the answer's `Retry-After` says otherwise. A timeout is not tried again.
    fileprivate func sendWithRetries(_ request: Outbound.Request) async throws -> Outbound.Response {
        var pause = 300
        for _ in 1...2 {
            do {
                let answer = try await self.send(request)
                guard let wait = answer.pauseBeforeRetry(otherwise: pause) else { return answer }
                try await self.rest(milliseconds: wait)
            } catch Outbound.Failure.disconnected {
                try await self.rest(milliseconds: pause)
            }
            pause *= 2
        }
        return try await self.send(request)
    }
}

extension Outbound.Response {
    /// Milliseconds, or `nil` when the answer stands.
    fileprivate func pauseBeforeRetry(otherwise pause: Int) -> Int? {
        let retryAfter = self.headers[.retryAfter].flatMap(Double.init).flatMap { Int(exactly: ($0 * 1000).rounded()) }
        switch self.status.code {
        case 413: return retryAfter
        case 429, 503: return retryAfter ?? pause
        case 408, 500, 502, 504: return pause
        default: return nil
        }
    }
}
