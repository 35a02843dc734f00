import Core
import HTTPTypes
import Hummingbird
import JOSE
import Logto
import OAuth
import Storage
import Web

/// Who asks at the token endpoint and its siblings, and the proof of it (spec `logto-oidc.md` §11.1, in that order).
struct ClientAuthentication: Sendable {
    private let parameters: FormParameters
    private let authorization: String?
    private let issuer: String
    private let origin: ClientOrigin

    init(_ request: Request, parameters: FormParameters, issuer: String) {
        self.origin = ClientOrigin(request, issuer: issuer)
        self.parameters = parameters
        self.authorization = request.headers[.authorization]
        self.issuer = issuer
    }

    /// - Throws: ``OIDCError``; 500 for an escape in the header that Logto itself stumbles over.
    func application(in transaction: Transaction, at now: Instant) throws -> LogtoApplication {
        try self.refuseExpiredSecret(in: transaction, at: now)
        let presented = try self.presented()
        guard let application = try transaction.application(ID(presented.id)) else {
            throw OIDCError(.invalidClient("invalid client \(presented.id)"))
        }
        try self.origin.check(application)
        let isProven =
            application.isPublic ? presented.secret == nil : application.secret(presented.secret) != nil
        guard isProven else { throw self.failure }
        if let secret = application.secret(presented.secret) {
            AuditTrail.current?.add(["applicationSecret": ["name": .string(secret.name)]])
        }
        return application
    }

    /// Logto's own code looks for it before the engine is asked: before anything else is wrong with the request.
    private func refuseExpiredSecret(in transaction: Transaction, at now: Instant) throws {
        let credentials: ClientCredentials?
        do throws(ClientCredentials.LogtoRefusal) {
            credentials = try ClientCredentials.lookedUpByLogto(
                authorization: self.authorization, id: self.single("client_id"), secret: self.single("client_secret"))
        } catch {
            throw LogtoCrash()
        }
        guard
            let credentials,
            let expiry = try transaction.application(ID(credentials.id))?.secret(credentials.secret)?.expiresAt,
            expiry < now
        else { return }
        throw OIDCError(.invalidRequest("client secret has expired"), reach: .beforeRouting)
    }

    private func single(_ name: String) -> String? {
        self.parameters.repeatedNames.contains(name) ? nil : self.parameters[name]
    }

    private struct Presented {
        let id: String
        let secret: String?
    }

    private func presented() throws -> Presented {
        let repeated = ["client_id", "client_secret"].filter(self.parameters.repeatedNames.contains)
        if let error = OAuthError.repeated(repeated) { throw OIDCError(error) }
        let id = self.parameters.present("client_id")
        let secret = self.parameters.present("client_secret")
        if let authorization {
            if secret != nil {
                throw OIDCError(.invalidRequest("client authentication must only be provided using one mechanism"))
            }
            do throws(ClientCredentials.LogtoRefusal) {
                let credentials = try ClientCredentials(logtoAuthorization: authorization, clientID: id)
                return Presented(id: credentials.id, secret: credentials.secret)
            } catch {
                switch error {
                case .refused(let error): throw OIDCError(error)
                case .malformedEscape: throw LogtoCrash()
                }
            }
        }
        guard let id else { throw OIDCError(.invalidRequest("no client authentication mechanism provided")) }
        return Presented(id: id, secret: secret)
    }

    /// 401; the challenge is sent only to those who tried with a header.
    private var failure: OIDCError {
        var headers = HTTPFields()
        if self.authorization != nil {
            headers[.wwwAuthenticate] =
                "Basic realm=\"\(self.issuer)\", error=\"invalid_client\", "
                + "error_description=\"client authentication failed\""
        }
        return OIDCError(.invalidClient("client authentication failed"), status: .unauthorized, headers: headers)
    }
}

extension LogtoApplication {
    /// The secret of that value.
    fileprivate func secret(_ value: String?) -> Secret? {
        guard let value else { return nil }
        return self.secrets.first { ConstantTime.equals(value, $0.value) }
    }
}

/// Where Logto's own code fails and its outermost handler answers: 500 `{"message":"Internal server error."}`.
struct LogtoCrash: Error {}
