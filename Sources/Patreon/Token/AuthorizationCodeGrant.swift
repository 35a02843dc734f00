import Core
import OAuth
import Storage

/// `grant_type=authorization_code`: a code, by the client it was issued to, with the redirect URI it was issued for
/// (spec `patreon.md` §2.2). A refusal leaves the code as it was.
struct AuthorizationCodeGrant {
    private let request: TokenRequest
    private let switches: PatreonSwitches

    init(_ request: TokenRequest, switches: PatreonSwitches) {
        self.request = request
        self.switches = switches
    }

    func authorize(in db: Transaction, at now: Instant) throws -> TokenAuthorization {
        let value = try self.request.required("code")
        try self.request.checkRepetition()
        let client = try self.request.authenticatedClient(in: db)
        guard let code = try db.patreonCode(value) else { throw TokenRefusal.invalidGrant(.unknownCode) }
        guard code.clientID == client.id else { throw TokenRefusal.invalidGrant(.anotherClients(code.clientID)) }
        guard now < code.expiresAt else { throw TokenRefusal.invalidGrant(.expiredCode(code.expiresAt)) }
        guard let account = try db.patreonAccount(code.accountID) else { throw TokenRefusal.invalidGrant(.accountGone) }
        try self.checkVerifier(of: code)
        let redirectURI = self.request["redirect_uri"]
        guard let redirectURI, redirectURI.utf8.elementsEqual(code.redirectURI.utf8) else {
            throw TokenRefusal.otherRedirectURI(
                requested: redirectURI, bound: code.redirectURI, registered: client.redirectURIs)
        }
        try db.delete(code)
        return TokenAuthorization(clientID: client.id, account: account, scopes: code.scopes)
    }

    /// Only where it is switched on: all evidence says that Patreon does not look at it (§1.9). Words of the stack, in
    /// the version that knows PKCE.
    private func checkVerifier(of code: PatreonCode) throws(TokenRefusal) {
        guard self.switches.pkce != .ignore, let challenge = code.codeChallenge else { return }
        guard let verifier = self.request["code_verifier"], !verifier.isEmpty else {
            throw .invalidRequest("Code verifier required.")
        }
        let isRight =
            code.codeChallengeMethod == "S256"
            ? PKCE.verifies(verifier, against: challenge) : verifier.utf8.elementsEqual(challenge.utf8)
        guard isRight else { throw .invalidGrant(.wrongVerifier) }
    }
}
