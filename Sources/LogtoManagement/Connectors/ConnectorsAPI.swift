import Core
import HTTPTypes
import Logto
import Storage

/// `/connectors` (spec `logto-management-api.md` §4.5, §6.8).
enum ConnectorsAPI {
    private static let metadata = Schema.object([
        .optional("target", .text), .optional("name", .record(.text)), .optional("logo", .text),
        .nullish("logoDark", .text),
    ])

    static let routes = [
        Route(
            .post, "/connectors", "Create a connector", answer: .json(.connector),
            body: .object([
                .required("connectorId", .text(1...128)), .optional("id", .text(1...128)),
                .optional("config", .jsonObject), .optional("metadata", Self.metadata),
                .optional("syncProfile", .boolean), .optional("enableTokenStorage", .boolean),
            ]), handle: Self.create),
        Route(
            .get, "/connectors", "List connectors", answer: .list(.connector), query: [.optional("target", .text)],
            handle: Self.list),
        Route(.get, "/connectors/:id", "Read a connector", answer: .json(.connector), handle: Self.show),
        Route(
            .patch, "/connectors/:id", "Update a connector", answer: .json(.connector),
            body: .object([
                .optional("config", .jsonObject), .optional("metadata", Self.metadata),
                .optional("syncProfile", .boolean), .optional("enableTokenStorage", .boolean),
            ]), handle: Self.update),
        Route(.delete, "/connectors/:id", "Delete a connector", status: .noContent, handle: Self.delete),
    ]

    @Sendable private static func create(_ call: Call) async throws -> Answer {
        let body = call.body
        let factoryID = body["connectorId"]?.string ?? ""
        guard let factory = call.connectorFactory(factoryID) else {
            throw LogtoError("connector.not_found_with_connector_id", .unprocessableContent)
        }
        let connector = LogtoConnector(
            id: ID(body["id"]?.string ?? call.parts.entropy.shortID()), factory: factoryID,
            config: (body["config"] ?? [:]).withoutEmptyValues, syncProfile: body["syncProfile"]?.bool ?? false,
            metadata: (body["metadata"] ?? [:]).withoutEmptyValues)
        return try await call.write { db in
            try Self.checkNew(factory, body, in: db)
            try Self.check(body["config"], factory)
            try Self.checkTokenStorage(body)
            if factory.kind != .social {
                for other in try db.connectors() where other.connectorFactory?.kind == factory.kind {
                    _ = try db.delete(other.id)
                }
            }
            try db.insert(connector, at: call.now)
            return .json(ConnectorBody.json(connector))
        }
    }

    private static func checkNew(_ factory: ConnectorFactory, _ body: JSON, in db: Transaction) throws {
        guard factory.kind == .social else { return }
        if factory.isStandard, body["metadata"]?["target"]?.string == nil {
            throw LogtoError("connector.should_specify_target")
        }
        if !factory.isStandard, body["metadata"] != nil {
            throw LogtoError("connector.cannot_overwrite_metadata_for_non_standard_connector")
        }
        let connectors = try db.connectors()
        if !factory.isStandard, connectors.contains(where: { $0.factory == factory.factory.id }) {
            throw LogtoError("connector.multiple_instances_not_supported", .unprocessableContent)
        }
        let target = body["metadata"]?["target"]?.string ?? factory.target
        let same = connectors.first { connector in
            (connector.metadata["target"]?.string ?? connector.connectorFactory?.target) == target
                && connector.connectorFactory?.platform == factory.platform
        }
        if let same {
            throw LogtoError(
                "connector.multiple_target_with_same_platform", .unprocessableContent,
                data: [
                    "connectorId": .string(same.id.value),
                    "connectorName": same.connectorFactory?.metadata["name"] ?? [:],
                ])
        }
    }

    private static func check(_ config: JSON?, _ factory: ConnectorFactory) throws(LogtoError) {
        guard let config else { return }
        _ = try factory.config.check(config, "connector.invalid_config")
    }

    /// There is no vault here for tokens to be kept in.
    private static func checkTokenStorage(_ body: JSON) throws(LogtoError) {
        if body["enableTokenStorage"]?.bool == true {
            throw LogtoError("request.feature_not_supported", .unprocessableContent)
        }
    }

    /// By id.
    @Sendable private static func list(_ call: Call) async throws -> Answer {
        try await call.read { db in
            let target = call.query["target"]?.string
            let all = try db.connectors().sorted { $0.id.value < $1.id.value }.map(ConnectorBody.json)
            return .list(all.filter { target == nil || $0["target"]?.string == target })
        }
    }

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in .json(ConnectorBody.json(try db.existingConnector(call.id()))) }
    }

    @Sendable private static func update(_ call: Call) async throws -> Answer {
        let body = call.body
        return try await call.write { db in
            var connector = try db.existingConnector(call.id())
            guard let factory = connector.connectorFactory else { throw LogtoError.notFound }
            if factory.kind == .social {
                let target = connector.metadata["target"]?.string ?? factory.target
                if factory.isStandard, let changed = body["metadata"]?["target"]?.string, changed != target {
                    throw LogtoError("connector.can_not_modify_target")
                }
                if !factory.isStandard, body["metadata"] != nil {
                    throw LogtoError("connector.cannot_overwrite_metadata_for_non_standard_connector")
                }
            } else if body["syncProfile"]?.bool == true {
                throw LogtoError("connector.invalid_type_for_syncing_profile", .unprocessableContent)
            }
            try Self.check(body["config"], factory)
            try Self.checkTokenStorage(body)
            try body.requireChange()
            connector.config = body["config"]?.withoutEmptyValues ?? connector.config
            connector.metadata = body["metadata"]?.withoutEmptyValues ?? connector.metadata
            connector.syncProfile = body["syncProfile"]?.bool ?? connector.syncProfile
            connector.enablesTokenStorage = body["enableTokenStorage"]?.bool ?? connector.enablesTokenStorage
            try db.put(connector, at: call.now)
            return .json(ConnectorBody.json(connector))
        }
    }

    /// A provider that nobody connects to any more has no button.
    @Sendable private static func delete(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let connector = try db.existingConnector(call.id())
            var experience = try db.signInExperience()
            try Self.check(experience, without: connector, in: db)
            _ = try db.delete(connector.id)
            let target = connector.target
            if try !db.connectors().contains(where: { $0.target == target }) {
                if experience.socialSignInConnectorTargets.contains(target) {
                    experience.socialSignInConnectorTargets.removeAll { $0 == target }
                    try db.put(experience)
                }
            }
            return .none
        }
    }
}

extension ConnectorsAPI {
    /// - Throws: 422 where nobody whose password has expired could get another one.
    private static func check(
        _ experience: SignInExperience, without connector: LogtoConnector, in db: Transaction
    ) throws {
        guard connector.kind != .social, experience.passwordExpiration.enabled == true else { return }
        let others = Set(try db.connectors().filter { $0.id != connector.id }.compactMap(\.kind))
        if experience.usableForgotPasswordMethods(connectors: others).isEmpty {
            throw LogtoError(
                "sign_in_experiences.password_expiration_requires_forgot_password", .unprocessableContent)
        }
    }
}

extension Transaction {
    func existingConnector(_ id: ID<LogtoConnector>) throws -> LogtoConnector {
        guard let connector = try self.connector(id) else { throw LogtoError.notFound }
        return connector
    }
}
