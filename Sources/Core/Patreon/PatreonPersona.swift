/// By what one chooses an account: little enough that a page of them is cheap.
package struct PatreonPersona: Equatable, Sendable {
    package let id: ID<PatreonAccount>
    package let fullName: String
    package let email: String?
    package let vanity: String?
    /// A sentence for whoever chooses; never sent to a client.
    package let story: String?

    package init(id: ID<PatreonAccount>, fullName: String, email: String?, vanity: String?, story: String?) {
        self.id = id
        self.fullName = fullName
        self.email = email
        self.vanity = vanity
        self.story = story
    }

    /// Whether a login hint names the account: its id, its vanity or its e-mail address.
    package func isMeant(by hint: String) -> Bool {
        self.id.value == hint || self.vanity == hint || self.email?.lowercased() == hint.lowercased()
    }
}

extension PatreonAccount {
    package var persona: PatreonPersona {
        PatreonPersona(
            id: self.id, fullName: self.fullName, email: self.email, vanity: self.vanity, story: self.story)
    }
}
