extension Example {
    /// The example whose web application only those may use whom a rule of its access control names. Alice is one of the
    /// book club's editors and a reader.
    ///
    /// - Parameter rules: the `accessControl` of the configuration.
    package static func onlyFor(_ rules: String, _ app: ExampleApp = Self.webApp) -> String {
        Self.config(
            replacing: #"{"id": "\#(app.id)","#,
            with: #"{"id": "\#(app.id)", "appLevelAccessControlEnabled": true, "accessControl": \#(rules),"#)
    }

    /// Rules by which nobody of the example may use the application but Mallory, who is suspended.
    package static let nobody = #"{"userIds": ["suspended001"]}"#
}
