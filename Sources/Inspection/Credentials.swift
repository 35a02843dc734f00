import Core
import HTTPTypes
import Hummingbird
import OAuth
import Web

/// What a request shows of who makes it; a surface knows what stands behind its tokens and codes.
package struct Credentials: Sendable {
    package let parameters: FormParameters
    package let accessToken: String?
    /// The client that it names.
    package let client: String?

    package var code: String? { self.parameters["code"] }
    package var refreshToken: String? { self.parameters["refresh_token"] }

    init(_ request: Request, form: FormParameters) {
        let query = request.queryParameters
        let pairs = (query.pairs + form.pairs).map { ($0.name, $0.value) }
        self.parameters = FormParameters(pairs)
        let words = request.headers[.authorization]?.split(separator: " ") ?? []
        self.accessToken = words.count == 2 && words[0].lowercased() == "bearer" ? String(words[1]) : nil
        self.client = Caller.client(in: pairs, request.headers)
    }
}
