import HTTPTypes

extension APIOperation {
    /// The name by which a generated client calls it, in the way of Logto's documents: a verb for the method, then what the
    /// path names, each owner in the singular (`CreateUserRole`).
    package var id: String {
        if let name = Self.names["\(self.method.rawValue) \(self.path)"] { return name }
        let segments = self.path.split(separator: "/")
        let isOne = segments.last?.hasPrefix(":") ?? false
        let nouns = segments.indices.filter { !segments[$0].hasPrefix(":") }
        let words = nouns.map { index in
            let isOwner = index + 1 < segments.count && segments[index + 1].hasPrefix(":")
            let isMade = index == nouns.last && self.method == .post
            return Self.pascalCase(isOwner || isMade ? Self.singular(segments[index]) : segments[index])
        }
        return self.verb(isOne) + words.joined()
    }

    private func verb(_ isOne: Bool) -> String {
        switch self.method {
        case .get: isOne ? "Get" : "List"
        case .post: "Create"
        case .put: "Replace"
        case .patch: "Update"
        default: "Delete"
        }
    }

    private static func singular(_ noun: Substring) -> Substring {
        if noun.hasSuffix("ies") { return noun.dropLast(3) + "y" }
        return noun.hasSuffix("s") && !noun.hasSuffix("ss") ? noun.dropLast() : noun
    }

    private static func pascalCase(_ text: Substring) -> String {
        text.split { !$0.isLetter && !$0.isNumber }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// Where Logto's own name says more than the path does.
    private static let names = [
        "POST /applications/:applicationId/roles": "AssignApplicationRoles",
        "DELETE /applications/:applicationId/user-consent-scopes/:scopeType/:scopeId":
            "DeleteApplicationUserConsentScope",
        "POST /users/:userId/roles": "AssignUserRoles",
        "POST /users/:userId/password/verify": "VerifyUserPassword",
        "POST /organizations/:id/users": "AddOrganizationUsers",
        "POST /organizations/:id/users/roles": "AssignOrganizationRolesToUsers",
        "POST /organizations/:id/users/:userId/roles": "AssignOrganizationRolesToUser",
        "POST /organizations/:id/applications": "AddOrganizationApplications",
        "POST /organizations/:id/applications/roles": "AssignOrganizationRolesToApplications",
        "POST /organizations/:id/applications/:applicationId/roles": "AssignOrganizationRolesToApplication",
        "GET /configs/admin-console": "GetAdminConsoleConfig",
        "PATCH /configs/admin-console": "UpdateAdminConsoleConfig",
        "GET /configs/oidc/:keyType": "GetOidcKeys",
        "DELETE /configs/oidc/:keyType/:keyId": "DeleteOidcKey",
        "POST /configs/oidc/:keyType/rotate": "RotateOidcKeys",
        "GET /dashboard/users/total": "GetTotalUserCount",
        "GET /dashboard/users/new": "GetNewUserCounts",
        "GET /dashboard/users/active": "GetActiveUserCounts",
        "POST /verification-codes/verify": "VerifyVerificationCode",
        "GET /.well-known/phrases": "GetSignInExperiencePhrases",
        "GET /.well-known/sign-in-exp": "GetSignInExperienceConfig",
        // Two tokens, or the one that the path names.
        "DELETE /users/:userId/personal-access-tokens/:name": "DeleteUserPersonalAccessToken",
        "POST /users/:userId/personal-access-tokens/delete": "DeleteUserPersonalAccessTokenByBody",
    ]
}
