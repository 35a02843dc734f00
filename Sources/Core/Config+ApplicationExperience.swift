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
                        branding.url(name).map { JSON.Member(name, .string($0)) }
                    })
            } ?? [:],
            customCss: object.optionalString("customCss"),
            termsOfUseUrl: object.url("termsOfUseUrl"),
            privacyPolicyUrl: object.url("privacyPolicyUrl"),
            displayName: object.optionalString("displayName"))
    }
}
