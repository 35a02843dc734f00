import Core
import Hummingbird
import Logto
import Web

/// The model of the template `step`: a page with one form, on the way from the first page to the application.
struct StepForm: Encodable, Sendable {
    struct Link: Encodable, Sendable {
        let href: String
        let text: String
    }

    struct Hidden: Encodable, Sendable {
        let name: String
        let value: String
    }

    /// Another way on.
    struct Other: Encodable, Sendable {
        let action: String
        let text: String
        let hidden: [Hidden]
    }

    let csrf: String
    let action: String
    let submit: String
    var back: Link?
    /// Above the text, on one of several pages of the same title.
    var subtitle: String?
    var text: String?
    /// An address that stands after the text.
    var whom: String?
    var alert: String?
    var notice: String?
    var hidden: [Hidden] = []
    var code: CodeField?
    var fields: [PageField] = []
    var forgotPassword: Link?
    var others: [Other] = []
    var links: [Link] = []

    /// - Parameter path: of the page, which takes its form as well.
    init(_ current: CurrentInteraction, at path: String, submit: String) {
        self.csrf = current.interaction.csrfToken
        self.action = current.address(path)
        self.submit = submit
    }

    /// Another way on that this page takes too.
    func other(_ text: String, sending name: String) -> Other {
        Other(action: self.action, text: text, hidden: [Hidden(name: name, value: "true")])
    }

    func response(_ title: String, _ current: CurrentInteraction, _ texts: PageTexts, in pages: Pages) -> Response {
        pages.response("step", self, in: current.firstPartyFrame(title, texts))
    }
}
