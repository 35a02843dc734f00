import Core
import HTTPTypes
import Hummingbird
import JOSE
import Logto
import Web

/// Who may use the Management API: whoever brings an access token for it with the scope `all` (spec
/// `logto-management-api.md` §3.1). Why a token is not believed is said in the words of the library that Logto asks.
struct ManagementAuthentication: Sendable {
    private static let scope = "all"

    let parts: ManagementParts

    func caller(of request: Request) throws(LogtoError) -> Call.Caller {
        // Logto looks at it before the token, and not at all at the token then (§3.3).
        if self.parts.isIntegrationTest, let id = request.headers[.developmentUserID], !id.isEmpty { return .user(id) }
        let claims = try self.claims(of: try BearerToken.text(of: request))
        guard let subject = claims["sub"]?.string, !subject.isEmpty else {
            throw LogtoError("auth.jwt_sub_missing", .unauthorized)
        }
        let scopes = (claims["scope"]?.string ?? "").split(separator: " ")
        guard scopes.contains(Substring(Self.scope)) else { throw LogtoError("auth.forbidden", .forbidden) }
        return claims["client_id"]?.string == subject ? .application(subject) : .user(subject)
    }

    private func claims(of token: String) throws(LogtoError) -> JSON {
        let payload: [UInt8]
        do {
            payload = try JWS.verify(token, with: self.parts.keys.published).payload
        } catch {
            throw Self.unauthorized(Self.reason(error))
        }
        guard let claims = try? JSON(parsing: payload), claims.members != nil else {
            throw Self.unauthorized(["code": "ERR_JWT_INVALID", "name": "JWTInvalid"])
        }
        try self.check("iss", claims) { $0 == .string(self.parts.origins.issuer) }
        try self.check("aud", claims) { audience in
            (audience.array ?? [audience]).contains(.string(FreshInstance.managementAPI.indicator))
        }
        if let end = claims["exp"] {
            guard let seconds = end.double, Double(self.parts.time.now.seconds) < seconds else {
                throw Self.unauthorized(
                    Self.refusal("ERR_JWT_EXPIRED", "JWTExpired", "exp", "check_failed", claims))
            }
        }
        return claims
    }

    private func check(_ name: String, _ claims: JSON, _ fits: (JSON) -> Bool) throws(LogtoError) {
        if let value = claims[name], fits(value) { return }
        throw Self.unauthorized(
            Self.refusal(
                "ERR_JWT_CLAIM_VALIDATION_FAILED", "JWTClaimValidationFailed", name,
                claims[name] == nil ? "missing" : "check_failed", claims))
    }

    private static func refusal(
        _ code: String, _ name: String, _ claim: String, _ reason: String, _ claims: JSON
    ) -> JSON {
        [
            "code": .string(code), "name": .string(name), "claim": .string(claim), "reason": .string(reason),
            "payload": claims,
        ]
    }

    private static func reason(_ error: JWSError) -> JSON {
        let name =
            switch error {
            case .malformed: "JWS_INVALID"
            case .unsupportedAlgorithm, .unsupportedExtension: "JOSE_NOT_SUPPORTED"
            case .unknownKey: "JWKS_NO_MATCHING_KEY"
            case .badSignature: "JWS_SIGNATURE_VERIFICATION_FAILED"
            }
        let names = [
            "JWS_INVALID": "JWSInvalid", "JOSE_NOT_SUPPORTED": "JOSENotSupported",
            "JWKS_NO_MATCHING_KEY": "JWKSNoMatchingKey",
            "JWS_SIGNATURE_VERIFICATION_FAILED": "JWSSignatureVerificationFailed",
        ]
        return ["code": .string("ERR_\(name)"), "name": .nullable(names[name])]
    }

    private static func unauthorized(_ data: JSON) -> LogtoError {
        LogtoError("auth.unauthorized", .unauthorized, data: data)
    }
}

extension HTTPField.Name {
    /// Whom a request of Logto's own tests is for.
    fileprivate static let developmentUserID = HTTPField.Name.wellFormed("development-user-id")
}
