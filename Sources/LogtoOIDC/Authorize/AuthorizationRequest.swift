import Core
import Logto
import OAuth
import Web

/// The parameters of an authorization request that mean something (spec `logto-oidc.md` §6.1). Others are dropped, and
/// an empty value counts as absent.
struct AuthorizationRequest: Sendable {
    private var values: [String: String]
    /// RFC 8707: may be repeated.
    let resources: [String]
    /// Parameters that came more than once; they count as absent.
    let repeatedNames: [String]

    init(_ parameters: FormParameters) {
        let repeated = Self.names.filter(parameters.repeatedNames.contains)
        var values: [String: String] = [:]
        for pair in parameters.pairs
        where Self.names.contains(pair.name) && !pair.value.isEmpty && !repeated.contains(pair.name) {
            values[pair.name] = pair.value
        }
        let resources = parameters.values("resource").filter { !$0.isEmpty }
        self.values = values
        // A single value may be a list (§1.3).
        self.resources =
            resources.count == 1 ? resources[0].split(separator: ",").map(String.init) : resources
        self.repeatedNames = repeated
    }

    /// As a client sends it ahead, which says who it is in another way (RFC 9126 §2.1).
    init(_ parameters: FormParameters, from application: ID<LogtoApplication>) {
        self.init(parameters)
        self.values["client_id"] = application.value
    }

    /// As it was sent ahead. It keeps its name, so that it can be used up.
    init(_ pushed: PushedRequest) {
        self.init(stored: pushed.parameters)
        self.values["request_uri"] = pushed.uri
    }

    /// As it was stored with an interaction.
    init(stored json: JSON) {
        let members = json.members ?? []
        self.values = Dictionary(members.compactMap { member in member.value.string.map { (member.name, $0) } }) { $1 }
        self.resources = json["resource"]?.array?.compactMap(\.string) ?? []
        self.repeatedNames = []
    }

    var json: JSON {
        var members = self.values.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }
        if !self.resources.isEmpty { members.append(JSON.Member("resource", .strings(self.resources))) }
        return .object(members)
    }

    subscript(name: String) -> String? { self.values[name] }

    var clientID: ID<LogtoApplication>? { self["client_id"].map { ID($0) } }
    var redirectURI: String? { self["redirect_uri"] }
    var state: String? { self["state"] }

    /// Which of the requests that were sent ahead it is; `nil` for another kind of `request_uri`.
    var pushedID: String? {
        self["request_uri"].flatMap { uri in
            uri.hasPrefix(PushedRequest.uriPrefix) ? String(uri.dropFirst(PushedRequest.uriPrefix.count)) : nil
        }
    }

    var prompts: [String] { (self["prompt"] ?? "").split(separator: " ").map(String.init) }

    /// The scopes, but for an `offline_access` that does not count.
    func scopes(for application: LogtoApplication) -> [String] {
        RequestedScopes.names(in: self["scope"], prompts: self.prompts, application: application)
    }

    /// In the engine's order, which is that of its complaints; all but `resource`.
    private static let names = [
        "acr_values", "claims_locales", "client_id", "code_challenge", "code_challenge_method", "display",
        "id_token_hint", "login_hint", "max_age", "nonce", "prompt", "redirect_uri", "registration", "request",
        "request_uri", "response_mode", "response_type", "scope", "state", "ui_locales",
        // Logto's own
        "interaction_mode", "first_screen", "direct_sign_in", "organization_id", "identifier", "one_time_token",
        "google_one_tap_credential",
    ]
}
