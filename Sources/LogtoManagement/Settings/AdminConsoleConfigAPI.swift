import Core
import HTTPTypes
import Logto
import Storage

/// `/configs/admin-console` (spec `logto-management-api.md` §4.7, §5): what Logto's own console remembers of an instance.
enum AdminConsoleConfigAPI {
    private static let path = "/configs/admin-console"

    static let routes = [
        Route(.get, Self.path, "Read what the console remembers", answer: .json(.jsonObject)) { call in
            try await call.read { db in .json(try db.adminConsoleConfig()) }
        },
        Route(
            .patch, Self.path, "Have the console remember something", answer: .json(.jsonObject),
            body: .object([
                .optional("signInExperienceCustomized", .boolean), .optional("organizationCreated", .boolean),
            ])
        ) { call in
            try await call.write { db in
                let config = try db.adminConsoleConfig().merging(call.body)
                try db.put(adminConsoleConfig: config)
                return .json(config)
            }
        },
    ]
}
