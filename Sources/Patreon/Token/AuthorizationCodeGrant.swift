import Core
import Storage

/// `grant_type=authorization_code`: a code, by the client it was issued to, with the redirect URI it was issued for
/// (spec `patreon.md` §2.2). A refusal leaves the code as it was.
struct AuthorizationCodeGrant {
    private let request: TokenRequest

    init(_ request: TokenRequest) {
        self.request = request
    }

    func authorize(in db: Transaction, at now: Instant) throws -> TokenAuthorization {
        let value = try self.request.required("code")
        try self.request.checkRepetition()
        let client = try self.request.authenticatedClient(in: db)
        guard let code = try db.patreonCode(value), code.clientID == client.id, now < code.expiresAt else {
            throw TokenRefusal.invalidGrant
        }
        let redirectURI = self.request["redirect_uri"]
        guard let redirectURI, redirectURI.utf8.elementsEqual(code.redirectURI.utf8) else {
            throw TokenRefusal.otherRedirectURI(
                requested: redirectURI, bound: code.redirectURI, registered: client.redirectURIs)
        }
        try db.delete(code)
        return TokenAuthorization(clientID: client.id, accountID: code.accountID, scopes: code.scopes)
    }
}
