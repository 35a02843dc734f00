import Core
import HTTPTypes
import OAuth

/// In whose name a request is made.
package struct Caller: Equatable, Sendable {
    package var client: String?
    /// The Patreon account or the Logto user.
    package var account: String?

    package init(client: String? = nil, account: String? = nil) {
        self.client = client
        self.account = account
    }

    /// The client that a request says it comes from: the parameter first, else the header.
    static func client(in parameters: [FormURLEncoding.Pair], _ headers: HTTPFields) -> String? {
        parameters.first { $0.name == "client_id" }?.value
            ?? headers[.authorization].flatMap(ClientCredentials.init(patreonAuthorization:))?.id
    }
}
