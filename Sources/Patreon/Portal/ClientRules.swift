import Core

/// A field of the form "Clients & API Keys", by the name of the attribute that it sets (spec `patreon.md` §6.1).
enum ClientField: String, CaseIterable, Sendable {
    case name, description, category
    case authorName = "author_name"
    case domain
    case iconURL = "icon_url"
    case privacyPolicyURL = "privacy_policy_url"
    case termsOfServiceURL = "tos_url"
    case redirectURIs = "redirect_uris"
    case version
    case owner

    /// Its name in the configuration, and so in the control API.
    var key: String {
        switch self {
        case .authorName: "authorName"
        case .iconURL: "iconUrl"
        case .privacyPolicyURL: "privacyPolicyUrl"
        case .termsOfServiceURL: "tosUrl"
        case .redirectURIs: "redirectUris"
        case .version: "apiVersion"
        case .name, .description, .category, .domain, .owner: self.rawValue
        }
    }
}

/// What is wrong with a field, and what to write there.
struct ClientProblem: Equatable, Sendable {
    let field: ClientField
    let message: String
}

/// What Patreon registers and what it refuses (spec `patreon.md` §1.7, §6.1).
enum ClientRules {
    /// What goes for every client, wherever it is registered.
    static func problems(with client: PatreonClient, accounts: Set<ID<PatreonAccount>>) -> [ClientProblem] {
        var problems: [ClientProblem] = []
        if client.name.isBlank { problems.append(.missing(.name)) }
        problems += Self.problems(withRedirectURIs: client.redirectURIs)
        if let domain = client.domain, !Self.isDomain(domain) {
            problems.append(
                ClientProblem(
                    field: .domain,
                    message: "\"\(domain)\" is not a domain such as example.com; an IP address is refused."))
        }
        let addresses: [(ClientField, String?)] = [
            (.iconURL, client.iconURL), (.privacyPolicyURL, client.privacyPolicyURL),
            (.termsOfServiceURL, client.termsOfServiceURL),
        ]
        for case (let field, let url?) in addresses where !Self.isWebAddress(url) {
            problems.append(
                ClientProblem(
                    field: field, message: "\"\(url)\" is not an address that begins with https:// or http://."))
        }
        if let owner = client.ownerID, !accounts.contains(owner) {
            problems.append(ClientProblem(field: .owner, message: "There is no account \(owner)."))
        }
        return problems
    }

    /// What the portal's own form asks for besides.
    static func portalProblems(with client: PatreonClient, isNew: Bool) -> [ClientProblem] {
        var problems: [ClientProblem] = []
        if (client.description ?? "").isBlank { problems.append(.missing(.description)) }
        if (client.category ?? "").isBlank { problems.append(.missing(.category)) }
        if client.ownerID == nil {
            problems.append(ClientProblem(field: .owner, message: "Choose the creator whom the client belongs to."))
        }
        if isNew, client.apiVersion == 1 {
            problems.append(
                ClientProblem(field: .version, message: "API version 1 is closed to new clients; choose version 2."))
        }
        return problems
    }

    private static func problems(withRedirectURIs uris: [String]) -> [ClientProblem] {
        if uris.isEmpty { return [.missing(.redirectURIs)] }
        return uris.compactMap { uri in
            Self.objection(toRedirectURI: uri).map { ClientProblem(field: .redirectURIs, message: "\"\(uri)\" \($0)") }
        }
    }

    private static func objection(toRedirectURI uri: String) -> String? {
        if uri.contains("#") { return "has a fragment (#…), which a redirect URI must not have." }
        guard let scheme = uri.firstMatch(of: /^([A-Za-z][A-Za-z0-9+.\-]*):/)?.output.1 else {
            return "is not absolute; write all of it, such as https://example.com/callback."
        }
        // Nothing of an app's own, such as myapp:// (§1.7).
        guard ["http", "https"].contains(scheme.lowercased()) else {
            return "begins with \(scheme):, but only http and https are registered."
        }
        // What could not be asked for at the authorization endpoint is not worth registering.
        guard Self.isWebAddress(uri), AuthorizationChecks.isAbsolute(uri) else {
            return "is not a valid address; write one such as https://example.com/callback."
        }
        return nil
    }

    /// The pieces of a text in which redirect URIs stand between spaces, commas or line breaks (§1.7), each once.
    static func redirectURIs(in text: String) -> [String] {
        let isSeparator = { (byte: UInt8) in [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ",")].contains(byte) }
        return Self.unique(text.utf8.split(whereSeparator: isSeparator).map { String(decoding: $0, as: UTF8.self) })
    }

    static func unique(_ uris: [String]) -> [String] {
        uris.reduce(into: []) { kept, uri in
            if !kept.contains(where: { $0.utf8.elementsEqual(uri.utf8) }) { kept.append(uri) }
        }
    }

    static func isWebAddress(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
            && text.wholeMatch(of: /(?i:https?):\/\/[^\s\/?#@]+([\/?#]\S*)?/) != nil
    }

    private static func isDomain(_ text: String) -> Bool {
        let label = /[A-Za-z0-9]([A-Za-z0-9\-]*[A-Za-z0-9])?/
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        // An IPv4 address is the one kind that ends in a number.
        return text.utf8.count <= 253 && labels.allSatisfy { $0.wholeMatch(of: label) != nil }
            && Int(labels.last ?? "") == nil
    }
}

extension ClientProblem {
    fileprivate static func missing(_ field: ClientField) -> ClientProblem {
        let message = field == .redirectURIs ? "Enter at least one redirect URI." : "This must not be empty."
        return ClientProblem(field: field, message: message)
    }
}

extension String {
    var isBlank: Bool { self.allSatisfy(\.isWhitespace) }
}
