import Core
import HTTPTypes
import Logto
import Storage

/// What can be tried of a connector (spec `logto-management-api.md` §6.8).
enum ConnectorActionsAPI {
    static let routes = [
        Route(
            .post, "/connectors/:factoryId/test", "Send a test message", status: .noContent,
            body: .object([
                .optional("phone", UserSchemas.phone), .optional("email", UserSchemas.email),
                .required("config", .jsonObject), .optional("locale", .text),
            ]), handle: Self.test),
        Route(
            .post, "/connectors/:connectorId/authorization-uri", "Build a provider's authorization address",
            answer: .members(.required("redirectTo", .text)),
            body: .object([.required("state", .text), .required("redirectUri", .text)]),
            handle: Self.authorizationURI
        ).failing(.notImplemented),
    ]

    /// The message has the code 000000, and lies in the inbox.
    @Sendable private static func test(_ call: Call) async throws -> Answer {
        let (phone, email) = (call.body["phone"]?.string, call.body["email"]?.string)
        // The message keeps its placeholder, as in Logto.
        guard let address = phone.map(MessageAddress.phone) ?? email.map(MessageAddress.email) else {
            throw LogtoError("guard.invalid_input")
        }
        let id = call.parameters["factoryId"] ?? ""
        guard let factory = call.connectorFactory(id), factory.kind != .social else {
            throw LogtoError("connector.not_found", values: ["type": address.connectorKind.rawValue])
        }
        guard factory.kind == address.connectorKind else { throw LogtoError("connector.unexpected_type") }
        let config = call.body["config"] ?? [:]
        _ = try factory.config.check(config, "connector.invalid_config")
        let connector = LogtoConnector(id: ID(id), factory: id, config: config)
        let message = try MessageConnector(connector).message(
            to: address, for: .generic, payload: ["code": "000000"], at: call.now)
        try await call.write { db in try db.insert(message) }
        return .none
    }

    /// What needs the session of a sign-in, which there is none of here, cannot.
    @Sendable private static func authorizationURI(_ call: Call) async throws -> Answer {
        guard call.body["state"]?.string?.isEmpty == false, call.body["redirectUri"]?.string?.isEmpty == false else {
            throw LogtoError("session.insufficient_info")
        }
        let connector = try call.socialConnector(
            try await call.read { db in try db.existingConnector(call.id("connectorId")) })
        if connector.needsSession { throw LogtoError.connectorNeedsSession }
        let address = try connector.authorizationURI(
            state: call.body["state"]?.string ?? "", redirectURI: call.body["redirectUri"]?.string ?? "")
        return .json(["redirectTo": .string(address)])
    }
}

extension Call {
    /// - Throws: 400 `connector.unexpected_type`.
    func socialConnector(_ connector: LogtoConnector) throws(LogtoError) -> SocialConnector {
        try SocialConnector(
            connector, patreon: self.parts.origins.patreon, outbound: self.parts.outbound, entropy: self.parts.entropy)
    }
}

extension LogtoError {
    static let connectorNeedsSession = LogtoError("connector.not_implemented", .notImplemented)
}
