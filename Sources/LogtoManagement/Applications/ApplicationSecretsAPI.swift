import Core
import HTTPTypes
import Logto
import Storage

/// `/applications/:id/secrets` (spec `logto-management-api.md` §6.1, "Secrets").
enum ApplicationSecretsAPI {
    static let routes = [
        Route(
            .delete, "/applications/:id/legacy-secret", "Delete an application's legacy secret",
            answer: .json(.application),
            handle: Self.deleteLegacy),
        Route(
            .get, "/applications/:id/secrets", "List an application's secrets", answer: .list(.applicationSecret),
            handle: Self.list),
        Route(
            .post, "/applications/:id/secrets", "Add a secret", status: .created, answer: .json(.applicationSecret),
            body: .object([.required("name", .text(1...256)), .nullish("expiresAt", .number([]))]),
            handle: Self.create),
        Route(
            .patch, "/applications/:id/secrets/:name", "Rename a secret", answer: .json(.applicationSecret),
            body: .object([.required("name", .text(1...256))]), handle: Self.rename),
        Route(
            .delete, "/applications/:id/secrets/:name", "Delete a secret", status: .noContent,
            handle: Self.delete),
    ]

    /// Secrets of old applications stand in the application itself; there are none here.
    @Sendable private static func deleteLegacy(_ call: Call) async throws -> Answer {
        try await call.read { db in
            _ = try db.existingApplication(call.id())
            throw LogtoError("application.no_legacy_secret_found")
        }
    }

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        try await call.read { db in
            let application = try db.existingApplication(call.id())
            return .list(try db.secrets(of: application.id).map { ApplicationBody.json($0, of: application.id) })
        }
    }

    @Sendable private static func create(_ call: Call) async throws -> Answer {
        let expiresAt = call.body["expiresAt"]?.instant
        let secret = ApplicationRecord.Secret(
            name: call.body["name"]?.string ?? "", value: call.parts.entropy.string(32, of: .alphanumeric),
            createdAt: call.now, expiresAt: expiresAt)
        return try await call.write { db in
            let application = try db.existingApplication(call.id())
            if let expiresAt, expiresAt <= call.now {
                throw LogtoError.invalidRequest("The value of `expiresAt` must be in the future.")
            }
            guard application.kind.hasSecrets else { throw LogtoError.constraintViolated }
            guard try db.secret(secret.name, of: application.id) == nil else { throw Self.nameExists }
            try db.insert(secret, of: application.id)
            return .json(ApplicationBody.json(secret, of: application.id))
        }
    }

    @Sendable private static func rename(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let id: ID<LogtoApplication> = call.id()
            let name = call.parameters["name"] ?? ""
            let newName = call.body["name"]?.string ?? ""
            guard var secret = try db.secret(name, of: id) else {
                throw LogtoError.nothingToUpdate("application_secret")
            }
            if name != newName, try db.secret(newName, of: id) != nil { throw Self.nameExists }
            try db.rename(secret: name, to: newName, of: id)
            secret.name = newName
            return .json(ApplicationBody.json(secret, of: id))
        }
    }

    @Sendable private static func delete(_ call: Call) async throws -> Answer {
        try await call.write { db in
            guard try db.delete(secret: call.parameters["name"] ?? "", of: call.id()) else {
                throw LogtoError.notFound
            }
            return .none
        }
    }

    private static let nameExists = LogtoError("application.secret_name_exists", .unprocessableContent)
}
