import HTTPTypes
import Hummingbird

/// A form that sends itself to another origin (OAuth 2.0 Form Post Response Mode): the model of `auto-submit`.
package struct AutoSubmitPage: Encodable, Sendable {
    private struct Field: Encodable, Sendable {
        let name: String
        let value: String
    }

    private let action: String
    private let fields: [Field]
    private let submit = "Continue"

    package init(action: String, fields: [(name: String, value: String)]) {
        self.action = action
        self.fields = fields.map { Field(name: $0.name, value: $0.value) }
    }

    package func response(status: HTTPResponse.Status, headers: HTTPFields, pages: Pages) -> Response {
        // The engine's own title ([U-11] of `logto-oidc.md`).
        let frame = PageFrame(surface: .logto, title: "Submitting Callback")
        return pages.response("auto-submit", self, in: frame, status: status, headers: headers)
    }
}
