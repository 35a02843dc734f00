import Core
import HTTPTypes
import Logto
import Storage

/// What the database refuses, as Logto's middleware words it (spec `logto-management-api.md` §2.3). A unique violation
/// that nobody has a code for stays what it is: 500.
enum DatabaseErrors {
    static func logtoError(_ error: any Error, on route: Route) -> LogtoError? {
        let isOrganizations = route.path.hasPrefix("/organization")
        if error.isForeignKeyViolation {
            return LogtoError(
                "entity.relation_foreign_key_not_found", isOrganizations ? .unprocessableContent : .notFound)
        }
        if error.isUniqueViolation, isOrganizations {
            return LogtoError("entity.unique_integrity_violation", .unprocessableContent)
        }
        if error.isCheckViolation { return .constraintViolated }
        return nil
    }
}

extension LogtoError {
    static let constraintViolated = LogtoError("entity.db_constraint_violated", .unprocessableContent)

    /// Of a row that is read by its id.
    ///
    /// - Parameter table: as the message names it.
    static func noSuch<Entity>(_ table: String, _ id: ID<Entity>) -> LogtoError {
        LogtoError("entity.not_exists_with_id", .notFound, values: ["name": table, "id": id.value])
    }

    /// Of a row that is looked for otherwise, or deleted.
    static let notFound = LogtoError("entity.not_found", .notFound)

    /// Of a row that is changed.
    static func nothingToUpdate(_ name: String) -> LogtoError {
        LogtoError("entity.not_exists", .notFound, values: ["name": name])
    }

    /// Of a change that changes nothing.
    static let emptyUpdate = LogtoError("entity.invalid_input", .unprocessableContent)

    static func tooLong(_ limit: Int) -> LogtoError {
        LogtoError(
            "entity.value_too_long", .unprocessableContent,
            data: ["message": .string("value too long for type character varying(\(limit))")])
    }

    /// - Parameter details: what the phrase's placeholder stands for.
    static func invalidRequest(
        _ details: String, _ status: HTTPResponse.Status = .badRequest, data: JSON? = nil
    ) -> LogtoError {
        LogtoError("request.invalid_input", status, data: data, values: ["details": details])
    }
}

extension JSON {
    /// - Throws: ``LogtoError/emptyUpdate`` where the body of a change has nothing to change.
    func requireChange() throws(LogtoError) {
        guard self.members?.isEmpty == false else { throw .emptyUpdate }
    }
}
