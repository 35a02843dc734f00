/// What an OAuth 2.0 or OpenID Connect rule found wrong. It has no wire form: status, body and redirect are the business
/// of the surface that asked (RFC 6749 §4.1.2.1, §5.2).
package struct OAuthError: Error, Hashable, Sendable {
    package let code: Code
    /// The product's own words; `nil` where it sends none.
    package let description: String?
    /// The scope that was refused, which Logto reports beside `invalid_scope` (spec `logto-oidc.md` §6.3).
    package let scope: String?

    package init(_ code: Code, _ description: String? = nil, scope: String? = nil) {
        self.code = code
        self.description = description
        self.scope = scope
    }

    /// The value of `error`.
    package enum Code: String, CaseIterable, Sendable {
        // RFC 6749 §4.1.2.1, §5.2
        case invalidRequest = "invalid_request"
        case invalidClient = "invalid_client"
        case invalidGrant = "invalid_grant"
        case invalidScope = "invalid_scope"
        case unauthorizedClient = "unauthorized_client"
        case unsupportedGrantType = "unsupported_grant_type"
        case unsupportedResponseType = "unsupported_response_type"
        case accessDenied = "access_denied"
        case serverError = "server_error"
        case temporarilyUnavailable = "temporarily_unavailable"
        // OpenID Connect Core §3.1.2.6
        case loginRequired = "login_required"
        case consentRequired = "consent_required"
        case interactionRequired = "interaction_required"
        case accountSelectionRequired = "account_selection_required"
        case requestNotSupported = "request_not_supported"
        case requestURINotSupported = "request_uri_not_supported"
        case invalidRequestURI = "invalid_request_uri"
        case invalidRequestObject = "invalid_request_object"
        case registrationNotSupported = "registration_not_supported"
        // OAuth 2.0 Multiple Response Type Encoding Practices; RFC 7591 §3.2.2; RFC 8707 §2
        case unsupportedResponseMode = "unsupported_response_mode"
        case invalidRedirectURI = "invalid_redirect_uri"
        case invalidTarget = "invalid_target"
        // RFC 6750 §3.1; RFC 7009 §2.2.1; RFC 8628 §3.5
        case invalidToken = "invalid_token"
        case insufficientScope = "insufficient_scope"
        case unsupportedTokenType = "unsupported_token_type"
        case authorizationPending = "authorization_pending"
        case slowDown = "slow_down"
        case expiredToken = "expired_token"
    }
}

extension OAuthError {
    package static func invalidRequest(_ description: String) -> OAuthError {
        OAuthError(.invalidRequest, description)
    }

    package static func invalidClient(_ description: String) -> OAuthError {
        OAuthError(.invalidClient, description)
    }

    package static func invalidGrant(_ description: String) -> OAuthError {
        OAuthError(.invalidGrant, description)
    }

    package static func invalidScope(_ description: String, scope: String? = nil) -> OAuthError {
        OAuthError(.invalidScope, description, scope: scope)
    }

    package static func invalidTarget(_ description: String) -> OAuthError {
        OAuthError(.invalidTarget, description)
    }
}
