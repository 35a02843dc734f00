import Core
import TestSupport

extension RelyingParty {
    /// The scopes that Alice is asked for where APIs and organizations matter.
    static let wideScope = "openid offline_access urn:logto:scope:organizations read:books write:books invite:members"

    /// Alice's tokens; unless changed for an application that names the example's API and the organizations.
    func aliceTokens(_ changes: Changes = [:], redeeming: Changes = [:]) async throws -> Tokens {
        let usual: Changes = [
            "scope": Self.wideScope, "resource": "\(Example.api),urn:logto:resource:organizations",
        ]
        let answer = try await self.signInAsAlice(Browser(self.world), usual.merging(changes) { $1 })
        return try Tokens(try await self.redeem(answer.locationParameters["code"] ?? "", redeeming))
    }

    /// What a signed access token says.
    func accessClaims(_ answer: TestResponse) throws -> JSON {
        try self.accessClaims(answer.json["access_token"]?.string ?? "")
    }
}

/// The body of an error at the token endpoint.
func refusal(_ error: String, _ description: String, message: String, scope: String? = nil) -> JSON {
    [
        "code": .string("oidc.\(error)"), "message": .string(message), "error": .string(error),
        "error_description": .string(description), "scope": scope.map(JSON.string),
    ]
}

extension JSON {
    static let unknownResource = refusal(
        "invalid_target", "resource indicator is missing, or unknown", message: "Invalid resource indicator.")
}
