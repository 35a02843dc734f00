import Core
import Emulator
import HTTPTypes
import JOSE
import Logto
import Storage
import TestSupport

extension Example {
    /// The example with personal access tokens; the web application may exchange tokens, and the third-party one would
    /// like to.
    static let withExchange = Self.config(
        replacing: #""postLogoutRedirectUris": ["http://localhost:3000/"]}}"#,
        with: """
            "postLogoutRedirectUris": ["http://localhost:3000/"]},
             "customClientMetadata": {"allowTokenExchange": true}}
            """
    ).replacing(
        #""isThirdParty": true"#, with: #""isThirdParty": true, "customClientMetadata": {"allowTokenExchange": true}"#
    ).replacing(
        #""name": "Alice Example""#,
        with: """
            "name": "Alice Example", "personalAccessTokens": [{"name": "for tests", "value": "pat_alice"},
              {"name": "short", "value": "pat_short", "expiresAt": 1800000060000}, {"name": "made here"}]
            """
    ).replacing(
        #""isSuspended": true}"#,
        with: #""isSuspended": true, "personalAccessTokens": [{"name": "x", "value": "pat_suspended"}]}"#)
}

enum TokenType {
    static let accessToken = "urn:ietf:params:oauth:token-type:access_token"
    static let impersonation = "urn:logto:token-type:impersonation_token"
    static let personal = "urn:logto:token-type:personal_access_token"
}

extension RelyingParty {
    /// Trades a token, with some parameters changed or, for `nil`, left out.
    func exchange(_ token: String, _ type: String, _ changes: Changes = [:]) async throws -> TestResponse {
        var form = [
            "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange", "subject_token": token,
            "subject_token_type": type,
        ]
        for (name, value) in changes { form[name] = value }
        return try await self.token(form)
    }
}

extension TestWorld {
    /// A token that stands for a user once.
    func subjectToken(_ userID: String = "alice0000001") async throws -> String {
        let answer = try await self.send(
            .post, "\(self.console)/control/subject-tokens", headers: [.contentType: "application/json"],
            body: #"{"userId":"\#(userID)"}"#)
        guard let token = answer.json["subjectToken"]?.string else { throw NoToken(answer: answer) }
        return token
    }

    /// An opaque access token of any application for any user.
    func opaqueToken(_ app: ExampleApp, user: String = "alice0000001", scopes: [String]) async throws -> String {
        let (entropy, now) = (self.world.entropy, self.world.clock.now)
        return try await self.store.transaction { db in
            let grant = Grant(
                id: ID(entropy.token()), userID: ID(user), applicationID: ID(app.id), scopes: scopes, createdAt: now,
                expiresAt: now.advanced(bySeconds: 3600))
            try db.put(grant)
            let token = AccessToken(
                token: entropy.token(), grantID: grant.id, sessionUID: nil, isSessionBound: false, scopes: scopes,
                issuedAt: now, expiresAt: now.advanced(bySeconds: 3600))
            try db.insert(token)
            return token.token
        }
    }

    /// A token with Logto's signature and whatever is to stand in it.
    func signedToken(_ claims: JSON, type: String? = "at+jwt") throws -> String {
        let standard: JSON = [
            "sub": "alice0000001", "iss": .string(self.issuer), "client_id": .string(Example.webApp.id),
            "exp": .int(self.world.clock.now.seconds + 60),
        ]
        let members = (standard.members ?? []).filter { claims[$0.name] == nil } + (claims.members ?? [])
        let payload = JSON.object(members.filter { $0.value != .null })
        return try JWS.sign(payload: Array(payload.text().utf8), type: type, with: self.world.keys.current)
    }

    private struct NoToken: Error {
        let answer: TestResponse
    }
}
