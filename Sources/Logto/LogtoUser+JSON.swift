import Core

extension LogtoUser {
    /// What everybody who reads users gets, and webhooks are told (spec `logto-management-api.md` §6.2, §8.4).
    package var json: JSON {
        [
            "id": .string(self.id.value),
            "username": .nullable(self.username),
            "primaryEmail": .nullable(self.primaryEmail),
            "primaryPhone": .nullable(self.primaryPhone),
            "name": .nullable(self.name),
            "avatar": .nullable(self.avatar),
            "customData": self.customData,
            "identities": .object(self.identities.map { JSON.Member($0.target, $0.json) }),
            "lastSignInAt": self.lastSignInAt.map { .int($0.milliseconds) } ?? .null,
            "createdAt": .int(self.createdAt.milliseconds),
            "updatedAt": .int(self.updatedAt.milliseconds),
            "profile": self.profile,
            "applicationId": .nullable(self.applicationID?.value),
            "cimdClientId": .null,
            "isSuspended": .bool(self.isSuspended),
        ]
    }
}

extension LogtoUser.Identity {
    package var json: JSON {
        ["userId": .string(self.userID), "details": self.details.isNull ? nil : self.details]
    }
}
