import AsyncHTTPClient
import Core
import Foundation
import NIOCore
import NIOHTTP1
import OAuth

/// Signs people in as a browser and an app would, over real HTTP: every request of both hops, pages included.
struct SignInDriver {
    /// The ID token.
    static let signaturesPerSignIn = 1.0
    /// Ten of the requests write: the interaction, the social step, Patreon's code, the callback's beginning, Patreon's
    /// tokens, the callback's end, the session, the consent, the code, the tokens.
    static let commitsPerSignIn = 10.0

    private let origins: Origins
    private let client: HTTPClient

    init(_ origins: Origins) throws {
        self.origins = origins
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 16
        self.client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func end() async throws {
        try await self.client.shutdown()
    }

    func signInsPerSecond(clients: Int, each count: Int) async throws -> Double {
        let clock = ContinuousClock()
        let duration = try await clock.measure {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<clients {
                    group.addTask { for _ in 0..<count { try await self.signIn() } }
                }
                try await group.waitForAll()
            }
        }
        return Double(clients * count) / (duration / .seconds(1))
    }

    private static let verifier = "a-code-verifier-that-is-long-enough-0123456789"

    private func signIn() async throws {
        var browser = BenchBrowser(client: self.client)
        let query = FormURLEncoding.encode([
            ("client_id", "bookstore000000000000"), ("redirect_uri", "http://localhost:3000/callback"),
            ("code_challenge", PKCE.challenge(for: Self.verifier)), ("code_challenge_method", "S256"),
            ("state", "state"), ("response_type", "code"), ("prompt", "consent"),
            ("scope", "openid offline_access profile email"),
        ])
        let page = try await browser.open("\(self.origins.logto)/oidc/auth?\(query)")
        let form = try page.forms.first { $0.action?.contains("/social/") ?? false }.orThrow(page)
        let approval = try await browser.submit(form, on: page, adding: [])
        let allow = try approval.forms.first.orThrow(approval)
        let callback = try await browser.submit(allow, on: approval, adding: [("decision", "allow")])
        guard let location = callback.location, let url = WebURL(location),
            let code = url.searchParameters.first(where: { $0.name == "code" })?.value
        else { throw BenchBrowser.Unexpected(page: callback) }
        let body = FormURLEncoding.encode([
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", "http://localhost:3000/callback"),
            ("client_id", "bookstore000000000000"), ("client_secret", "BookstoreSecret00000000000000000"),
            ("code_verifier", Self.verifier),
        ])
        let tokens = try await browser.request(.POST, "\(self.origins.logto)/oidc/token", form: body)
        guard tokens.status == .ok else { throw BenchBrowser.Unexpected(page: tokens) }
    }
}

extension Optional {
    fileprivate func orThrow(_ page: BenchBrowser.Page) throws -> Wrapped {
        guard let self else { throw BenchBrowser.Unexpected(page: page) }
        return self
    }
}
