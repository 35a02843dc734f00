import Core
import HTTPTypes
import Hummingbird
import JOSE
import Logto
import Web

/// `GET /oidc/jwks`: the public keys (RFC 7517 §5; spec `logto-oidc.md` §3).
struct JWKSEndpoint: Sendable {
    let keys: KeyRing

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("jwks") { _, _ in
                Response.json(
                    ["keys": .array(self.keys.published.map(\.json))],
                    type: "application/jwk-set+json; charset=utf-8",
                    headers: [.cacheControl: "no-cache, max-age=0, must-revalidate"])
            }
            .preflight("jwks")
    }
}

extension JWK {
    /// An EC key names its algorithm, an RSA key none, since it fits several (§3).
    fileprivate var json: JSON {
        .object(self.members.map { JSON.Member($0.name, .string($0.value)) })
    }
}
