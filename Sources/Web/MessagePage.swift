import HTTPTypes
import Hummingbird

/// A page that only says something: the model of the template `message`.
package struct MessagePage: Encodable, Sendable {
    package enum Tone: String, Sendable {
        case error, notice, success
    }

    package struct Link: Encodable, Sendable {
        let href: String
        let text: String

        package init(href: String, text: String) {
            self.href = href
            self.text = text
        }
    }

    /// Somebody who may be asked.
    package struct Contact: Encodable, Sendable {
        let label: String
        let href: String
        let text: String

        package init(label: String, href: String, text: String) {
            self.label = label
            self.href = href
            self.text = text
        }
    }

    private let tone: String
    private let paragraphs: [String]
    private let contacts: [Contact]
    private let link: Link?

    package init(tone: Tone, paragraphs: [String], contacts: [Contact] = [], link: Link? = nil) {
        self.tone = tone.rawValue
        self.paragraphs = paragraphs
        self.contacts = contacts
        self.link = link
    }

    package func response(
        in frame: PageFrame, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:], pages: Pages
    ) -> Response {
        pages.response("message", self, in: frame, status: status, headers: headers)
    }
}
