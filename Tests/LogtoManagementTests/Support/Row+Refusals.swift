import Core
import HTTPTypes

/// Refusals that many routes share (spec `logto-management-api.md` §2.3, §13).
extension Row {
    enum Refusal: String {
        case notFound = "entity.not_found"
        case noForeignKey = "entity.relation_foreign_key_not_found"
        case notUnique = "entity.unique_integrity_violation"
        case constraint = "entity.db_constraint_violated"
        case emptyUpdate = "entity.invalid_input"
        case notMember = "organization.require_membership"

        fileprivate var message: String {
            switch self {
            case .notFound: "The resource does not exist."
            case .noForeignKey:
                "Cannot find one or more foreign keys. Please check the input and ensure that all referenced entities "
                    + "exist."
            case .notUnique: "The entity already exists. Please check the input and try again."
            case .constraint: "Database constraint violated."
            case .emptyUpdate: "Invalid input. Value list must not be empty."
            case .notMember: "The user must be a member of the organization to proceed."
            }
        }
    }

    init(_ method: HTTPRequest.Method, _ path: String, _ refusal: Refusal) {
        self.init(method, path, nil, refusal)
    }

    init(_ method: HTTPRequest.Method, _ path: String, _ body: JSON?, _ refusal: Refusal) {
        self.init(
            method, path, body, refusal == .notFound ? 404 : 422, code: refusal.rawValue, refusal.message)
    }
}
