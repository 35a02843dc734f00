import Core

/// What clients learn about a user, by scope (spec `logto-oidc.md` §13).
struct Claims: Sendable {
    enum Destination: Sendable {
        /// Of the extended claims, only those that the tenant has switched on.
        case idToken(IDTokenConfig)
        case userInfo
    }

    private let user: LogtoUser
    private let memberships: Memberships
    private let scopes: [String]
    private let destination: Destination

    init(_ user: LogtoUser, memberships: Memberships, scopes: [String], destination: Destination) {
        self.user = user
        self.memberships = memberships
        self.scopes = scopes
        self.destination = destination
    }

    /// As discovery lists them (§2).
    static let supported = [
        "sub", "name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile",
        "picture", "website", "gender", "birthdate", "zoneinfo", "locale", "updated_at", "username", "created_at",
        "email", "email_verified", "phone_number", "phone_number_verified", "address", "custom_data", "identities",
        "sso_identities", "roles", "organizations", "organization_data", "organization_roles", "sid", "auth_time",
        "iss",
    ]

    var json: JSON {
        var claims: JSON = ["sub": .string(self.user.id.value)]
        if self.scopes.contains("profile") { claims = claims.adding(self.profile) }
        if self.scopes.contains("email") { claims = claims.adding(self.email) }
        if self.scopes.contains("phone") { claims = claims.adding(self.phone) }
        if self.scopes.contains("address"), let address = self.user.profile["address"] {
            claims = claims.adding(["address": address])
        }
        return claims.adding(self.extended)
    }

    /// What needs its own scope and, in ID tokens, the tenant's consent.
    private var extended: JSON {
        var claims: JSON = [:]
        if self.scopes.contains("custom_data") { claims = claims.adding(["custom_data": self.user.customData]) }
        if self.scopes.contains("identities") { claims = claims.adding(self.identities) }
        if self.scopes.contains("roles") { claims = claims.adding(["roles": .strings(self.memberships.roleNames)]) }
        if self.scopes.contains("urn:logto:scope:organizations") { claims = claims.adding(self.organizations) }
        if self.scopes.contains("urn:logto:scope:organization_roles") {
            claims = claims.adding(["organization_roles": .strings(self.memberships.organizationRoles)])
        }
        guard case .idToken(let config) = self.destination else { return claims }
        return .object((claims.members ?? []).filter { config.enables($0.name) })
    }

    /// `name`, `picture` and `username` are `null` when unset, the others absent ([U-9]). Times are in milliseconds,
    /// against OpenID Connect Core §5.1.
    private var profile: JSON {
        let profile = self.user.profile
        return [
            "name": .nullable(self.user.name),
            "family_name": profile["familyName"],
            "given_name": profile["givenName"],
            "middle_name": profile["middleName"],
            "nickname": profile["nickname"],
            "preferred_username": profile["preferredUsername"] ?? self.user.username.map(JSON.string),
            "profile": profile["profile"],
            "picture": .nullable(self.user.avatar),
            "website": profile["website"],
            "gender": profile["gender"],
            "birthdate": profile["birthdate"],
            "zoneinfo": profile["zoneinfo"],
            "locale": profile["locale"],
            "updated_at": .int(self.user.updatedAt.milliseconds),
            "username": .nullable(self.user.username),
            "created_at": .int(self.user.createdAt.milliseconds),
        ]
    }

    /// Whoever has an address has a verified one: Logto knows no other.
    private var email: JSON {
        ["email": .nullable(self.user.primaryEmail), "email_verified": .bool(self.user.primaryEmail != nil)]
    }

    private var phone: JSON {
        [
            "phone_number": .nullable(self.user.primaryPhone),
            "phone_number_verified": .bool(self.user.primaryPhone != nil),
        ]
    }

    private var organizations: JSON {
        [
            "organizations": .strings(self.memberships.organizations.map(\.id.value)),
            "organization_data": .array(
                self.memberships.organizations.map { organization in
                    [
                        "id": .string(organization.id.value), "name": .string(organization.name),
                        "description": .nullable(organization.description),
                    ]
                }),
        ]
    }

    private var identities: JSON {
        let members = self.user.identities.map { identity in
            JSON.Member(
                identity.target,
                [
                    "userId": .string(identity.userID),
                    "details": identity.details.isNull ? nil : identity.details,
                ])
        }
        return ["identities": .object(members), "sso_identities": []]
    }
}
