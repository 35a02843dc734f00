import Core
import Emulator
import Foundation
import HTTPTypes
import JOSE
import Logto
import OAuth

/// An application that signs people in at Logto: what an SDK would send.
package struct RelyingParty: Sendable {
    package let app: ExampleApp
    package let world: TestWorld

    package init(_ app: ExampleApp = Example.webApp, in world: TestWorld) {
        self.app = app
        self.world = world
    }

    /// 43 characters, as long as RFC 7636 §4.1 wants.
    package static let verifier = "a-code-verifier-that-is-long-enough-0123456789"

    /// The parameters of the official Python SDK (spec `logto-oidc.md` §20).
    package var parameters: [String: String] {
        [
            "client_id": self.app.id, "redirect_uri": self.app.redirectURI,
            "code_challenge": PKCE.challenge(for: Self.verifier), "code_challenge_method": "S256", "state": "a-state",
            "response_type": "code", "prompt": "consent", "scope": "openid offline_access profile email identities",
        ]
    }

    /// The address of the authorization request, with some parameters changed or, for `nil`, left out.
    package func authorizationURL(_ changes: [String: String?] = [:]) -> String {
        var parameters = self.parameters
        for (name, value) in changes { parameters[name] = value }
        let query = FormURLEncoding.encode(parameters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        return "\(self.world.logto)/oidc/auth?\(query)"
    }

    /// Signs in through Patreon and comes back to the application's address.
    package func signIn(
        _ browser: Browser, as persona: String = "10001", _ changes: [String: String?] = [:]
    ) async throws -> TestResponse {
        let page = try await browser.open(self.authorizationURL(changes))
        if page.location != nil { return page }
        let approval = try await browser.press("Continue with Patreon", on: page)
        return try await browser.press("Allow", on: approval, filling: ["account": persona])
    }

    /// Signs Alice in with her password and comes back to the application's address, or to its consent page.
    package func signInAsAlice(_ browser: Browser, _ changes: [String: String?] = [:]) async throws -> TestResponse {
        let page = try await browser.open(self.authorizationURL(changes))
        if page.location != nil { return page }
        return try await browser.press(
            "Sign in", on: page, filling: ["identifier": "alice", "password": "bookstore-alice"])
    }

    /// A sign-in and the code that it yields.
    package func code(
        _ browser: Browser, as persona: String = "10001", _ changes: [String: String?] = [:]
    ) async throws -> String {
        let answer = try await self.signIn(browser, as: persona, changes)
        guard let code = answer.locationParameters["code"] else { throw NoCode(answer: answer) }
        return code
    }

    /// Trades the code for tokens, with some parameters changed or, for `nil`, left out.
    package func redeem(_ code: String, _ changes: [String: String?] = [:]) async throws -> TestResponse {
        var form: [String: String] = [
            "grant_type": "authorization_code", "code": code, "redirect_uri": self.app.redirectURI,
            "code_verifier": Self.verifier,
        ]
        for (name, value) in changes { form[name] = value }
        return try await self.token(form)
    }

    package func refresh(_ token: String, _ changes: [String: String?] = [:]) async throws -> TestResponse {
        var form: [String: String] = ["grant_type": "refresh_token", "refresh_token": token]
        for (name, value) in changes { form[name] = value }
        return try await self.token(form)
    }

    /// A request to the token endpoint, with the application's own id and secret in the body unless given.
    package func token(_ form: [String: String], headers: HTTPFields = [:]) async throws -> TestResponse {
        var form = form
        if headers[.authorization] == nil {
            form["client_id"] = form["client_id"] ?? self.app.id
            form["client_secret"] = form["client_secret"] ?? self.app.secret
        }
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await self.world.send(
            .post, "\(self.world.logto)/oidc/token", headers: headers,
            body: FormURLEncoding.encode(form.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    }

    package func userInfo(_ accessToken: String) async throws -> TestResponse {
        try await self.world.get("\(self.world.logto)/oidc/me", headers: [.authorization: "Bearer \(accessToken)"])
    }

    /// The claims of an ID token whose signature is Logto's.
    package func claims(_ idToken: String) throws -> JSON {
        let verified = try JWS.verify(idToken, with: self.world.world.keys.published)
        return try JSON(parsing: verified.payload)
    }

    /// What an access token for an API says.
    ///
    /// - Throws: for an opaque one, or any other kind of token.
    package func accessClaims(_ token: String) throws -> JSON {
        let verified = try JWS.verify(token, with: self.world.world.keys.published)
        guard verified.type == "at+jwt" else { throw JWSError.malformed }
        return try JSON(parsing: verified.payload)
    }

    package struct NoCode: Error {
        let answer: TestResponse
    }
}
