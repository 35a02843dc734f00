import Core
import HTTPTypes
import OAuth

/// An answer, read to its end.
package struct TestResponse: Sendable {
    package let url: String
    package let status: HTTPResponse.Status
    package let headers: HTTPFields
    package let body: String

    /// `null` for a body that is not JSON.
    package var json: JSON { (try? JSON(parsing: self.body)) ?? .null }

    package var location: String? { self.headers[.location] }

    /// The parameters in the query, or else the fragment, of the address that the answer leads to.
    package var locationParameters: [String: String] {
        guard let location, let url = WebURL(location) else { return [:] }
        let pairs = FormURLEncoding.decode(url.query ?? url.fragment ?? "")
        return Dictionary(pairs.map { ($0.name, $0.value) }) { first, _ in first }
    }

    package var setCookies: [String] { self.headers[values: .setCookie] }

    package var oauthError: String? { self.json["error"]?.string }

    package var errorDescription: String? { self.json["error_description"]?.string }
}
