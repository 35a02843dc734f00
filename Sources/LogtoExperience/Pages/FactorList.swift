import Core
import Hummingbird
import Logto
import Web

/// The model of the template `factors`: a page on which one chooses a second factor.
struct FactorList: Encodable, Sendable {
    struct Factor: Encodable, Sendable {
        let href: String
        let name: String
        let description: String
        /// Where a code goes, as far as it is shown.
        var address: String?
    }

    let csrf: String
    let text: String
    var back: StepForm.Link?
    var alert: String?
    var factors: [Factor] = []
    var others: [StepForm.Other] = []
    var links: [StepForm.Link] = []

    init(_ current: CurrentInteraction, text: String) {
        self.csrf = current.interaction.csrfToken
        self.text = text
    }

    func response(_ title: String, _ current: CurrentInteraction, _ texts: PageTexts, in pages: Pages) -> Response {
        pages.response("factors", self, in: current.firstPartyFrame(title, texts))
    }
}
