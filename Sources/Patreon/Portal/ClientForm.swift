import Core
import Web

/// The form of one client, as the page shows it and as the browser sends it: the model of `patreon-client-form`
/// (spec `patreon.md` §6.1).
struct ClientForm: Encodable, Sendable {
    let action: String
    let csrf: String
    let cancel = ClientsPage.path
    let submit: String
    let alert: String?
    let fields: [Field]

    struct Field: Encodable, Sendable {
        let name: String
        let label: String
        let value: String
        let hint: String?
        let error: String?
        let isRequired: Bool
        /// One of the three is true.
        let isLine: Bool
        let isArea: Bool
        let isSelect: Bool
        let options: [PortalOption]
    }

    /// - Parameters:
    ///   - client: what the fields hold.
    ///   - existing: the client as it is registered; `nil` for a new one.
    init(
        _ client: PatreonClient, existing: PatreonClient?, accounts: [PatreonAccount], problems: [ClientProblem],
        csrf: String
    ) {
        self.csrf = csrf
        self.action = existing.map { ClientsPage.path(of: $0.id) } ?? ClientsPage.path
        self.submit = existing == nil ? "Create Client" : "Update Client"
        self.alert = problems.isEmpty ? nil : "Nothing was saved yet: look at the fields marked below."
        self.fields = ClientField.allCases.map { field in
            Field(
                field, of: client, accounts: accounts,
                error: problems.filter { $0.field == field }.map(\.message).joined(separator: " "))
        }
    }

    /// The client that the browser sent.
    ///
    /// - Parameter existing: keeps what the form has no field for.
    static func client(_ form: FormParameters, over existing: PatreonClient) -> PatreonClient {
        func text(_ field: ClientField) -> String? {
            // The database takes no text with U+0000, and no browser sends one.
            let value = (form[field.rawValue] ?? "").replacing("\0", with: "\u{FFFD}").trimmed
            return value.isEmpty ? nil : value
        }
        var client = existing
        client.name = text(.name) ?? ""
        client.description = text(.description)
        client.category = text(.category)
        client.authorName = text(.authorName)
        client.domain = text(.domain)
        client.iconURL = text(.iconURL)
        client.privacyPolicyURL = text(.privacyPolicyURL)
        client.termsOfServiceURL = text(.termsOfServiceURL)
        client.redirectURIs = ClientRules.redirectURIs(in: form[ClientField.redirectURIs.rawValue] ?? "")
        client.apiVersion = text(.version) == "1" ? 1 : 2
        client.ownerID = text(.owner).map { ID($0) }
        return client
    }

    /// Only the first one is recorded (§6.1).
    static let categories = [
        "Member Recognition", "Analytics", "Community", "Content", "Merchandise", "Sign-in", "Other",
    ]
}

/// A choice in a list.
struct PortalOption: Encodable, Sendable {
    let value: String
    let text: String
    let isSelected: Bool
}

extension ClientForm.Field {
    fileprivate init(_ field: ClientField, of client: PatreonClient, accounts: [PatreonAccount], error: String) {
        self.name = field.rawValue
        self.label = field.label
        self.hint = field.hint
        self.error = error.isEmpty ? nil : error
        self.isRequired = [.name, .description, .category, .redirectURIs, .version, .owner].contains(field)
        self.isArea = field == .description || field == .redirectURIs
        self.isSelect = [.category, .version, .owner].contains(field)
        self.isLine = !self.isArea && !self.isSelect
        self.value = field.text(of: client)
        self.options = field.options(for: client, accounts: accounts)
    }
}

extension ClientField {
    fileprivate var label: String {
        switch self {
        case .name: "App Name"
        case .description: "Description"
        case .category: "App Category"
        case .authorName: "Author or Company Name"
        case .domain: "Company Domain"
        case .iconURL: "Icon URL"
        case .privacyPolicyURL: "Privacy Policy URL"
        case .termsOfServiceURL: "Terms of Service URL"
        case .redirectURIs: "Redirect URIs"
        case .version: "Client API Version"
        case .owner: "Creator account"
        }
    }

    fileprivate var hint: String? {
        switch self {
        case .domain: "Such as example.com; an IP address is refused."
        case .redirectURIs:
            "One or more, with spaces, commas or line breaks between them. They are compared character by character."
        case .version: "Version 1 is closed to new clients since March 2026."
        case .owner: "The emulator's own field: nobody signs in here, so say whose client it is."
        default: nil
        }
    }

    fileprivate func text(of client: PatreonClient) -> String {
        switch self {
        case .name: client.name
        case .description: client.description ?? ""
        case .category: client.category ?? ""
        case .authorName: client.authorName ?? ""
        case .domain: client.domain ?? ""
        case .iconURL: client.iconURL ?? ""
        case .privacyPolicyURL: client.privacyPolicyURL ?? ""
        case .termsOfServiceURL: client.termsOfServiceURL ?? ""
        case .redirectURIs: client.redirectURIs.joined(separator: "\n")
        case .version: String(client.apiVersion)
        case .owner: client.ownerID?.value ?? ""
        }
    }

    fileprivate func options(for client: PatreonClient, accounts: [PatreonAccount]) -> [PortalOption] {
        let value = self.text(of: client)
        switch self {
        case .category:
            // One that the configuration made up stays a choice.
            let known = ClientForm.categories.contains(value) || value.isEmpty ? [] : [value]
            return (known + ClientForm.categories).map { PortalOption(value: $0, text: $0, isSelected: $0 == value) }
        case .version:
            return ["2", "1"].map { PortalOption(value: $0, text: $0, isSelected: $0 == value) }
        case .owner:
            let nobody = PortalOption(value: "", text: "Nobody", isSelected: value.isEmpty)
            return [nobody] + PortalOption.all(accounts, selected: value)
        default:
            return []
        }
    }
}

extension PortalOption {
    static func all(_ accounts: [PatreonAccount], selected: String?) -> [PortalOption] {
        accounts.map {
            PortalOption(
                value: $0.id.value, text: "\($0.displayName) (\($0.id))", isSelected: $0.id.value == selected)
        }
    }
}

extension PatreonAccount {
    /// What stands for a person where a name is wanted.
    var displayName: String {
        [self.fullName, self.vanity ?? ""].first { !$0.isEmpty } ?? self.id.value
    }
}

extension String {
    var trimmed: String { self.replacing(/^\s+|\s+$/, with: "") }
}
