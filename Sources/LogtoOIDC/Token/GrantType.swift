import Core
import OAuth
import Web

/// The grants that are emulated, each with its parameters; what is foreign to a grant is not looked at
/// (spec `logto-oidc.md` §4, §11.2).
enum GrantType: String, Sendable {
    case authorizationCode = "authorization_code"
    case refreshToken = "refresh_token"
    case clientCredentials = "client_credentials"
    case deviceCode = "urn:ietf:params:oauth:grant-type:device_code"
    case tokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange"

    init(of application: LogtoApplication, in parameters: FormParameters) throws(OAuthError) {
        try Self.refuseRepeated(["grant_type"], in: parameters)
        guard let name = parameters.present("grant_type") else {
            throw .invalidRequest("missing required parameter 'grant_type'")
        }
        guard let type = GrantType(rawValue: name) else {
            throw OAuthError(.unsupportedGrantType, "unsupported grant_type requested")
        }
        guard type.isAllowed(for: application) else {
            throw .invalidRequest("requested grant type is not allowed for this client")
        }
        try Self.refuseRepeated(type.parameters, in: parameters)
        if type.parameters.contains("scope"), let scope = parameters.present("scope") { try Scope.check(scope) }
        self = type
    }

    private func isAllowed(for application: LogtoApplication) -> Bool {
        switch self {
        case .authorizationCode: application.isInteractive
        case .refreshToken: application.kind != .machineToMachine
        case .clientCredentials: application.kind == .machineToMachine
        case .deviceCode: application.isDevice
        case .tokenExchange: application.customClientMetadata.allowTokenExchange && !application.isThirdParty
        }
    }

    /// `resource` may come more than once.
    private var parameters: [String] {
        switch self {
        case .authorizationCode: ["code", "redirect_uri", "code_verifier"]
        case .refreshToken: ["refresh_token", "scope", "organization_id"]
        case .clientCredentials: ["scope", "organization_id"]
        case .deviceCode: ["device_code"]
        case .tokenExchange:
            ["subject_token", "subject_token_type", "actor_token", "actor_token_type", "organization_id", "scope"]
        }
    }

    private static func refuseRepeated(_ names: [String], in parameters: FormParameters) throws(OAuthError) {
        if let error = OAuthError.repeated(names.filter(parameters.repeatedNames.contains)) { throw error }
    }
}
