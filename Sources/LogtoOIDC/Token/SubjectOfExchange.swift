import Core
import JOSE
import Logto
import Storage

/// Whom the `subject_token` of a token exchange stands for (spec `logto-oidc.md` §11.7).
struct SubjectOfExchange: Sendable {
    let userID: ID<LogtoUser>
    /// To be used up by the exchange; the other kinds may be exchanged again.
    let subjectToken: SubjectToken?

    /// Why the token stands for nobody. Clients never learn it (§11.2).
    struct Refusal: Error {
        let text: String
    }

    /// - Throws: ``Refusal``, or the database's error.
    init(token: String, type: String, provider: OIDCProvider, db: Transaction) throws {
        switch type {
        case "urn:logto:token-type:impersonation_token":
            try self.init(impersonation: token, provider, db)
        // As it was before impersonation tokens had a type of their own.
        case Self.accessTokenType where token.hasPrefix(SubjectToken.prefix):
            try self.init(impersonation: token, provider, db)
        case Self.accessTokenType:
            try self.init(accessToken: token, provider, db)
        case "urn:logto:token-type:personal_access_token":
            guard let personal = try db.personalAccessToken(token) else {
                throw Refusal(text: "personal access token unknown")
            }
            if let expiresAt = personal.expiresAt, expiresAt <= provider.time.now {
                throw Refusal(text: "personal access token expired")
            }
            self.init(personal.userID)
        default:
            throw Refusal(text: "subject token type unknown")
        }
    }

    static let accessTokenType = "urn:ietf:params:oauth:token-type:access_token"

    private init(_ userID: ID<LogtoUser>, subjectToken: SubjectToken? = nil) {
        self.userID = userID
        self.subjectToken = subjectToken
    }

    private init(impersonation token: String, _ provider: OIDCProvider, _ db: Transaction) throws {
        guard let token = try db.subjectToken(token, at: provider.time.now) else {
            throw Refusal(text: "subject token unknown or expired")
        }
        guard token.consumedAt == nil else { throw Refusal(text: "subject token was used before") }
        self.init(token.userID, subjectToken: token)
    }

    /// What comes out of an exchange is not bound by what the token was for, so that no token of a third-party
    /// application may go in.
    private init(accessToken: String, _ provider: OIDCProvider, _ db: Transaction) throws {
        let (userID, clientID) = try Self.opaque(accessToken, provider, db) ?? Self.signed(accessToken, provider)
        guard let client = try db.application(clientID), !client.isThirdParty else {
            throw Refusal(text: "access token of a third-party application, or of one that is gone")
        }
        self.init(userID)
    }

    private typealias Bearer = (ID<LogtoUser>, ID<LogtoApplication>)

    private static func opaque(_ token: String, _ provider: OIDCProvider, _ db: Transaction) throws -> Bearer? {
        let now = provider.time.now
        guard
            let token = try db.accessToken(token, at: now),
            let grant = try db.liveGrant(token.grantID, of: nil, session: token.binding, at: now)
        else { return nil }
        return (grant.userID, grant.applicationID)
    }

    /// An ID token has the same issuer and the same signature; `typ` and `client_id` tell them apart (RFC 9068 §4).
    private static func signed(_ token: String, _ provider: OIDCProvider) throws(Refusal) -> Bearer {
        guard
            let verified = try? JWS.verify(token, with: provider.keys.published),
            let claims = try? JSON(parsing: verified.payload),
            claims["iss"]?.string == provider.origins.issuer,
            let expiry = claims["exp"]?.int, expiry > provider.time.now.seconds
        else { throw Refusal(text: "access token unknown, expired or not ours") }
        let type = verified.type?.lowercased().replacing(/^application\//, with: "")
        guard type == "at+jwt", let client = claims["client_id"]?.string, let subject = claims["sub"]?.string else {
            throw Refusal(text: "not an access token")
        }
        return (ID(subject), ID(client))
    }
}
