import Core

/// What Logto keeps of an account at a social provider (spec `logto-oidc.md` §9.4): empty values count as absent.
package struct SocialProfile: Equatable, Sendable {
    package var id: String
    package var name: String?
    package var email: String?
    package var phone: String?
    package var avatar: String?
    /// The provider's whole answer.
    package var rawData: JSON

    package init(
        id: String, name: String? = nil, email: String? = nil, phone: String? = nil, avatar: String? = nil,
        rawData: JSON
    ) {
        self.id = id
        self.name = Self.present(name)
        self.email = Self.present(email)
        self.phone = Self.present(phone)
        self.avatar = Self.present(avatar)
        self.rawData = rawData
    }

    /// The `details` of the user's identity.
    package var details: JSON {
        [
            "id": .string(self.id),
            "avatar": self.avatar.map(JSON.string),
            "email": self.email.map(JSON.string),
            "phone": self.phone.map(JSON.string),
            "name": self.name.map(JSON.string),
            "rawData": self.rawData,
        ]
    }

    /// An account as it was written down.
    init?(details: JSON) {
        guard let id = details["id"]?.string, let rawData = details["rawData"] else { return nil }
        self.init(
            id: id, name: details["name"]?.string, email: details["email"]?.string, phone: details["phone"]?.string,
            avatar: details["avatar"]?.string, rawData: rawData)
    }

    private static func present(_ text: String?) -> String? {
        text?.isEmpty == false ? text : nil
    }
}
