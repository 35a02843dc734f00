import Core
import Hummingbird
import Logto

/// The token that a request brings, as Logto reads it (spec `logto-management-api.md` §3.1): the scheme's letter case
/// counts, and what follows the seventh character is the token.
enum BearerToken {
    /// - Throws: 401 `auth.authorization_header_missing`, `auth.authorization_token_type_not_supported`.
    static func text(of request: Request) throws(LogtoError) -> String {
        guard let header = request.headers[.authorization] else {
            throw LogtoError("auth.authorization_header_missing", .unauthorized)
        }
        guard header.hasPrefix("Bearer") else {
            throw LogtoError(
                "auth.authorization_token_type_not_supported", .unauthorized,
                data: ["supportedTypes": .strings(["Bearer"])])
        }
        return String(header.dropFirst("Bearer ".count))
    }
}
