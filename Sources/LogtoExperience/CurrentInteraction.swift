import Core
import Hummingbird
import JOSE
import Logto
import Storage
import Web

/// The sign-in that a request is part of, with what its pages need to know.
struct CurrentInteraction: Sendable {
    var interaction: Interaction
    let application: LogtoApplication
    /// The tenant's settings, with the colours of a first-party application laid over, and those of the organization as
    /// whose member somebody signs in.
    let experience: SignInExperience
    let applicationExperience: ApplicationSignInExperience?
    private let organization: OrganizationRecord?
    let connectors: [LogtoConnector]

    /// - Throws: ``NoInteraction``.
    init(_ interaction: Interaction?, in transaction: Transaction, at now: Instant) throws {
        guard
            let interaction, !interaction.isExpired(at: now),
            let application = try transaction.application(interaction.applicationID)
        else { throw NoInteraction() }
        AuditTrail.current?.enter(interaction, interaction.experience)
        self.interaction = interaction
        self.application = application
        let own = try transaction.signInExperience(of: application.id)
        self.applicationExperience = own
        self.organization = try interaction.extra("organization_id").flatMap {
            try transaction.organizationRecord(ID($0))
        }
        let colors = [application.isThirdParty ? nil : own?.color, self.organization?.color].compactMap(\.self)
        self.experience = colors.reduce(try transaction.signInExperience()) { $0.overlaid(with: $1) }
        self.connectors = try transaction.connectors()
    }

    /// The language of the pages for this browser.
    func texts(for request: Request) -> PageTexts {
        PageTexts(
            Language(
                page: request, uiLocales: self.interaction.extra("ui_locales"),
                settings: self.experience.languageInfo))
    }

    func frame(_ title: String, _ texts: PageTexts) -> PageFrame {
        var frame = PageFrame(
            surface: .logto, title: title, language: texts.language.rawValue, speaker: self.application.name)
        frame.take(self.experience.color)
        return frame
    }

    /// The frame of the first pages, where a third-party application may not show itself.
    func firstPartyFrame(_ title: String, _ texts: PageTexts) -> PageFrame {
        var frame = self.frame(title, texts)
        let logo =
            self.organization.flatMap { PageFrame.Logo($0.branding) }
            ?? (self.application.isThirdParty ? nil : self.logo) ?? PageFrame.Logo(self.experience.branding)
        frame.logo = logo?.forPages(self.experience.color)
        return frame
    }

    /// The frame of the page on which the application asks.
    func consentFrame(_ texts: PageTexts) -> PageFrame {
        var frame = self.frame(texts.authorizeTitle(self.displayName), texts)
        frame.speaker = self.displayName
        frame.logo = self.logo?.forPages(self.experience.color)
        return frame
    }

    private var logo: PageFrame.Logo? { self.applicationExperience.flatMap { PageFrame.Logo($0.branding) } }

    /// The application's name as people see it where it asks for something.
    var displayName: String { self.applicationExperience?.displayName ?? self.application.name }

    /// The connectors with a button, in the order of the tenant's settings.
    var socialConnectors: [LogtoConnector] {
        self.experience.socialSignInConnectorTargets.flatMap { target in
            self.connectors.filter { $0.kind == .social && $0.target == target }
        }
    }

    /// An address of the pages that keeps to this interaction.
    func address(_ path: String, _ more: [(String, String)] = []) -> String {
        "\(path)?\(FormURLEncoding.encode([("app_id", self.application.id.value)] + more))"
    }
}

extension ExperienceParts {
    var interactionCookies: InteractionCookies { InteractionCookies(self.cookies) }

    func current(_ request: Request) async throws -> CurrentInteraction {
        let uid = self.interactionCookies.uid(of: request)
        return try await self.store.read { db in
            try CurrentInteraction(uid.flatMap(db.interaction), in: db, at: self.time.now)
        }
    }

    /// The interaction and the form of a request that comes from one of its pages.
    ///
    /// - Throws: ``NoInteraction`` also for a form that no page of the interaction made.
    func submitted(_ request: Request) async throws -> (CurrentInteraction, FormParameters) {
        let current = try await self.current(request)
        let form = try await request.formParameters()
        guard ConstantTime.equals(form["csrf"] ?? "", current.interaction.csrfToken) else { throw NoInteraction() }
        return (current, form)
    }

    /// Back to a first page, which says why.
    func firstPage(
        _ screen: FirstScreen, of current: CurrentInteraction, alert: String?
    ) async throws -> Response {
        try await self.page(screen.path, of: current, alert: alert)
    }

    /// To a page that asks for an address or a name, which says why.
    func page(_ path: String, of current: CurrentInteraction, alert: String?) async throws -> Response {
        try await self.inSession(current.interaction.uid) { $0.setPageState("alert", to: alert.map(JSON.string)) }
        return .redirect(to: current.address(path))
    }

    /// What such a page has to say, once.
    func takeSayings(of current: CurrentInteraction) async throws -> Sayings {
        let said = Sayings(current.interaction.state)
        if said != Sayings([:]) {
            try await self.inSession(current.interaction.uid) { session in
                session.setPageState("alert", to: nil)
                session.setPageState("passwordChanged", to: nil)
            }
        }
        return said
    }

    /// The address at which the browser leaves the pages.
    func resumeAddress(_ interaction: Interaction) -> String {
        self.origins.logto + interaction.resumePath
    }
}

/// What a page says about what happened on another one.
struct Sayings: Equatable, Sendable {
    let alert: String?
    let isPasswordChanged: Bool

    init(_ state: JSON) {
        self.alert = state["alert"]?.string
        self.isPasswordChanged = state["passwordChanged"]?.bool ?? false
    }
}
