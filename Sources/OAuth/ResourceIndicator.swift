/// The value of `resource`: the API that a token is for (RFC 8707 §2).
package enum ResourceIndicator {
    /// What Logto's engine asks of the text before it looks for the API (spec `logto-oidc.md` §6.2, row 19).
    package static func check(_ text: String) throws(OAuthError) {
        guard let url = WebURL(text) else { throw .invalidTarget("resource indicator must be an absolute URI") }
        if url.href.contains("#") {
            throw .invalidTarget("resource indicator must not contain a fragment component")
        }
    }
}

extension OAuthError {
    package static let unknownResource = OAuthError.invalidTarget("resource indicator is missing, or unknown")
}
