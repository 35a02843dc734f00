import Core
import HTTPTypes
import TestSupport
import Testing

/// `/applications/:id/users/:userId/consent-organizations` (spec `logto-management-api.md` §6.1).
@Suite struct ConsentOrganizationsTests {
    private static func path(_ application: String, _ user: String) -> String {
        "/applications/\(application)/users/\(user)/consent-organizations"
    }

    private static let path = path("bookreviews0000000000", "alice0000001")
    private static let bookClub: JSON = ["organizationIds": ["bookclub0001"]]

    private static let rows: [Row] = [
        // Before the body.
        Row(
            .post, path("nothing", "alice0000001"), [:], 404, code: "entity.not_exists_with_id",
            "The applications with ID `nothing` does not exist."),
        Row(
            .put, path("bookstore000000000000", "alice0000001"), [:], 422,
            code: "application.third_party_application_only",
            "The feature is only available for third-party applications."),
        Row(.post, path("bookreviews0000000000", "nobody"), [:], .notFound),
        Row(.get, path("bookreviews0000000000", "nobody"), .notFound),
        Row(.post, path("bookreviews0000000000", "suspended001"), bookClub, .notMember),
        Row(.put, path, ["organizationIds": ["nothing"]], .notMember),
        Row(.delete, "\(path)/bookclub0001", .notFound),
        Row(.get, path, 200, ["organizations": []]),
    ]

    @Test(arguments: Self.rows)
    func `what Logto refuses`(row: Row) async throws {
        try await row.check(try await Management())
    }

    private static let malformed: [(HTTPRequest.Method, JSON)] = [
        (HTTPRequest.Method.post, ["organizationIds": []] as JSON), (.post, [:]), (.put, [:]),
    ]

    @Test(arguments: Self.malformed)
    func `what does not have the right shape is refused`(method: HTTPRequest.Method, body: JSON) async throws {
        let answer = try await Management().call(method, Self.path, body)
        #expect(answer.status == .badRequest)
        #expect(answer.json["code"] == "guard.invalid_input")
    }

    @Test func `organizations are agreed to, replaced and revoked`() async throws {
        let management = try await Management()
        let added = try await management.call(.post, Self.path, Self.bookClub)
        #expect(added.status == .created)
        #expect(added.body == "Created")
        let club = try await management.get("/organizations/bookclub0001").json
        let list = try await management.get(Self.path)
        #expect(list.json == ["organizations": [club]])
        #expect(list.headers[.init("Total-Number") ?? .server] == "1")
        let replaced = try await management.call(
            .put, Self.path, ["organizationIds": ["strictclub01", "chessclub001"]])
        #expect(replaced.status == .noContent)
        let page = try await management.get("\(Self.path)?page=2&page_size=1")
        #expect(page.json["organizations"]?.ids == ["strictclub01"])
        #expect(try await management.call(.delete, "\(Self.path)/chessclub001").status == .noContent)
        #expect(try await management.get(Self.path).json["organizations"]?.ids == ["strictclub01"])
        #expect(try await management.call(.put, Self.path, ["organizationIds": []]).status == .noContent)
        #expect(try await management.get(Self.path).json == ["organizations": []])
    }
}
