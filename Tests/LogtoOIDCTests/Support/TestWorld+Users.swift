import Core
import Storage
import TestSupport

extension TestWorld {
    var issuer: String { "\(self.logto)/oidc" }

    /// The user whom a persona of Patreon's has become.
    func user(persona: String) async throws -> LogtoUser? {
        try await self.store.read { try $0.user(identity: persona, at: "patreon") }
    }

    /// Changes the user whom a persona of Patreon's has become.
    func change(persona: String, _ body: @escaping @Sendable (inout LogtoUser) -> Void) async throws {
        try await self.store.transaction { db in
            guard var user = try db.user(identity: persona, at: "patreon") else { throw NobodySignedIn() }
            body(&user)
            try db.update(user)
        }
    }

    func suspend(persona: String, _ isSuspended: Bool = true) async throws {
        try await self.change(persona: persona) { $0.isSuspended = isSuspended }
    }

    /// Changes an application of the configuration.
    func change(_ app: ExampleApp, _ body: @escaping @Sendable (inout LogtoApplication) -> Void) async throws {
        let now = Self.beginning
        try await self.store.transaction { db in
            guard var application = try db.application(ID(app.id)) else { throw NobodySignedIn() }
            body(&application)
            try db.put(application, at: now)
        }
    }

    private struct NobodySignedIn: Error {}
}

extension TestWorld {
    /// From now on only those may use an application whom a rule names.
    func restrict(_ app: ExampleApp, to control: ApplicationAccessControl) async throws {
        try await self.change(app) { $0.isAccessControlled = true }
        try await self.store.transaction { try $0.put(control, of: ID(app.id)) }
    }
}
