extension Config {
    /// What a connector that sends messages has to be told: the mocks of Logto check it as soon as they are used.
    func noteMessageConnector(_ connector: LogtoConnector, _ path: String, _ report: ConfigReport) {
        let required =
            switch connector.factory {
            case LogtoConnector.emailFactory: ["apiKey", "fromEmail"]
            case LogtoConnector.smsFactory: ["accountSID", "authToken", "fromMessagingServiceSID"]
            default: [String]()
            }
        for name in required where connector.config[name]?.string?.isEmpty ?? true {
            report.note("\(path).config.\(name)", "is missing; it must be a string, and any will do")
        }
        if connector.syncProfile {
            report.note("\(path).syncProfile", "must be false: a connector of this kind knows no profile")
        }
        guard !required.isEmpty else { return }
        let templates = connector.config["templates"]?.array ?? []
        let purposes = MessagePurpose.allCases.map(\.rawValue)
        for (index, template) in templates.enumerated() {
            let templatePath = "\(path).config.templates[\(index)]"
            if !purposes.contains(template["usageType"]?.string ?? "") {
                report.note("\(templatePath).usageType", "must be one of: \(purposes.joined(separator: ", "))")
            }
            if template["content"]?.string == nil {
                report.note("\(templatePath).content", "is missing; it must be a text such as Your code is {{code}}")
            }
        }
        if !templates.contains(where: { $0["usageType"]?.string == MessagePurpose.generic.rawValue }) {
            report.note(
                "\(path).config.templates",
                "needs one with the usageType Generic, which stands in for those that are missing")
        }
    }
}
