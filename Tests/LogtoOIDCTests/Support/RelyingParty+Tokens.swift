import Core
import HTTPTypes
import TestSupport

extension RelyingParty {
    /// A POST to an endpoint that clients prove themselves at, with the application's own id and secret unless given.
    func post(_ path: String, _ form: [String: String?], headers: HTTPFields = [:]) async throws -> TestResponse {
        var form = form
        if headers[.authorization] == nil {
            if form["client_id"] == nil { form["client_id"] = self.app.id }
            if form["client_secret"] == nil { form["client_secret"] = self.app.secret }
        }
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        let pairs = form.sorted { $0.key < $1.key }.compactMap { name, value in value.map { (name, $0) } }
        return try await self.world.send(
            .post, self.world.issuer + path, headers: headers, body: FormURLEncoding.encode(pairs))
    }

    func introspect(_ token: String?) async throws -> TestResponse {
        try await self.post("/token/introspection", ["token": token])
    }

    func revoke(_ token: String?) async throws -> TestResponse {
        try await self.post("/token/revocation", ["token": token])
    }

    /// Whether Logto says that the token is still good.
    func isActive(_ token: String?) async throws -> Bool? {
        try await self.introspect(token).json["active"]?.bool
    }
}
