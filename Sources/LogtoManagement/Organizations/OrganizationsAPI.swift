import Core
import HTTPTypes
import Logto
import Storage

/// `/organizations` (spec `logto-management-api.md` §4.4, §6.10).
enum OrganizationsAPI {
    private static let fields: [Schema.Field] = [
        .nullish("description", .text(0...256)),
        .optional("customData", .jsonObject),
        .optional("isMfaRequired", .boolean),
        .optional("color", SignInExperienceSchema.partialColor),
        .optional("branding", SignInExperienceSchema.branding),
        .nullish("customCss", .text),
    ]

    static let routes = [
        Route(
            .get, "/organizations", "List organizations", answer: .list(.organization), paging: .always,
            query: [.optional("q", .text), .optional("showFeatured", .text)], handle: Self.list),
        Route(
            .post, "/organizations", "Create an organization", status: .created, answer: .json(.organization),
            body: .object([.required("name", .text(1...128))] + Self.fields), handle: Self.create),
        Route(.get, "/organizations/:id", "Read an organization", answer: .json(.organization), handle: Self.show),
        Route(
            .patch, "/organizations/:id", "Update an organization", answer: .json(.organization),
            body: .object([.optional("name", .text(1...128))] + Self.fields), handle: Self.update),
        Route(.delete, "/organizations/:id", "Delete an organization", status: .noContent, handle: Self.delete),
    ]

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        let search = call.keyword(in: ["id", "name"])
        let showsUsers = call.isYes("showFeatured")
        return try await call.read { db in
            .list(
                try db.organizationRecords(search, call.window).map { record in
                    showsUsers ? try OrganizationBody.jsonWithUsers(record, in: db) : OrganizationBody.json(record)
                },
                total: try db.organizationCount(search))
        }
    }

    @Sendable private static func create(_ call: Call) async throws -> Answer {
        var record = OrganizationRecord(
            organization: Organization(id: ID(call.parts.entropy.shortID()), name: ""), createdAt: call.now)
        record.change(by: call.body)
        return try await call.write { [record] db in
            try db.put(record)
            return .json(OrganizationBody.json(record))
        }
    }

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in
            let id: ID<Organization> = call.id()
            guard let record = try db.organizationRecord(id) else { throw LogtoError.noSuch("organizations", id) }
            return .json(OrganizationBody.json(record))
        }
    }

    @Sendable private static func update(_ call: Call) async throws -> Answer {
        try await call.write { db in
            try call.body.requireChange()
            guard var record = try db.organizationRecord(call.id()) else {
                throw LogtoError.nothingToUpdate("organization")
            }
            record.change(by: call.body)
            try db.put(record)
            return .json(OrganizationBody.json(record))
        }
    }

    @Sendable private static func delete(_ call: Call) async throws -> Answer {
        try await call.write { db in
            guard try db.delete(call.id() as ID<Organization>) else { throw LogtoError.notFound }
            return .none
        }
    }
}

extension OrganizationRecord {
    /// Takes over what a body says.
    fileprivate mutating func change(by body: JSON) {
        self.organization.name = body["name"]?.string ?? self.organization.name
        if let description = body.text("description") { self.organization.description = description }
        self.organization.customData = body["customData"] ?? self.organization.customData
        self.organization.isMfaRequired = body["isMfaRequired"]?.bool ?? self.organization.isMfaRequired
        self.color = body["color"] ?? self.color
        self.branding = body["branding"] ?? self.branding
        if let css = body.text("customCss") { self.customCss = css }
    }
}

extension Call {
    /// The search of lists that take a mere keyword (§2.5).
    func keyword(in fields: [String]) -> Search? {
        self.query["q"]?.string.flatMap { $0.isEmpty ? nil : .containing($0, in: fields) }
    }
}
