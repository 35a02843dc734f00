import Core
import HTTPTypes
import Logto
import Storage

/// The four routes of what belongs to an owner, as Logto makes them for each of its relations (spec
/// `logto-management-api.md` §6.10).
struct RelationRoutes<Owner, Member>: Sendable {
    /// Whose `:id` is the owner's.
    let path: String
    /// What is listed, in words.
    let noun: String
    /// The list in bodies.
    let list: String
    /// What stands for one of them in the path.
    let parameter: String
    let relation: Relation<Owner, Member>

    /// - Parameter item: what one of them looks like.
    func listing(
        _ item: Schema,
        _ items: @escaping @Sendable (Transaction, ID<Owner>, ListWindow?) throws -> [JSON]
    ) -> Route {
        Route(.get, self.path, "List \(self.noun)", answer: .list(item), paging: .optional) { call in
            try await call.read { db in
                let owner: ID<Owner> = call.id()
                return .list(try items(db, owner, call.window), total: try db.count(of: owner, in: self.relation))
            }
        }
    }

    /// What is there already stays.
    var adding: Route { self.adding(answer: .reasonPhrase) { _ in .reasonPhrase } }

    func adding(
        answer: APIOperation.Content, _ respond: @escaping @Sendable (Call) -> Answer
    ) -> Route {
        Route(
            .post, self.path, "Add to \(self.noun)", status: .created, answer: answer,
            body: .object([.required(self.list, .someIDs)])
        ) { call in
            try await call.write { db in
                try db.add(call.ids(self.list), to: call.id(), in: self.relation)
                return respond(call)
            }
        }
    }

    var replacing: Route {
        Route(
            .put, self.path, "Replace \(self.noun)", status: .noContent, body: .object([.required(self.list, .ids)])
        ) { call in
            try await call.write { db in
                try db.replace(call.ids(self.list), of: call.id(), in: self.relation)
                return .none
            }
        }
    }

    var removing: Route {
        Route(
            .delete, "\(self.path)/:\(self.parameter)", "Take one of \(self.noun) away", status: .noContent
        ) { call in
            try await call.write { db in
                guard try db.remove(call.id(self.parameter), from: call.id(), in: self.relation) else {
                    throw LogtoError.notFound
                }
                return .none
            }
        }
    }
}
