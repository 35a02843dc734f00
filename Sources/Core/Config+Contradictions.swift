extension Config {
    /// What each value allows but the whole does not: duplicate ids, references to nothing, applications nobody could
    /// sign in to.
    func noteContradictions(_ report: ConfigReport) {
        let logto = self.logto
        report.noteDuplicates("logto.applications", "id", logto.applications.map(\.id.value))
        report.noteDuplicates("logto.connectors", "id", logto.connectors.map(\.id.value))
        report.noteDuplicates("logto.users", "id", logto.users.map(\.id.value))
        report.noteDuplicates("logto.users", "username", logto.users.map(\.username))
        report.noteDuplicates("logto.users", "primaryEmail", logto.users.map { $0.primaryEmail?.lowercased() })
        report.noteDuplicates("logto.users", "primaryPhone", logto.users.map(\.primaryPhone))
        self.noteApplications(report)
        self.noteAccessControl(report)
        self.notePersonalAccessTokens(report)
        self.noteSecondFactors(report)
        self.noteExpiredPasswords(report)
        self.noteConnectors(report)
        self.noteSignInExperience(report)
        self.patreon.noteContradictions(report)
    }

    private func noteApplications(_ report: ConfigReport) {
        for (index, application) in self.logto.applications.enumerated() {
            let path = "logto.applications[\(index)]"
            if application.isInteractive, application.oidcClientMetadata.redirectUris.isEmpty {
                report.note(
                    "\(path).oidcClientMetadata.redirectUris",
                    "is empty; a \(application.kind.rawValue) application needs one, such as "
                        + "http://localhost:3000/callback")
            }
            if !application.isPublic, application.secrets.isEmpty {
                report.note("\(path).secret", "is missing; a \(application.kind.rawValue) application has one")
            }
            let metadata = application.oidcClientMetadata
            report.noteURIs("\(path).oidcClientMetadata.redirectUris", metadata.redirectUris)
            report.noteURIs("\(path).oidcClientMetadata.postLogoutRedirectUris", metadata.postLogoutRedirectUris)
            if let uri = metadata.backchannelLogoutUri, uri.wholeMatch(of: /https?:\/\/\S+/) == nil {
                report.note(
                    "\(path).oidcClientMetadata.backchannelLogoutUri",
                    "is \"\(uri)\"; it must be an address that can be called, such as http://localhost:3000/logout")
            }
        }
    }

    /// What Logto's API refuses, too (spec `logto-management-api.md` §6.2). Settings that the configuration leaves as they
    /// are may allow it.
    private func noteExpiredPasswords(_ report: ConfigReport) {
        guard let experience = self.logto.signInExperience, experience.passwordExpiration.enabled != true else {
            return
        }
        for (index, user) in self.logto.users.enumerated() where user.isPasswordExpired == true {
            report.note(
                "logto.users[\(index)].isPasswordExpired",
                "is true, which needs passwordExpiration.enabled in logto.signInExperience")
        }
    }

    private func noteConnectors(_ report: ConfigReport) {
        for (index, connector) in self.logto.connectors.enumerated() {
            let path = "logto.connectors[\(index)]"
            let factories = LogtoConnector.configurableFactories
            guard let kind = factories.first(where: { $0.id == connector.factory })?.kind else {
                report.note(
                    "\(path).connectorId",
                    "is \"\(connector.factory)\"; the connectors that are emulated are "
                        + factories.map(\.id).joined(separator: ", "))
                continue
            }
            guard kind == .social else {
                self.noteMessageConnector(connector, path, report)
                continue
            }
            for name in ["clientId", "clientSecret"] where connector.config[name]?.string?.isEmpty ?? true {
                report.note("\(path).config.\(name)", "is missing; it must be a string, from the Patreon client")
            }
            if let scope = connector.config["scope"], scope.string == nil {
                report.note("\(path).config.scope", "must be a string of scopes with spaces between them")
            }
        }
        for kind in [LogtoConnector.Kind.email, .sms] {
            let indices = self.logto.connectors.indices.filter { self.logto.connectors[$0].kind == kind }
            for index in indices.dropFirst() {
                report.note(
                    "logto.connectors[\(index)].connectorId", "is a second one of kind \(kind.rawValue); Logto has one")
            }
        }
    }

    private func noteSignInExperience(_ report: ConfigReport) {
        guard let experience = self.logto.signInExperience else { return }
        let path = "logto.signInExperience"
        for found in experience.contradictions(connectors: Set(self.logto.connectors.compactMap(\.kind))) {
            report.note("\(path).\(found.path)", found.message)
        }
        if experience.emailBlocklistPolicy.blockDisposableAddresses == true {
            report.note(
                "\(path).emailBlocklistPolicy.blockDisposableAddresses",
                "is true, which needs a service of Logto's cloud; name domains in customBlocklist instead")
        }
        let username = experience.usernamePolicy
        if username.minLength > username.maxLength {
            report.note("\(path).usernamePolicy.minLength", "is greater than maxLength")
        }
        if !username.allowedChars.lowercase, !username.allowedChars.uppercase, !username.allowedChars.underscore {
            report.note(
                "\(path).usernamePolicy.allowedChars",
                "must allow lowercase, uppercase or underscore: no username "
                    + "begins with a digit")
        }
        let targets = self.logto.connectors.filter { $0.kind == .social }.map(\.target)
        for (index, target) in experience.socialSignInConnectorTargets.enumerated()
        where !targets.contains(target) {
            report.note(
                "logto.signInExperience.socialSignInConnectorTargets[\(index)]",
                "is \"\(target)\", but no connector has that target; add one under logto.connectors")
        }
    }
}

extension ConfigReport {
    func noteDuplicates(_ path: String, _ name: String, _ values: [String?]) {
        var first: [String: Int] = [:]
        for (index, value) in values.enumerated() {
            guard let value, !value.isEmpty else { continue }
            if let earlier = first[value] {
                self.note("\(path)[\(index)].\(name)", "is \"\(value)\", which \(path)[\(earlier)] has already")
            } else {
                first[value] = index
            }
        }
    }

    fileprivate func noteURIs(_ path: String, _ uris: [String]) {
        for (index, uri) in uris.enumerated() where !uri.isAbsoluteURI {
            self.note("\(path)[\(index)]", "is \"\(uri)\"; it must be an absolute URI")
        }
    }
}
