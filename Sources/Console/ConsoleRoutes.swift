import Core
import HTTPTypes
import Hummingbird
import Web

/// The console's origin: pages for people, and `/control` for programs (design, "Control API").
package struct ConsoleRoutes: Sendable {
    private let parts: ConsoleParts

    package init(_ parts: ConsoleParts) {
        self.parts = parts
    }

    package func mount(on router: Router<WebContext>) {
        // On the router itself, so that unknown addresses are guarded and worded as well.
        router.add(middleware: ConsoleErrors(pages: self.parts.pages))
        router.add(middleware: ConsoleGuard(origins: [self.parts.origins.console, self.parts.listening.console]))
        router.get { _, _ in Response.redirect(to: "/console", status: .found) }
        router.addRoutes(OverviewPage(parts: self.parts).routes)
        router.addRoutes(InboxPage(parts: self.parts).routes)
        router.addRoutes(InboxAPI(parts: self.parts).routes)
        router.addRoutes(StatusAPI(parts: self.parts).routes)
        router.addRoutes(ClockAPI(parts: self.parts).routes)
        router.addRoutes(ResetAPI(parts: self.parts).routes)
        router.addRoutes(KeysAPI(parts: self.parts).routes)
        router.addRoutes(SubjectTokensAPI(parts: self.parts).routes)
        router.addRoutes(ExchangesAPI(recorder: self.parts.recorder).routes)
        router.addRoutes(FaultsAPI(faults: self.parts.faults).routes)
        router.addRoutes(ExchangesPage(parts: self.parts).routes)
        router.addRoutes(StylesheetEndpoint().routes)
    }
}
