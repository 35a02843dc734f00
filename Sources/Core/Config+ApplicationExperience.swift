extension ApplicationSignInExperience {
    init(reading object: ConfigObject) {
        self.init(
            color: object.object("color") { color in
                [
                    "primaryColor": color.color("primaryColor").map(JSON.string),
                    "isDarkModeEnabled": color.bool("isDarkModeEnabled").map(JSON.bool),
                    "darkPrimaryColor": color.color("darkPrimaryColor").map(JSON.string),
                ]
            } ?? [:],
            branding: object.object("branding") { branding in
                .object(
                    ["logoUrl", "darkLogoUrl", "favicon", "darkFavicon"].compactMap { name in
                        branding.address(name).map { JSON.Member(name, .string($0)) }
                    })
            } ?? [:],
            customCss: object.optionalString("customCss"),
            termsOfUseUrl: object.address("termsOfUseUrl"),
            privacyPolicyUrl: object.address("privacyPolicyUrl"),
            displayName: object.optionalString("displayName"))
    }
}

extension ConfigObject {
    /// An absolute address of any scheme.
    fileprivate func address(_ name: String) -> String? {
        guard let text = self.optionalString(name), !text.isEmpty else { return nil }
        if text.wholeMatch(of: /[A-Za-z][A-Za-z0-9+.-]*:\S+/) == nil {
            self.note(name, "is \"\(text)\"; it must be an absolute address such as https://example.com/logo.svg")
        }
        return text
    }
}
