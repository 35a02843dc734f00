import Core
import Foundation
import OAuth
import Synchronization

/// Signs people in as a browser and an app would, over real HTTP: every request of both hops, pages included.
struct SignInDriver {
    /// The ID token.
    static let signaturesPerSignIn = 1.0
    /// Ten of the requests write: the interaction, the social step, Patreon's code, the callback's beginning, Patreon's
    /// tokens, the callback's end, the session, the consent, the code, the tokens.
    static let commitsPerSignIn = 10.0

    let origins: Origins

    /// - Parameter clients: threads, each with a browser of its own that signs in again and again.
    func signInsPerSecond(clients: Int, each count: Int) throws -> Double {
        let failure = Mutex<(any Error)?>(nil)
        let clock = ContinuousClock()
        let duration = clock.measure {
            let ends = DispatchGroup()
            for _ in 0..<clients {
                ends.enter()
                Thread.detachNewThread {
                    defer { ends.leave() }
                    do {
                        let browser = BenchBrowser()
                        for _ in 0..<count { try self.signIn(browser) }
                    } catch {
                        failure.withLock { $0 = error }
                    }
                }
            }
            ends.wait()
        }
        if let error = failure.withLock(\.self) { throw error }
        return Double(clients * count) / (duration / .seconds(1))
    }

    private static let verifier = "a-code-verifier-that-is-long-enough-0123456789"
    private static let challenge = PKCE.challenge(for: Self.verifier)

    private func signIn(_ browser: BenchBrowser) throws {
        browser.forgetCookies()
        let query = FormURLEncoding.encode([
            ("client_id", "bookstore000000000000"), ("redirect_uri", "http://localhost:3000/callback"),
            ("code_challenge", Self.challenge), ("code_challenge_method", "S256"), ("state", "state"),
            ("response_type", "code"), ("prompt", "consent"), ("scope", "openid offline_access profile email"),
        ])
        let page = try browser.open("\(self.origins.logto)/oidc/auth?\(query)")
        let form = try page.forms.first { $0.action?.contains("/social/") ?? false }.orThrow(page)
        let approval = try browser.submit(form, on: page, adding: [])
        let allow = try approval.forms.first.orThrow(approval)
        let callback = try browser.submit(allow, on: approval, adding: [("decision", "allow")])
        guard let location = callback.location, let url = WebURL(location),
            let code = url.searchParameters.first(where: { $0.name == "code" })?.value
        else { throw BenchBrowser.Unexpected(page: callback) }
        let body = FormURLEncoding.encode([
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", "http://localhost:3000/callback"),
            ("client_id", "bookstore000000000000"), ("client_secret", "BookstoreSecret00000000000000000"),
            ("code_verifier", Self.verifier),
        ])
        let tokens = try browser.request("POST", "\(self.origins.logto)/oidc/token", form: body)
        guard tokens.status == 200 else { throw BenchBrowser.Unexpected(page: tokens) }
    }
}

extension Optional {
    fileprivate func orThrow(_ page: BenchBrowser.Page) throws -> Wrapped {
        guard let self else { throw BenchBrowser.Unexpected(page: page) }
        return self
    }
}
