extension Config.Patreon {
    /// Ids given twice, and references to what is not there.
    func noteContradictions(_ report: ConfigReport) {
        report.noteDuplicates("patreon.clients", "id", self.clients.map(\.id.value))
        report.noteDuplicates("patreon.accounts", "id", self.accounts.map(\.id.value))
        report.noteDuplicates("patreon.accounts", "vanity", self.accounts.map(\.account.vanity))
        report.noteDuplicates("patreon.campaigns", "id", self.campaigns.map(\.campaign.id.value))
        report.noteDuplicates("patreon.campaigns", "owner", self.campaigns.map(\.campaign.ownerID.value))
        self.noteClients(report)
        for name in ["tiers", "benefits", "goals", "members", "posts"] {
            self.noteDuplicates(of: name, report)
        }
        for (index, campaign) in self.campaigns.enumerated() {
            self.noteReferences(of: campaign, at: "patreon.campaigns[\(index)]", report)
        }
        if let persona = self.switches.persona,
            !self.accounts.contains(where: { $0.account.persona.isMeant(by: persona) })
        {
            report.note(
                "patreon.switches.persona",
                "is \"\(persona)\", but no account in patreon.accounts has that id, e-mail address or vanity")
        }
    }

    private var accountIDs: Set<ID<PatreonAccount>> { Set(self.accounts.map(\.id)) }

    private func noteClients(_ report: ConfigReport) {
        let accounts = self.accountIDs
        for (index, client) in self.clients.enumerated() {
            let path = "patreon.clients[\(index)]"
            if let owner = client.ownerID, !accounts.contains(owner) {
                report.note("\(path).owner", "is \"\(owner)\", but patreon.accounts has no account with that id")
            }
            for (position, uri) in client.redirectURIs.enumerated()
            where !uri.hasPrefix("http://") && !uri.hasPrefix("https://") {
                report.note(
                    "\(path).redirectUris[\(position)]",
                    "is \"\(uri)\"; Patreon registers only http and https addresses")
            }
        }
    }

    /// Ids are those of the whole service, not of a campaign.
    private func noteDuplicates(of name: String, _ report: ConfigReport) {
        var first: [String: String] = [:]
        for (index, campaign) in self.campaigns.enumerated() {
            for (position, id) in campaign.ids(of: name).enumerated() where !id.isEmpty {
                let path = "patreon.campaigns[\(index)].\(name)[\(position)]"
                if let earlier = first[id] {
                    report.note("\(path).id", "is \"\(id)\", which \(earlier) has already")
                } else {
                    first[id] = path
                }
            }
        }
    }

    private func noteReferences(of campaign: Config.PatreonCampaign, at path: String, _ report: ConfigReport) {
        let accounts = self.accountIDs
        let owner = campaign.campaign.ownerID
        if !owner.value.isEmpty, !accounts.contains(owner) {
            report.note("\(path).owner", "is \"\(owner)\", but patreon.accounts has no account with that id")
        }
        report.noteDuplicates("\(path).webhooks", "uri", campaign.webhooks.map(\.uri))
        report.noteDuplicates("\(path).members", "account", campaign.members.map(\.member.accountID.value))
        for (index, member) in campaign.members.enumerated()
        where !member.member.accountID.value.isEmpty && !accounts.contains(member.member.accountID) {
            report.note(
                "\(path).members[\(index)].account",
                "is \"\(member.member.accountID)\", but patreon.accounts has no account with that id")
        }
        campaign.noteTiers(at: path, report)
    }
}

extension Config.PatreonCampaign {
    fileprivate func ids(of name: String) -> [String] {
        switch name {
        case "tiers": self.tiers.map(\.id.value)
        case "benefits": self.benefits.map(\.id.value)
        case "goals": self.goals.map(\.id.value)
        case "members": self.members.map(\.member.id.value)
        default: self.posts.map(\.id.value)
        }
    }

    fileprivate func noteTiers(at path: String, _ report: ConfigReport) {
        let known = Set(self.tiers.map(\.id))
        func check(_ ids: [ID<Tier>], at path: String) {
            for (index, id) in ids.enumerated() where !known.contains(id) {
                report.note("\(path)[\(index)]", "is \"\(id)\", but the campaign has no tier with that id")
            }
        }
        for (index, benefit) in self.benefits.enumerated() {
            check(benefit.tierIDs, at: "\(path).benefits[\(index)].tiers")
        }
        for (index, member) in self.members.enumerated() {
            check(member.member.tierIDs, at: "\(path).members[\(index)].tiers")
            for (position, event) in member.history.enumerated() {
                guard let tier = event.tierID, !known.contains(tier) else { continue }
                report.note(
                    "\(path).members[\(index)].pledgeHistory[\(position)].tier",
                    "is \"\(tier)\", but the campaign has no tier with that id")
            }
        }
        for (index, post) in self.posts.enumerated() {
            check(post.tierIDs, at: "\(path).posts[\(index)].tiers")
        }
    }
}
