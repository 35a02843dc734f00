import Core
import HTTPTypes
import Logto
import Storage

/// `/users/:userId/personal-access-tokens` (spec `logto-management-api.md` §6.4).
enum PersonalAccessTokensAPI {
    private static let path = "/users/:userId/personal-access-tokens"
    private static let name = Schema.text(1...256)

    static let routes = [
        Route(
            .get, Self.path, "List a user's personal access tokens", answer: .list(.personalAccessToken),
            handle: Self.list),
        Route(
            .post, Self.path, "Create a personal access token", status: .created, answer: .json(.personalAccessToken),
            body: .object([.required("name", Self.name), .nullish("expiresAt", .number([]))]), handle: Self.create),
        Route(
            .patch, Self.path, "Rename a personal access token", answer: .json(.personalAccessToken),
            body: .object([.optional("currentName", .text), .required("name", Self.name)])
        ) { call in try await Self.rename(call.body["currentName"]?.string ?? "", call) },
        Route(
            .post, "\(Self.path)/delete", "Delete a personal access token", status: .noContent,
            body: .object([.required("name", .text)])
        ) { call in try await Self.delete(call.body["name"]?.string ?? "", call) },
        Route(
            .patch, "\(Self.path)/:name", "Rename a personal access token, as before",
            answer: .json(.personalAccessToken),
            body: .object([.required("name", Self.name)])
        ) { call in try await Self.rename(call.parameters["name"] ?? "", call) },
        Route(
            .delete, "\(Self.path)/:name", "Delete a personal access token, as before", status: .noContent
        ) { call in try await Self.delete(call.parameters["name"] ?? "", call) },
    ]

    /// An unknown user has none.
    @Sendable private static func list(_ call: Call) async throws -> Answer {
        try await call.read { db in .list(try db.personalAccessTokens(of: call.id("userId")).map(Self.json)) }
    }

    @Sendable private static func create(_ call: Call) async throws -> Answer {
        let expiresAt = call.body["expiresAt"]?.instant
        if let expiresAt, expiresAt <= call.now {
            throw LogtoError.invalidRequest("The value of `expiresAt` must be in the future.")
        }
        let token = PersonalAccessToken(
            userID: call.id("userId"), name: call.body["name"]?.string ?? "",
            value: call.parts.entropy.personalAccessToken(), createdAt: call.now, expiresAt: expiresAt)
        try await Self.keepingNamesApart { try await call.write { db in try db.insert(token) } }
        return .json(Self.json(token))
    }

    private static func rename(_ name: String, _ call: Call) async throws -> Answer {
        let (userID, newName): (ID<LogtoUser>, String) = (call.id("userId"), call.body["name"]?.string ?? "")
        return try await Self.keepingNamesApart {
            try await call.write { db in
                guard try db.renamePersonalAccessToken(name, of: userID, to: newName),
                    let token = try db.personalAccessToken(newName, of: userID)
                else { throw LogtoError.nothingToUpdate("personal_access_token") }
                return .json(Self.json(token))
            }
        }
    }

    private static func delete(_ name: String, _ call: Call) async throws -> Answer {
        try await call.write { db in
            guard try db.deletePersonalAccessToken(name, of: call.id("userId")) else { throw LogtoError.notFound }
            return .none
        }
    }

    private static func keepingNamesApart<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch  where error.isUniqueViolation {
            throw LogtoError("user.personal_access_token_name_exists", .unprocessableContent)
        }
    }

    /// The value is shown each time, as in Logto.
    private static func json(_ token: PersonalAccessToken) -> JSON {
        [
            "tenantId": "default", "userId": .string(token.userID.value), "name": .string(token.name),
            "value": .string(token.value), "createdAt": .int(token.createdAt.milliseconds),
            "expiresAt": token.expiresAt.map { .int($0.milliseconds) } ?? .null,
        ]
    }
}
