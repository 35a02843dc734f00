import Core

/// What an account's members have in common in both versions of the API (spec `patreon.md` §3.3, "Value conventions").
struct PatreonProfile {
    private let account: PatreonAccount
    private let origin: String

    /// - Parameter origin: of the emulated Patreon, in place of `https://www.patreon.com`.
    init(_ account: PatreonAccount, origin: String) {
        self.account = account
        self.origin = origin
    }

    var firstName: String { self.account.fullName.split(separator: " ").first.map(String.init) ?? "" }

    /// Empty, not `null`, for a name of one word.
    var lastName: String { self.account.fullName.split(separator: " ").dropFirst().joined(separator: " ") }

    var url: String {
        if let vanity = self.account.vanity { return "\(self.origin)/\(PercentEncoding.component(vanity))" }
        return "\(self.origin)/user?u=\(self.account.id)"
    }

    var imageURL: String { self.origin + AvatarEndpoint.path(of: self.account.id, size: 400) }
    var thumbURL: String { self.origin + AvatarEndpoint.path(of: self.account.id, size: 100) }
}
