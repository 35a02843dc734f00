import Core
import JOSE
import OAuth
import Storage
import Web

/// What a client sends to the token endpoint. Some clients put all of it into the query and send no body
/// (spec `patreon.md` §2.1).
struct TokenRequest: Sendable {
    private let parameters: FormParameters
    private let basic: ClientCredentials?

    init(query: FormParameters, form: FormParameters, authorization: String?) {
        self.parameters = FormParameters((query.pairs + form.pairs).map { ($0.name, $0.value) })
        self.basic = authorization.flatMap(ClientCredentials.init(patreonAuthorization:))
    }

    subscript(name: String) -> String? { self.parameters[name] }

    /// A parameter that the grant cannot do without; an empty one is no better than none.
    ///
    /// - Parameter words: what the refusal calls it.
    func required(_ name: String, as words: String? = nil) throws(TokenRefusal) -> String {
        guard let value = self[name], !value.isEmpty else {
            throw .invalidRequest("Missing \(words ?? name) parameter.")
        }
        return value
    }

    func checkRepetition() throws(TokenRefusal) {
        let single = [
            "client_id", "grant_type", "redirect_uri", "client_secret", "code", "refresh_token", "scope",
        ]
        let repeated = self.parameters.repeatedNames
        if let name = single.first(where: repeated.contains) {
            throw .invalidRequest("Duplicate \(name) parameter.")
        }
    }

    /// The client that the request proves to come from. A `client_id` parameter is looked at first, and where it stands
    /// the header is not looked at any more.
    func authenticatedClient(in db: Transaction) throws -> PatreonClient {
        let credentials =
            if let id = self["client_id"] {
                ClientCredentials(id: id, secret: self["client_secret"] ?? "")
            } else {
                self.basic
            }
        guard let credentials else { throw TokenRefusal.invalidClient(.noCredentials) }
        guard let client = try db.patreonClient(ID(credentials.id)) else {
            throw TokenRefusal.invalidClient(.unknown(credentials.id))
        }
        guard !client.isDisabled else { throw TokenRefusal.invalidClient(.disabled(credentials.id)) }
        // A public client sends whatever it has, or nothing (§2.1).
        guard client.isPublic || ConstantTime.equals(client.secret, credentials.secret) else {
            throw TokenRefusal.invalidClient(.wrongSecret(credentials.id))
        }
        return client
    }
}
