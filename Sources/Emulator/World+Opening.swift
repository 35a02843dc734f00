import Core
import Storage
import Web

extension World {
    /// A world for a program of its own: kept in a database, on the system's time and chance, with real HTTP.
    ///
    /// - Parameters:
    ///   - database: the path of an SQLite file, or `:memory:`.
    ///   - reset: whether to forget all that the database holds but its keys.
    ///   - integrationTest: where Logto's own tests are let in without a token.
    ///   - statusKey: for whom `/api/status` says which tenant it is.
    package static func open(
        _ config: Config, listening: Origins, database: String, reset: Bool, integrationTest: IntegrationTest?,
        statusKey: String?
    ) async throws(StartFailure) -> World {
        do {
            let store = database == ":memory:" ? try Store.inMemory() : try Store.open(database)
            if reset {
                try await store.transaction { try $0.deleteEverythingButKeys() }
            }
            return try await World(
                config: config, listening: listening, store: store, clock: AdjustableTime(), entropy: .system,
                outbound: .http, integrationTest: integrationTest, statusKey: statusKey)
        } catch let error as StoreError {
            throw .unavailable(error.description)
        } catch  where error.isUniqueViolation {
            throw .configuration(
                "The configuration gives someone a username, address or vanity that another one in the database "
                    + "\(database) has: change it, or begin anew with --reset.")
        } catch {
            throw .unavailable(StoreError(error, path: database).description)
        }
    }

    /// Leaves the database as one file.
    package func close() throws {
        try self.store.close()
    }
}
