import Core
import Foundation
import GRDB

/// The Management API in a tenant of 100,000 users.
struct ManyUsers {
    private static let count = 100_000
    private static let repetitions = 101

    let program: String
    let folder: URL

    /// What is asked, and the median of how long the answer takes, in milliseconds.
    func medians() throws -> [(name: String, milliseconds: Double)] {
        let database = "many-users.sqlite"
        // Makes the schema, and the machine that may use the API.
        try RunningProgram(self.program, folder: self.folder, database: database).end()
        try self.fill(database)
        let running = try RunningProgram(self.program, folder: self.folder, database: database)
        defer { running.end() }
        guard let port = running.origins.logto.split(separator: ":").last.flatMap({ Int($0) }) else { return [] }
        let connection = try BenchConnection(port: port)
        let token = try Self.token(connection)
        return try [
            ("the first page", "users"),
            ("page 4,000", "users?page=4000&page_size=20"),
            ("search for a part of a name", "users?search=%25umber%2077777%25"),
            ("search that finds 11,111", "users?search=%25person7%25"),
            ("search for an address", "users?search.primaryEmail=person77777%40example.com&mode=exact"),
            ("one user", "users/user00077777"),
        ].map { name, path in (name, try Self.median(of: path, token, connection)) }
    }

    private func fill(_ database: String) throws {
        let pool = try DatabasePool(path: self.folder.appending(path: database).path())
        try pool.write { db in
            try db.execute(
                sql: """
                    insert into users
                        (id, username, primary_email, name, profile, custom_data, is_suspended, created_at, updated_at)
                    with recursive numbers (number) as
                        (select 1 union all select number + 1 from numbers where number < ?)
                    select printf('user%08d', number), printf('person%d', number),
                        printf('person%d@example.com', number), printf('Person Number %d', number), '{}', '{}', 0,
                        number, number
                    from numbers
                    """, arguments: [Self.count])
        }
        try pool.close()
    }

    private static func token(_ connection: BenchConnection) throws -> String {
        let form =
            "grant_type=client_credentials&client_id=managementapi00000000"
            + "&client_secret=ManagementSecret0000000000000000&resource=https%3A%2F%2Fdefault.logto.app%2Fapi&scope=all"
        let answer = try connection.exchange(
            "POST /oidc/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: \(form.utf8.count)\r\n\r\n\(form)")
        guard let token = try JSON(parsing: answer.body)["access_token"]?.string else {
            throw BenchConnection.Failure(what: "no token for the Management API")
        }
        return token
    }

    private static func median(of path: String, _ token: String, _ connection: BenchConnection) throws -> Double {
        let request =
            "GET /api/\(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(token)\r\n\r\n"
        let clock = ContinuousClock()
        var durations: [Duration] = []
        for _ in 0..<Self.repetitions {
            let start = clock.now
            let answer = try connection.exchange(request)
            durations.append(clock.now - start)
            guard answer.status == 200, answer.body.count > 2 else {
                throw BenchConnection.Failure(what: "\(path) answered \(answer.status)")
            }
        }
        return durations.sorted()[Self.repetitions / 2] / .milliseconds(1)
    }
}
