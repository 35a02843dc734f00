/// What exists in a Logto instance before anyone calls its API (spec `logto-management-api.md` §5).
package enum FreshInstance {
    package static let managementAPI = LogtoResource(
        id: "management-api", name: "Logto Management API", indicator: "https://default.logto.app/api")

    package static let managementScope = LogtoScope(
        id: "management-api-all", resourceID: managementAPI.id, name: "all",
        description: "Default scope for Management API, allows all permissions.")

    /// Applications that answer by their id, and are in no list.
    package static let builtInApplications: Set<ID<LogtoApplication>> = [
        "demo-app", "account-center", "device-demo-app", "admin-console",
    ]

    package static let roles = [
        LogtoRole(
            id: "admin-role", name: "#internal:admin", description: "Internal admin role for Logto tenant default.",
            kind: .machineToMachine, scopeIDs: [managementScope.id]),
        // Its id is random in Logto; a fixed one can be named in a configuration.
        LogtoRole(
            id: "managementapiaccess00", name: "Logto Management API access",
            description: "This default role grants access to the Logto management API.", kind: .machineToMachine,
            scopeIDs: [managementScope.id]),
    ]
}
