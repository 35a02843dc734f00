extension Config {
    /// A user's personal access token as one declares it; without a value one is made, and kept.
    package struct PersonalAccessToken: Equatable, Sendable {
        package var name: String
        package var value: String?
        package var expiresAt: Instant?
    }

    /// Names are a user's own, values everybody's.
    func notePersonalAccessTokens(_ report: ConfigReport) {
        var owners: [String: String] = [:]
        for (index, user) in self.logto.users.enumerated() {
            let path = "logto.users[\(index)].personalAccessTokens"
            report.noteDuplicates(path, "name", user.personalAccessTokens.map(\.name))
            for (position, token) in user.personalAccessTokens.enumerated() {
                guard let value = token.value else { continue }
                let here = "\(path)[\(position)]"
                if let owner = owners[value] { report.note("\(here).value", "is that of \(owner) as well") }
                owners[value] = here
            }
        }
    }
}

extension Config.PersonalAccessToken {
    init(reading object: ConfigObject) {
        self.init(
            name: object.string("name"), value: object.optionalString("value"),
            // Milliseconds, as in Logto's API.
            expiresAt: object.int("expiresAt", in: 1...Int64.max).map(Instant.init(milliseconds:)))
        if self.name.count > 256 { object.note("name", "must not be longer than 256 characters") }
        if let value, value.wholeMatch(of: /pat_[0-9A-Za-z]+/) == nil {
            object.note("value", "must be pat_ and letters or digits; Logto's own have 32 of them")
        }
    }
}
