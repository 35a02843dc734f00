/// A client of Logto's OpenID Connect provider; Logto calls it an application (spec `logto-oidc.md` §4).
package struct LogtoApplication: Equatable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case native = "Native"
        case singlePage = "SPA"
        case traditional = "Traditional"
        case machineToMachine = "MachineToMachine"
        case protected = "Protected"
    }

    package var id: ID<LogtoApplication>
    package var name: String
    package var description: String?
    package var kind: Kind
    package var isThirdParty: Bool
    /// Whether only those may use it whom its ``ApplicationAccessControl`` names.
    package var isAccessControlled: Bool
    package var secrets: [Secret]
    package var oidcClientMetadata: OIDCClientMetadata
    package var customClientMetadata: CustomClientMetadata

    package init(
        id: ID<LogtoApplication>,
        name: String,
        description: String? = nil,
        kind: Kind,
        isThirdParty: Bool = false,
        isAccessControlled: Bool = false,
        secrets: [Secret] = [],
        oidcClientMetadata: OIDCClientMetadata = OIDCClientMetadata(),
        customClientMetadata: CustomClientMetadata = CustomClientMetadata()
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.kind = kind
        self.isThirdParty = isThirdParty
        self.isAccessControlled = isAccessControlled
        self.secrets = secrets
        self.oidcClientMetadata = oidcClientMetadata
        self.customClientMetadata = customClientMetadata
    }

    package struct Secret: Equatable, Sendable {
        /// What Logto calls an application's first secret.
        package static let defaultName = "Default secret"

        package var name: String
        package var value: String
        package var expiresAt: Instant?

        package init(name: String = Secret.defaultName, value: String, expiresAt: Instant? = nil) {
            self.name = name
            self.value = value
            self.expiresAt = expiresAt
        }
    }

    package struct OIDCClientMetadata: Equatable, Sendable {
        package var redirectUris: [String] = []
        package var postLogoutRedirectUris: [String] = []
        package var backchannelLogoutUri: String?
        package var backchannelLogoutSessionRequired = false
        package var logoUri: String?

        package init(redirectUris: [String] = [], postLogoutRedirectUris: [String] = []) {
            self.redirectUris = redirectUris
            self.postLogoutRedirectUris = postLogoutRedirectUris
        }
    }

    package struct CustomClientMetadata: Equatable, Sendable {
        package var corsAllowedOrigins: [String] = []
        /// Seconds.
        package var idTokenTtl: Int64?
        /// Seconds; deprecated upstream, counts only where the days are absent.
        package var refreshTokenTtl: Int64?
        package var refreshTokenTtlInDays: Int64?
        package var alwaysIssueRefreshToken = false
        package var rotateRefreshToken = true
        package var allowTokenExchange = false
        package var isDeviceFlow = false
        package var maxAllowedGrants: Int64?
        package var tenantId: String?

        package init() {}
    }
}

extension LogtoApplication {
    /// Without a secret of its own: it runs where a secret could be read (RFC 6749 §2.1).
    package var isPublic: Bool { self.kind == .native || self.kind == .singlePage }

    /// May send a browser to `/oidc/auth`.
    package var isInteractive: Bool { self.kind != .machineToMachine && !self.isDevice }

    /// Has people sign in elsewhere, with a code that it shows (RFC 8628).
    package var isDevice: Bool { self.kind == .native && self.customClientMetadata.isDeviceFlow }
}
