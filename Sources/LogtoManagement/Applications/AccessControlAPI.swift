import Core
import HTTPTypes
import Logto
import Storage

/// `/applications/:applicationId/access-control` (spec `logto-management-api.md` §6.1, "Access control").
enum AccessControlAPI {
    private static let path = "/applications/:applicationId/access-control"

    /// Ids of which so many are different, at the most.
    private static let ids = Schema.refined(.ids) { list in
        Set(list.strings).count <= ApplicationAccessControl.maximalCount
    }

    static let routes = [
        Route(.get, Self.path, "Read who may use an application", answer: .json(.accessControl), handle: Self.show),
        Route(
            .put, Self.path, "Set who may use an application", answer: .json(.accessControl),
            body: .object([
                .required("userIds", Self.ids), .required("userRoleIds", Self.ids),
                .required("organizationIds", Self.ids),
                .required(
                    "organizationRoleRules",
                    .array(
                        .object([
                            .required("organizationId", .string([.least(1)])),
                            .required("organizationRoleIds", Self.ids),
                        ]))),
            ]), handle: Self.put),
    ]

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in
            let application = try db.existingApplication(call.id("applicationId"))
            return .json(Self.json(try db.accessControl(of: application.id)))
        }
    }

    @Sendable private static func put(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let application = try db.existingApplication(call.id("applicationId"))
            let rules = call.body["organizationRoleRules"]?.array ?? []
            if rules.contains(where: { $0["organizationRoleIds"]?.array?.isEmpty ?? true }) {
                throw LogtoError.invalidRequest(
                    "Every organization of a rule needs at least one role.", .unprocessableContent)
            }
            let control = ApplicationAccessControl(
                userIDs: call.ids("userIds"), userRoleIDs: call.ids("userRoleIds"),
                organizationIDs: call.ids("organizationIds"),
                organizationRoleRules: rules.map { rule in
                    ApplicationAccessControl.OrganizationRoleRule(
                        organizationID: ID(rule["organizationId"]?.string ?? ""),
                        organizationRoleIDs: (rule["organizationRoleIds"]?.strings ?? []).map { ID($0) })
                })
            if application.isAccessControlEnabled, control.isEmpty {
                throw LogtoError.invalidRequest(
                    "App-level access control needs at least one rule.", .unprocessableContent)
            }
            for role in control.userRoleIDs where try db.role(role)?.kind == .machineToMachine {
                throw LogtoError.constraintViolated
            }
            for role in control.organizationRoleRules.flatMap(\.organizationRoleIDs)
            where try db.organizationRoleKind(role) == .machineToMachine {
                throw LogtoError.constraintViolated
            }
            try db.put(control, of: application.id)
            return .json(Self.json(control))
        }
    }

    private static func json(_ control: ApplicationAccessControl) -> JSON {
        [
            "userIds": .strings(control.userIDs.map(\.value)),
            "userRoleIds": .strings(control.userRoleIDs.map(\.value)),
            "organizationIds": .strings(control.organizationIDs.map(\.value)),
            "organizationRoleRules": .array(
                control.organizationRoleRules.map { rule in
                    [
                        "organizationId": .string(rule.organizationID.value),
                        "organizationRoleIds": .strings(rule.organizationRoleIDs.map(\.value)),
                    ]
                }),
        ]
    }
}
