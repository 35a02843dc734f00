/// Where a message goes: to an e-mail address or a phone number.
package enum MessageAddress: Hashable, Sendable {
    case email(String)
    case phone(String)

    package var value: String {
        switch self {
        case .email(let value), .phone(let value): value
        }
    }

    /// The kind of connector that messages to this address need.
    package var connectorKind: LogtoConnector.Kind {
        switch self {
        case .email: .email
        case .phone: .sms
        }
    }
}

/// What a message is for, which picks its template (`usageType` in a connector's configuration, spec
/// `logto-management-api.md` §6.8).
package enum MessagePurpose: String, CaseIterable, Sendable {
    case signIn = "SignIn"
    case register = "Register"
    case forgotPassword = "ForgotPassword"
    case organizationInvitation = "OrganizationInvitation"
    case generic = "Generic"
    case userPermissionValidation = "UserPermissionValidation"
    case bindNewIdentifier = "BindNewIdentifier"
    case mfaVerification = "MfaVerification"
    case bindMFA = "BindMfa"
}

/// A message that Logto would have sent; here it lies in the world's inbox.
package struct Message: Equatable, Sendable {
    /// Counts up; `nil` before it is stored.
    package var id: Int64?
    package var address: MessageAddress
    package var purpose: MessagePurpose
    /// From the connector's template, where it has one.
    package var subject: String?
    package var content: String?
    /// What the template's placeholders stand for; a verification code is its member `code`.
    package var payload: JSON
    package var connectorID: ID<LogtoConnector>
    package var sentAt: Instant

    package init(
        id: Int64? = nil, address: MessageAddress, purpose: MessagePurpose, subject: String? = nil,
        content: String? = nil, payload: JSON, connectorID: ID<LogtoConnector>, sentAt: Instant
    ) {
        self.id = id
        self.address = address
        self.purpose = purpose
        self.subject = subject
        self.content = content
        self.payload = payload
        self.connectorID = connectorID
        self.sentAt = sentAt
    }

    package var code: String? { self.payload["code"]?.string }
}
