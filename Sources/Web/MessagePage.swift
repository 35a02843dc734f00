import HTTPTypes
import Hummingbird

/// A page that only says something: the model of the template `message`.
package struct MessagePage: Sendable {
    package enum Tone: String, Sendable {
        case error, notice, success
    }

    package struct Link: Sendable {
        let href: String
        let text: String

        package init(href: String, text: String) {
            self.href = href
            self.text = text
        }
    }

    private let tone: String
    private let paragraphs: [String]
    private let link: Link?

    package init(tone: Tone, paragraphs: [String], link: Link? = nil) {
        self.tone = tone.rawValue
        self.paragraphs = paragraphs
        self.link = link
    }

    package func response(
        in frame: PageFrame, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:], pages: Pages
    ) -> Response {
        pages.response("message", self, in: frame, status: status, headers: headers)
    }
}
