import Core
import Storage
import Web

extension DecisionNote {
    func note(_ pair: PatreonTokenPair) {
        self.note(client: pair.clientID.value, account: pair.accountID.value)
        self.note(
            Decision(
                "token.issued", "The client and its grant are proved.",
                facts: ["grantedScopes": .strings(pair.scopes), "expiresAt": .string(pair.expiresAt.isoText)]))
    }
}

extension TokenRefusal {
    /// What the record says of it, which is more than the client hears.
    var decision: Decision {
        switch self {
        case .invalidRequest(let words): Decision("token.parameters", words)
        case .unsupportedGrantType:
            Decision("token.grant-type", "grant_type is neither authorization_code nor refresh_token.")
        case .invalidClient(let fault): Decision("token.client", fault.reason)
        case .invalidGrant(let fault): Decision("token.grant", fault.reason)
        case .otherRedirectURI(let requested, let bound, let registered):
            Decision(
                "token.redirect-uri",
                "redirect_uri is not the one that the code was issued for; the code can still be used with that one.",
                facts: [
                    "requestedRedirectURI": .nullable(requested), "authorizedRedirectURI": .string(bound),
                    "registeredRedirectURIs": .strings(registered),
                ])
        case .invalidScope(let scopes):
            Decision("token.scopes", "A refresh cannot ask for more: \(scopes.joined(separator: ", ")).")
        }
    }
}

extension TokenRefusal.ClientFault {
    fileprivate var reason: String {
        switch self {
        case .noCredentials: "There are neither client_id and client_secret nor an Authorization header of type Basic."
        case .unknown(let id): "No client has the id \(id)."
        case .disabled(let id): "The client \(id) is disabled."
        case .wrongSecret(let id): "The secret is not that of the client \(id)."
        case .credentialsAlone: "Patreon gives no tokens for client_credentials."
        }
    }
}

extension TokenRefusal.GrantFault {
    fileprivate var reason: String {
        switch self {
        case .unknownCode: "There is no such code: it was used already, or never issued."
        case .anotherClients(let id): "It was issued to another client, \(id)."
        case .expiredCode(let time): "The code expired at \(time.isoText)."
        case .accountGone: "The account that approved is gone."
        case .wrongVerifier: "code_verifier does not fit the code_challenge of the authorization request."
        case .unknownRefreshToken: "There is no such refresh token: it was used already, revoked, or never issued."
        case .revokedByPersona(let id): "The persona \(id) has its refresh tokens revoked as soon as they are issued."
        }
    }
}
