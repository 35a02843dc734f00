import Core
import HTTPTypes
import Logto
import Storage

/// `/applications` (spec `logto-management-api.md` §4.1, §6.1).
enum ApplicationsAPI {
    static let searchFields = ["id", "name", "description"]

    static let routes = [
        Route(
            .get, "/applications", "List applications", answer: .list(.application), paging: .optional,
            isSearchable: true,
            query: [
                .optional(
                    "types", .union([.array(.choice(ApplicationSchemas.kinds)), .choice(ApplicationSchemas.kinds)])),
                .optional("excludeRoleId", .text),
                .optional("excludeOrganizationId", .text),
                .optional("isThirdParty", .choice(["true", "false"])),
            ], handle: Self.list),
        Route(
            .post, "/applications", "Create an application", answer: .json(.application),
            body: ApplicationSchemas.creation, handle: Self.create
        )
        .failing(.notImplemented),
        Route(.get, "/applications/:id", "Read an application", answer: .json(.application), handle: Self.show),
        Route(
            .patch, "/applications/:id", "Update an application", answer: .json(.application),
            body: ApplicationSchemas.change,
            handle: Self.update),
        Route(.delete, "/applications/:id", "Delete an application", status: .noContent, handle: Self.delete),
        Route(
            .patch, "/applications/:applicationId/custom-data", "Merge an application's custom data",
            answer: .json(.jsonObject),
            body: .jsonObject, handle: Self.mergeCustomData),
    ]

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        let query = call.query
        if query["excludeRoleId"] != nil, query["excludeOrganizationId"] != nil {
            throw LogtoError.invalidRequest(
                "Parameter `excludeRoleId` and `excludeOrganizationId` cannot be used at the same time.")
        }
        var filter = Transaction.ApplicationFilter()
        do {
            filter.search = try call.search.search(in: Self.searchFields)
        } catch {
            // Logto does not translate these here: it answers 500 (§2.5).
            throw UntranslatedError(error)
        }
        let types = query["types"]
        let names = types?.array?.compactMap(\.string) ?? types?.string.map { [$0] } ?? []
        filter.kinds = names.compactMap(LogtoApplication.Kind.init(rawValue:))
        filter.isThirdParty = query["isThirdParty"]?.string.map { $0 == "true" }
        filter.excludedRole = query["excludeRoleId"]?.string.map { ID($0) }
        filter.excludedOrganization = query["excludeOrganizationId"]?.string.map { ID($0) }
        // Of SAML applications there are none here.
        if !names.isEmpty, filter.kinds.isEmpty { return .list([], total: 0) }
        return try await call.read { [filter] db in
            .list(
                try db.applicationRecords(filter, call.window).map(ApplicationBody.json),
                total: try db.applicationCount(filter))
        }
    }

    @Sendable private static func create(_ call: Call) async throws -> Answer {
        let body = call.body
        guard let kind = (body["type"]?.string).flatMap(LogtoApplication.Kind.init(rawValue:)) else {
            throw LogtoError("application.saml.use_saml_app_api")
        }
        var application = ApplicationRecord(
            id: ID(call.parts.entropy.longID()), name: body["name"]?.string ?? "",
            description: body.text("description") ?? nil, kind: kind,
            oidcClientMetadata: body["oidcClientMetadata"] ?? ["redirectUris": [], "postLogoutRedirectUris": []],
            customClientMetadata: body["customClientMetadata"] ?? [:], customData: body["customData"] ?? [:],
            isThirdParty: body["isThirdParty"]?.bool ?? false, createdAt: call.now)
        try Self.checkDeviceFlow(application)
        if kind == .protected {
            let metadata = try ProtectedApplications.metadata(body["protectedAppMetadata"], call)
            application.protectedAppMetadata = metadata
            application.oidcClientMetadata = ProtectedApplications.oidcClientMetadata(of: metadata)
        }
        try Self.checkThirdParty(application)
        let secret = ApplicationRecord.Secret(
            name: LogtoApplication.Secret.defaultName, value: call.parts.entropy.string(32, of: .alphanumeric),
            createdAt: call.now)
        try await call.write { [application] db in
            if let metadata = application.protectedAppMetadata {
                try ProtectedApplications.refuseTaken(metadata, in: db)
            }
            try db.insert(application)
            if application.kind.hasSecrets { try db.insert(secret, of: application.id) }
        }
        return .json(ApplicationBody.json(application))
    }

    private static func checkDeviceFlow(_ application: ApplicationRecord) throws(LogtoError) {
        if application.customClientMetadata["isDeviceFlow"]?.bool == true, application.kind != .native {
            throw LogtoError("application.device_flow_native_only", .unprocessableContent)
        }
    }

    private static func checkThirdParty(_ application: ApplicationRecord) throws(LogtoError) {
        guard application.isThirdParty else { return }
        guard [.traditional, .singlePage, .native].contains(application.kind) else {
            throw LogtoError("application.invalid_third_party_application_type")
        }
        try Self.checkTokenExchange(application)
    }

    private static func checkTokenExchange(_ application: ApplicationRecord) throws(LogtoError) {
        guard application.isThirdParty, application.customClientMetadata["allowTokenExchange"]?.bool == true else {
            return
        }
        throw LogtoError(
            "application.third_party_application_cannot_enable_token_exchange", .unprocessableContent)
    }

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        let id: ID<LogtoApplication> = call.id()
        if let builtIn = ApplicationBody.builtIn(id) { return .json(builtIn.adding(["isAdmin": false])) }
        return try await call.read { db in
            let application = try db.existingApplication(id)
            let isAdmin = try db.has(FreshInstance.adminRoleID, id)
            return .json(ApplicationBody.json(application).adding(["isAdmin": .bool(isAdmin)]))
        }
    }

    @Sendable private static func update(_ call: Call) async throws -> Answer {
        try await call.write { db in
            var application = try db.existingApplication(call.id())
            let body = call.body
            if let custom = body["customClientMetadata"] {
                let (before, after) = (application.customClientMetadata["isDeviceFlow"], custom["isDeviceFlow"])
                guard (before?.bool ?? false) == (after?.bool ?? false) else {
                    throw LogtoError("application.device_flow_not_changeable", .unprocessableContent)
                }
                application.customClientMetadata = custom
                try Self.checkTokenExchange(application)
            }
            if let metadata = body["protectedAppMetadata"], metadata.members != nil {
                guard application.kind == .protected else {
                    throw LogtoError("application.protected_application_only")
                }
                application.protectedAppMetadata = application.protectedAppMetadata?.merging(metadata)
            }
            if let isEnabled = body["appLevelAccessControlEnabled"]?.bool {
                if isEnabled, try db.accessControl(of: application.id).isEmpty {
                    throw LogtoError.invalidRequest(
                        "App-level access control needs at least one rule.", .unprocessableContent)
                }
                application.isAccessControlEnabled = isEnabled
            }
            application.name = body["name"]?.string ?? application.name
            if let description = body.text("description") { application.description = description }
            application.oidcClientMetadata = body["oidcClientMetadata"] ?? application.oidcClientMetadata
            application.customData = body["customData"] ?? application.customData
            try db.update(application)
            if let isAdmin = body["isAdmin"]?.bool {
                if isAdmin {
                    try db.give(FreshInstance.adminRoleID, to: application.id)
                } else {
                    _ = try db.take(FreshInstance.adminRoleID, from: application.id)
                }
            }
            return .json(ApplicationBody.json(application))
        }
    }

    @Sendable private static func delete(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let application = try db.existingApplication(call.id())
            _ = try db.delete(application.id)
            return .none
        }
    }

    @Sendable private static func mergeCustomData(_ call: Call) async throws -> Answer {
        try await call.write { db in
            var application = try db.existingApplication(call.id("applicationId"))
            application.customData = application.customData.merging(call.body)
            try db.update(application)
            return .json(application.customData)
        }
    }
}

/// An error that Logto fails to translate: its answer is 500.
struct UntranslatedError: Error {
    let error: any Error

    init(_ error: any Error) {
        self.error = error
    }
}

extension LogtoApplication.Kind {
    /// Whether Logto keeps secrets for it.
    var hasSecrets: Bool { [.traditional, .machineToMachine, .protected].contains(self) }
}

extension FreshInstance {
    /// `#internal:admin`.
    static let adminRoleID: ID<LogtoRole> = "admin-role"
}

extension Transaction {
    func existingApplication(_ id: ID<LogtoApplication>) throws -> ApplicationRecord {
        guard !FreshInstance.builtInApplications.contains(id), let application = try self.applicationRecord(id) else {
            throw LogtoError.noSuch("applications", id)
        }
        return application
    }
}

extension Call {
    /// The part of the list that the page is.
    var window: ListWindow? { self.page.map { ListWindow(limit: $0.size, offset: $0.offset) } }
}
