/// What a configuration says of the account center; what it leaves out is as in a fresh instance.
extension AccountCenter {
    init(reading object: ConfigObject) {
        let fields = object.object("fields") { fields in
            Field.allCases.reduce(into: [Field: Control]()) { controls, field in
                controls[field] = fields.choice(field.rawValue)
            }
        }
        self.init(
            enabled: object.bool("enabled") ?? false, fields: fields ?? [:],
            webauthnRelatedOrigins: object.strings("webauthnRelatedOrigins") ?? [],
            deleteAccountURL: object.optionalString("deleteAccountUrl"),
            customCSS: object.optionalString("customCss"),
            profileFields: object.has("profileFields")
                ? object.objects("profileFields") { $0.string("name") } : nil)
    }
}
