import Core
import HTTPTypes
import TestSupport
import Testing

/// `/organization-invitations` (spec `logto-management-api.md` §6.10).
@Suite struct OrganizationInvitationsTests {
    private static let path = "/organization-invitations"
    private static let day: Int64 = 86400
    private static let end = TestWorld.beginning.advanced(bySeconds: day).milliseconds
    private static let sam: JSON = [
        "invitee": "sam@example.com", "organizationId": "bookclub0001", "expiresAt": .int(end),
    ]
    private static let mailed = Example.config(
        replacing: #""connectors": ["#,
        with: """
            "connectors": [{"id": "mail00000001", "connectorId": "mock-email-service", "config": {"apiKey": "k",
            "fromEmail": "club@example.com", "templates": [{"usageType": "OrganizationInvitation", "type": "text/plain",
            "subject": "{{organization.name}}", "content": "{{inviter.name}} {{link}}"}, {"usageType": "Generic",
            "type": "text/plain", "subject": "", "content": "{{code}}"}]}},
            """)

    private static func refused(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSON, _ status: Int, _ details: String
    ) -> Row {
        Row(method, path, body, status, code: "request.invalid_input", "Input is invalid. \(details)")
    }

    private static let rows: [Row] = [
        Self.refused(
            .post, path, sam.with(["expiresAt": .int(TestWorld.beginning.milliseconds)]), 400,
            "An invitation has to end in the future (`expiresAt`)."),
        Self.refused(
            .post, path, sam.with(["invitee": "ALICE@example.com"]), 422,
            "Whoever is invited is a member of the organization already."),
        Row(.post, path, sam.with(["organizationId": "nothing"]), .noForeignKey),
        Row(.post, path, sam.with(["inviterId": "nobody"]), .noForeignKey),
        Row(.post, path, sam.with(["organizationRoleIds": ["nothing"]]), .noForeignKey),
        Row(
            .post, path, sam.with(["messagePayload": [:]]), 501, code: "connector.not_found",
            "Cannot find any available connector for type: Email."),
        Row(.get, "\(path)/nothing", .notFound),
        Row(.delete, "\(path)/nothing", .notFound),
        Row(.post, "\(path)/nothing/message", [:], .notFound),
        Row(.put, "\(path)/nothing/status", ["status": "Revoked"], .notFound),
        Self.refused(
            .put, "\(path)/nothing/status", ["status": "Accepted"], 422,
            "Who accepts an invitation has to be said (`acceptedUserId`)."),
    ]

    @Test(arguments: Self.rows)
    func `what Logto refuses`(row: Row) async throws {
        let management = try await Management()
        try await row.check(management)
        #expect(try await management.get(Self.path).json == [], "and nothing is left of it")
    }

    @Test(arguments: [
        [:] as JSON, sam.with(["invitee": "sam"]), sam.with(["expiresAt": "soon"]), sam.with(["messagePayload": true]),
        sam.with(["messagePayload": "text"]), sam.with(["organizationId": nil]),
    ])
    func `what does not have the right shape is refused`(body: JSON) async throws {
        let answer = try await Management().call(.post, Self.path, body)
        #expect(answer.status == .badRequest)
        #expect(answer.json["code"] == "guard.invalid_input")
    }

    @Test func `an invitation is made, listed, revoked and deleted`() async throws {
        let management = try await Management()
        let answer = try await management.call(
            .post, Self.path,
            Self.sam.with([
                "inviterId": "alice0000001", "organizationRoleIds": ["clubeditor00000000000"], "messagePayload": false,
            ]))
        #expect(answer.status == .created)
        let id = answer.json["id"]?.string ?? ""
        let now = JSON.int(TestWorld.beginning.milliseconds)
        #expect(
            answer.json == [
                "tenantId": "default", "id": .string(id), "inviterId": "alice0000001", "invitee": "sam@example.com",
                "acceptedUserId": .null, "organizationId": "bookclub0001", "status": "Pending", "createdAt": now,
                "updatedAt": now, "expiresAt": .int(Self.end),
                "organizationRoles": [["id": "clubeditor00000000000", "name": "Editor"]],
            ])
        #expect(try await management.get("\(Self.path)/\(id)").json == answer.json)
        try await Row(.post, Self.path, Self.sam, .notUnique).check(management)
        let other = try await management.create(Self.path, Self.sam.with(["organizationId": "chessclub001"]))
        for (query, ids) in [
            ("", [other["id"]?.string ?? "", id]), ("?organizationId=bookclub0001", [id]),
            ("?inviterId=alice0000001", [id]), ("?invitee=SAM%40example.com&organizationId=bookclub0001", [id]),
            ("?invitee=sam", []),
        ] {
            #expect(try await management.ids("\(Self.path)\(query)") == ids, "\(query)")
        }
        management.world.advance(seconds: 60)
        let status = "\(Self.path)/\(id)/status"
        let revoked = try await management.call(.put, status, ["status": "Revoked"])
        #expect(revoked.status == .ok)
        #expect(
            revoked.json
                == answer.json.with([
                    "status": "Revoked",
                    "updatedAt": .int(TestWorld.beginning.advanced(bySeconds: 60).milliseconds),
                ]))
        let ended = Self.refused(.put, status, ["status": "Revoked"], 422, "The invitation is no longer pending.")
        try await ended.check(management)
        _ = try await management.create(Self.path, Self.sam)
        #expect(try await management.call(.delete, "\(Self.path)/\(id)").status == .noContent)
        try await Row(.get, "\(Self.path)/\(id)", .notFound).check(management)
        #expect(
            try await management.call(.put, status, ["status": "Expired"]).json["code"] == "guard.invalid_input")
    }

    @Test func `who accepts an invitation is a member with the roles`() async throws {
        let management = try await Management()
        let id =
            try await management.create(
                Self.path, Self.sam.with(["organizationRoleIds": ["clubeditor00000000000"]]))["id"]?.string ?? ""
        let status = "\(Self.path)/\(id)/status"
        let accepted: JSON = ["status": "Accepted", "acceptedUserId": "suspended001"]
        try await Row(.put, status, accepted.with(["acceptedUserId": "nobody"]), .notFound).check(management)
        try await Self.refused(
            .put, status, accepted, 422, "Whoever accepts has another e-mail address than was invited."
        ).check(management)
        _ = try await management.call(.patch, "/users/suspended001", ["primaryEmail": "Sam@Example.com"])
        let answer = try await management.call(.put, status, accepted)
        #expect(answer.status == .ok)
        #expect(answer.json["status"] == "Accepted")
        #expect(answer.json["acceptedUserId"] == "suspended001")
        #expect(
            try await management.ids("/organizations/bookclub0001/users/suspended001/roles")
                == ["clubeditor00000000000"])
        try await Self.refused(.put, status, accepted, 422, "The invitation is no longer pending.").check(management)
    }

    @Test func `an invitation that nobody took in time has expired`() async throws {
        let management = try await Management()
        let later = TestWorld.beginning.advanced(bySeconds: 600).milliseconds
        let id = try await management.create(Self.path, Self.sam.with(["expiresAt": .int(later)]))["id"]?.string ?? ""
        management.world.advance(seconds: 601)
        #expect(try await management.get("\(Self.path)/\(id)").json["status"] == "Expired")
        try await Self.refused(
            .put, "\(Self.path)/\(id)/status", ["status": "Accepted", "acceptedUserId": "nobody"], 422,
            "The invitation is no longer pending."
        ).check(management)
    }

    @Test func `its message lies in the inbox, eleven are too many`() async throws {
        let management = try await Management(Self.mailed)
        let body = Self.sam.with([
            "inviterId": "alice0000001", "messagePayload": ["link": "https://club.example/join"],
        ])
        let id = try await management.create(Self.path, body)["id"]?.string ?? ""
        func inbox() async throws -> [JSON] {
            try await management.world.get("\(management.world.console)/control/inbox").json.array ?? []
        }
        let message = try await inbox().first
        #expect(message?["usageType"] == "OrganizationInvitation")
        #expect(message?["to"] == "sam@example.com")
        #expect(message?["subject"] == "Book club")
        #expect(message?["content"] == "Alice Example https://club.example/join")
        for _ in 2...10 {
            let sent = try await management.call(.post, "\(Self.path)/\(id)/message", ["link": "again"])
            #expect(sent.status == .noContent)
        }
        #expect(try await inbox().count == 10)
        let limited = Row(
            .post, "\(Self.path)/\(id)/message", [:], 429, code: "request.message_rate_limited",
            "Too many messages sent to this recipient. Please try again later.")
        try await limited.check(management)
        let other = body.with(["organizationId": "chessclub001"])
        #expect(try await management.call(.post, Self.path, other).status == .tooManyRequests)
        #expect(try await management.ids(Self.path) == [id], "one whose message was not sent is not there")
    }
}
