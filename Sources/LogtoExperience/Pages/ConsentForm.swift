import Core
import Logto
import OAuth
import Storage
import Web

/// The model of the template `consent` (spec `logto-oidc.md` §19.1). What a template looks up must not bear the name of
/// a variable of the frame.
struct ConsentForm: Encodable, Sendable {
    let csrf: String
    let action: String
    let person: Person
    let permissions: Permissions?
    let organizations: Organizations?
    let cancel: Link?
    let authorize: String
    let redirectLine: String?
    let terms: Terms?
    let notYou: String
    let anotherAccount: Link

    struct Person: Encodable, Sendable {
        let initial: String
        let name: String
        let detail: String?
    }

    struct Permissions: Encodable, Sendable {
        let heading: String
        let groups: [Group]
    }

    struct Group: Encodable, Sendable {
        let name: String
        let scopes: [String]
    }

    struct Organizations: Encodable, Sendable {
        let heading: String
        let choices: [Choice]
    }

    struct Choice: Encodable, Sendable {
        let id: String
        let initial: String
        let name: String
        let scopes: [String]
        let isChecked: Bool
    }

    struct Link: Encodable, Sendable {
        let href: String
        let text: String
    }

    init(
        _ request: ConsentRequest, _ current: CurrentInteraction, _ texts: PageTexts, in db: Transaction
    ) throws {
        self.csrf = current.interaction.csrfToken
        self.action = current.address("/consent")
        self.person = Person(request.user, texts)
        self.permissions = Self.permissions(request, try request.scopes(db), texts)
        let choices = try request.organizations(in: db).enumerated().map { index, entry in
            let (organization, scopes) = entry
            return Choice(
                id: organization.id.value, initial: organization.name.initial, name: organization.name,
                scopes: scopes.flatMap(\.words), isChecked: index == 0)
        }
        self.organizations =
            choices.isEmpty ? nil : Organizations(heading: texts.consentOrganizations, choices: choices)
        // Straight there: no error, no state.
        self.cancel = request.redirectURI.flatMap { uri in
            WebURL(uri)?.scheme == "javascript" ? nil : Link(href: uri, text: texts.cancel)
        }
        self.authorize = texts.authorize
        let destination = request.redirectURI.map(Self.visiblePart)
        self.terms = Terms(
            consentTo: current.displayName, current.applicationExperience, leadingTo: destination, texts)
        self.redirectLine = self.terms == nil ? destination.map(texts.redirected) : nil
        self.notYou = texts.notYou
        self.anotherAccount = Link(href: current.address("/sign-in"), text: texts.useAnotherAccount)
    }

    /// The provider's own scopes, then those of each API; those of organizations stand with the organizations. Nothing
    /// where nothing is asked for.
    private static func permissions(
        _ request: ConsentRequest, _ resources: [ConsentableScopes], _ texts: PageTexts
    ) -> Permissions? {
        let own = request.missing.oidc.compactMap(texts.userScope)
        let groups =
            (own.isEmpty ? [] : [Group(name: "User Scopes", scopes: own)])
            + resources.filter { $0.indicator != LogtoResource.organizationsIndicator }
            .map { Group(name: $0.name, scopes: $0.words) }
        return groups.isEmpty ? nil : Permissions(heading: texts.consentPermissions, groups: groups)
    }

    /// Of a web address the origin alone; an app's address as it is.
    private static func visiblePart(of uri: String) -> String {
        guard let url = WebURL(uri), url.scheme.hasPrefix("http") else { return uri }
        return url.origin
    }
}

extension ConsentForm.Person {
    fileprivate init(_ user: LogtoUser, _ texts: PageTexts) {
        let name = user.name ?? texts.userID(user.id.value)
        self.init(
            initial: name.initial, name: name, detail: user.primaryEmail ?? user.primaryPhone ?? user.username)
    }
}

extension ConsentableScopes {
    fileprivate var words: [String] { self.scopes.map { $0.description ?? $0.name } }
}
